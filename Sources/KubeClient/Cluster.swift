import KubeModel

/// One cluster as a dashboard needs it: what can be read, followed, changed and asked there. ``KubeClient`` is the live one.
public protocol Cluster: Sendable {
    /// How it is reached, and as whom.
    var endpoint: ClusterEndpoint { get }
    /// The latest requests, the newest last.
    var requests: [RequestLog.Entry] { get }

    /// See ``KubeClient/reflect(_:namespace:selector:fieldSelector:projection:)``.
    func reflect(
        _ type: ResourceType, namespace: String?, projection: RowProjection
    ) -> AsyncStream<ReflectorEvent>
    func get(_ type: ResourceType, _ key: ObjectKey) async throws(ClusterError) -> [UInt8]
    /// See ``KubeClient/events(about:_:)``.
    func events(about type: ResourceType, _ key: ObjectKey) async throws(ClusterError) -> [RawJSON]
    /// - Parameter isDryRun: Whether the server only says what it would make of it; nothing is stored then.
    func write(_ change: ChangeRequest, isDryRun: Bool) async throws(ClusterError) -> WriteAnswer

    func discover() async throws(ClusterError) -> Discovery
    /// See ``KubeClient/discoveries(describing:)``.
    func discoveries(
        describing isUnknown: @escaping @Sendable (ResourceType) -> Bool
    ) -> AsyncStream<DiscoveryEvent>
    func printerColumns(of type: ResourceType) async throws(ClusterError) -> [PrinterColumn]?
    func namespaces() async throws(ClusterError) -> [String]
    /// See ``KubeClient/schemaAddress(of:version:)``.
    func schemaAddress(of group: String, version: String) async throws(ClusterError) -> String?
    /// See ``KubeClient/schemasOfAllKinds()``.
    func schemasOfAllKinds() async throws(ClusterError) -> JSONValue?
    /// See ``KubeClient/definition(of:)``.
    func definition(of type: ResourceType) async throws(ClusterError) -> JSONValue?
    /// See ``KubeClient/schemas(of:version:)``.
    func schemas(of group: String, version: String) async throws(ClusterError) -> JSONValue?

    /// See ``KubeClient/secrets(limit:)``.
    func secrets() async -> KindReading<SecretFacts>
    /// See ``KubeClient/reading(of:selector:)``.
    func reading(of type: ResourceType, selector: String?) async -> KindReading<ResourceRow>

    /// nil where the server does not say.
    ///
    /// - Parameter name: Of one object: a right may be given by name; nil: of any.
    func isAllowed(_ verb: String, _ type: ResourceType, namespace: String?, name: String?) async throws(ClusterError) -> Bool?
    var loginActivity: AsyncStream<Bool> { get }
    func logIn(isInteractive: Bool) async throws(ClusterError)
    func renewLogin() async throws(ClusterError)

    /// Lets whatever waits try again now.
    func retryNow()
    /// Nobody asks for anything any more.
    func close()
}

extension KubeClient: Cluster {
    public var requests: [RequestLog.Entry] { log.snapshot() }

    public func reflect(
        _ type: ResourceType, namespace: String?, projection: RowProjection
    ) -> AsyncStream<ReflectorEvent> {
        reflect(type, namespace: namespace, selector: nil, fieldSelector: nil, projection: projection)
    }

    /// What was recorded about an object, in no order; the first 100 of it.
    public func events(about type: ResourceType, _ key: ObjectKey) async throws(ClusterError) -> [RawJSON] {
        let events = ResourceType(group: "", version: "v1", plural: "events", kind: "Event")
        // Events about what stands in no namespace are kept in this one.
        let page = try await page(
            events, namespace: key.namespace ?? "default",
            fieldSelector: "involvedObject.kind=\(type.kind),involvedObject.name=\(key.name)", limit: 100)
        return page.rows.map(\.raw)
    }

    public func secrets() async -> KindReading<SecretFacts> { await secrets(limit: 100_000) }

    public func write(_ change: ChangeRequest, isDryRun: Bool) async throws(ClusterError) -> WriteAnswer {
        switch change.method {
        case .create:
            try await create(change.type, namespace: change.key.namespace, JSONWriter.bytes(change.body), dryRun: isDryRun)
        case .replace: try await replace(change.type, change.key, JSONWriter.bytes(change.body), dryRun: isDryRun)
        case .delete(let uid): try await delete(change.type, change.key, uid: uid, dryRun: isDryRun)
        }
    }
}
