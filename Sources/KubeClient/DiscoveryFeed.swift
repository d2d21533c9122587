import KubeModel

/// Runs a ``DiscoveryMachine``: asks its questions, watches the definitions, keeps its time.
struct DiscoveryFeed: Sendable {
    let client: KubeClient
    let clock: ReflectorClock
    /// Which kinds the columns of their definition are wanted for.
    let isUnknown: @Sendable (ResourceType) -> Bool

    private enum Letter: Sendable {
        case input(DiscoveryMachine.Input)
        case answered([Discovery.Kind], PrinterColumnCache)
        case alarm
    }

    /// Runs until its task is cancelled; then everything it started has ended.
    func run(_ emit: @escaping @Sendable (DiscoveryEvent) -> Void) async {
        let mailbox = Mailbox<Letter>()
        let signal = client.retrySignals.subscribe { _ in mailbox.put(.input(.retryRequested)) }
        var machine = DiscoveryMachine(groups: client.groups), cache = PrinterColumnCache()
        var question: Task<Void, Never>?, alarm: Task<Void, Never>?
        var alarmTime: Double?
        func perform(_ outputs: [DiscoveryMachine.Output]) {
            for output in outputs {
                switch output {
                case .emit(let event): emit(event)
                case .ask:
                    let (definitions, cache) = (machine.definitions, cache)
                    question = Task { mailbox.put(await answer(definitions, cache)) }
                }
            }
        }
        func handle(_ input: DiscoveryMachine.Input) {
            perform(machine.handle(input, at: clock.now(), random: clock.random()))
        }
        handle(.start)
        let watch = Task { await watchDefinitions { mailbox.put(.input(.definitions($0))) } }
        while let letters = await mailbox.take() {
            for letter in letters {
                switch letter {
                case .input(let input): handle(input)
                case .answered(let kinds, let known):
                    cache = known
                    handle(.answered(kinds))
                case .alarm:
                    alarmTime = nil
                    handle(.tick)
                }
            }
            guard let deadline = machine.deadline, deadline < alarmTime ?? .infinity else { continue }
            alarm?.cancel()
            alarmTime = deadline
            alarm = Task { [clock] in
                await clock.sleep(max(0, deadline - clock.now()))
                if !Task.isCancelled { mailbox.put(.alarm) }
            }
        }
        question?.cancel()
        alarm?.cancel()
        watch.cancel()
        client.retrySignals.unsubscribe(signal)
    }

    private func watchDefinitions(_ take: (ReflectorEvent) -> Void) async {
        // Names and versions only: the bodies of definitions are megabytes.
        let scope = ResourceScope(type: .customResourceDefinition, isMetadataOnly: true)
        for await event in client.reflect(scope, from: ReflectorMachine(), projection: .plain) { take(event) }
    }

    private func answer(
        _ definitions: [String: DiscoveryMachine.Definition]?, _ cache: PrinterColumnCache
    ) async -> Letter {
        do throws(ClusterError) {
            var kinds = try await client.servedKinds(), cache = cache
            for index in kinds.indices where isUnknown(kinds[index].type) {
                let type = kinds[index].type
                let generation = definitions?[type.qualifiedName]?.generation
                kinds[index].printerColumns = await cache.columns(of: type, generation: generation, from: client)
            }
            return .answered(kinds, cache)
        } catch {
            return .input(.failed(error))
        }
    }
}

/// The columns of kinds that nobody made a view for, each definition read once for as long as it stays the same.
struct PrinterColumnCache: Sendable {
    private struct Entry: Sendable {
        var version: String
        /// nil where definitions cannot be watched.
        var generation: Int?
        /// nil where the definition cannot be read.
        var columns: [PrinterColumn]?
    }

    private var entries: [String: Entry] = [:]

    /// Costs one request for a definition that is new or has changed.
    mutating func columns(
        of type: ResourceType, generation: Int?, from client: KubeClient
    ) async -> [PrinterColumn]? {
        if var known = entries[type.qualifiedName], known.version == type.version,
            known.generation == nil || generation == nil || known.generation == generation
        {
            known.generation = known.generation ?? generation
            entries[type.qualifiedName] = known
            return known.columns
        }
        let key = ObjectKey(namespace: nil, name: type.qualifiedName)
        do throws(ClusterError) {
            let definition = RawJSON(try await client.get(.customResourceDefinition, key))
            let columns = PrinterColumn.all(in: definition, version: type.version)
            entries[type.qualifiedName] = Entry(
                version: type.version, generation: definition[path: "metadata", "generation"]?.integer ?? generation,
                columns: columns)
            return columns
        } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed:
                // Asking again would bring the same answer; a change of the definition asks anew.
                entries[type.qualifiedName] = Entry(version: type.version, generation: generation, columns: nil)
            default: break
            }
            return nil
        }
    }
}

extension KubeClient {
    /// What the server serves of our groups, and every change of that.
    ///
    /// It never ends by itself: what goes wrong is told and tried again. Costs one request at first and one for every
    /// change, and an open watch of the definitions of kinds, without their bodies. Ending the iteration, or the task that
    /// iterates, ends the requests.
    ///
    /// - Parameter isUnknown: Which kinds the columns of their definition are wanted for; one request for each.
    public func discoveries(
        describing isUnknown: @escaping @Sendable (ResourceType) -> Bool
    ) -> AsyncStream<DiscoveryEvent> {
        let feed = DiscoveryFeed(client: self, clock: .live, isUnknown: isUnknown)
        let (events, continuation) = AsyncStream.makeStream(of: DiscoveryEvent.self)
        // Owned by the stream: it ends when the stream does.
        let task = Task {
            await feed.run { continuation.yield($0) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return events
    }
}
