import KubeModel

extension KubeClient {
    /// Everything that happens to the objects of a type, beginning with a list of them.
    ///
    /// It never ends by itself: what goes wrong arrives as a state, and is tried again. Ending the iteration, or the
    /// task that iterates, ends the requests. Events are not held back for a slow reader, so read them quickly.
    ///
    /// - Parameters:
    ///   - namespace: nil means all namespaces.
    ///   - selector: As in `labelSelector`.
    ///   - fieldSelector: As in `fieldSelector`: `metadata.name=x`.
    public func reflect(
        _ type: ResourceType, namespace: String?, selector: String? = nil, fieldSelector: String? = nil,
        projection: RowProjection
    ) -> AsyncStream<ReflectorEvent> {
        let scope = ResourceScope(type: type, namespace: namespace, labels: selector, fields: fieldSelector)
        return reflect(scope, from: ReflectorMachine(), projection: projection)
    }

    func reflect(
        _ scope: ResourceScope, from machine: ReflectorMachine, projection: RowProjection
    ) -> AsyncStream<ReflectorEvent> {
        let reflector = Reflector(
            scope: scope, scanner: ResourceScanner(projection: projection, store: stores.store(of: scope.type)), transport: transport, probe: probe,
            recovery: recovery, liveness: liveness, retrySignals: retrySignals, clock: clock, machine: machine)
        let (events, continuation) = AsyncStream.makeStream(of: ReflectorEvent.self)
        // Owned by the stream: it ends when the stream does.
        let task = Task {
            await reflector.run { continuation.yield($0) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return events
    }
}
