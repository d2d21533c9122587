import KubeModel
import Synchronization

/// The embedded Kubernetes API server, on loopback only.
///
/// It is also the server of the tests: many may run in one process, and ``stop()`` leaves nothing behind.
public final class KubeServer: Sendable {
    /// The objects. Usable before the start, for seeds.
    public let store: ObjectStore
    /// The kinds that are served at this moment, namespaces and definitions excluded.
    public var kinds: [ServedKind] { api.registry.current.kinds }

    private let requestedPort: UInt16
    private let api: ServerAPI
    private let bookmarkInterval: Duration
    private let limits: FrontLimits
    private let report: @Sendable (String) -> Void
    private let running = Mutex(Running())

    private struct Running {
        var hasStarted = false
        var server: FrontServer?
        var tasks: [Task<Void, Never>] = []
    }

    /// - Parameters:
    ///   - token: What clients must present, as a bearer token or as the password of Basic.
    ///   - grants: What further tokens open, for tests of least privilege.
    ///   - port: 0 takes any that is free.
    ///   - historyLimit: Changes remembered for each kind; a watch from before gets 410.
    ///   - bookmarkInterval: How often watchers are told how far they are, where they allow it.
    ///   - report: Is told in a sentence when connections are short, and when they are no more; on any thread.
    public convenience init(
        token: String, grants: [String: AccessRules] = [:], port: UInt16 = 0, kinds: [ServedKind],
        historyLimit: Int = 4_096, bookmarkInterval: Duration = .seconds(15),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.init(
            token: token, grants: grants, port: port, kinds: kinds, historyLimit: historyLimit,
            bookmarkInterval: bookmarkInterval, report: report, limits: FrontLimits())
    }

    init(
        token: String, grants: [String: AccessRules] = [:], port: UInt16 = 0, kinds: [ServedKind],
        historyLimit: Int = 4_096, bookmarkInterval: Duration = .seconds(15),
        report: @escaping @Sendable (String) -> Void = { _ in }, limits: FrontLimits
    ) {
        self.limits = limits
        self.report = report
        store = ObjectStore(types: kinds.map(\.type), historyLimit: historyLimit)
        requestedPort = port
        self.bookmarkInterval = bookmarkInterval
        api = ServerAPI(store: store, token: token, kinds: kinds, grants: grants)
    }

    /// Applies a CustomResourceDefinition: its kinds are served at once, in the place of those of the same name.
    ///
    /// - Throws: 422 for what an API server would refuse.
    public func install(_ definition: KubeModel.JSONValue) throws(APIStatus) { try api.definitions.install(definition) }

    /// Serves a kind from now on, in the place of one of the same name; without a definition of it.
    public func serve(_ kind: ServedKind) {
        store.add(kind.storage)
        api.registry.replace(kind.type.qualifiedName, with: [kind])
    }

    /// Deletes a CustomResourceDefinition with its objects, finalizers or not: `widgets.example.com`.
    /// Its watches end.
    ///
    /// - Throws: 404 where there is none.
    public func uninstall(_ name: String) throws(APIStatus) { try api.definitions.uninstall(name) }

    /// Begins to listen.
    ///
    /// - Returns: The port.
    /// - Throws: ``ServerError``; a server starts once in its life.
    public func start() async throws(ServerError) -> UInt16 {
        let isFirst = running.withLock { running in
            defer { running.hasStarted = true }
            return !running.hasStarted
        }
        guard isFirst else { throw .alreadyStarted }
        let server = try FrontServer(
            port: requestedPort, limits: limits, handler: ServerHandler(api: api), report: report)
        let heartbeat = Task { [store, api, bookmarkInterval] in
            while (try? await Task.sleep(for: bookmarkInterval)) != nil {
                api.definitions.finishAll()
                store.sendBookmarks()
            }
        }
        running.withLock { running in
            running.server = server
            running.tasks = [heartbeat]
        }
        return server.port
    }

    /// Ends every watch and connection and frees the port. Returns when that is done; a second call does nothing.
    public func stop() async {
        let (server, tasks) = running.withLock { running in
            defer { (running.server, running.tasks) = (nil, []) }
            return (running.server, running.tasks)
        }
        store.close()
        await server?.stop()
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
