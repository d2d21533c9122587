import Dashboard
import GatewayGraph
import KubeClient
import KubeModel

/// What gateways refer to and no list shows: Services with their endpoints, ConfigMaps and Namespaces, which are followed; Secrets, of which only what the server's table
/// prints is read; and the controller's settings. Nothing is asked for before somebody wants to know, and before something refers to it.
@MainActor
final class RelatedKinds {
    private let cluster: any Cluster
    private let graph: GraphKeeper
    private let clock: DashboardClock
    private var tasks: [ResourceType: Task<Void, Never>] = [:]
    private var isAsking = false
    private var secretsRead: Double?
    private var hasAskedForSecrets = false
    private var knowsController = false
    private var isClosed = false

    /// Secrets are not followed: what is older is read again when somebody looks.
    private static let oldest = 30.0

    init(_ cluster: any Cluster, _ graph: GraphKeeper, clock: DashboardClock) {
        self.cluster = cluster
        self.graph = graph
        self.clock = clock
    }

    /// Somebody looks at what refers to them.
    ///
    /// - Parameter isAnew: Whether what was read a while ago is read again, and not only what nobody has asked for yet.
    func want(isAnew: Bool = true) {
        guard !isAsking, !isClosed else { return }
        isAsking = true
        Task {
            await ask(isAnew)
            isAsking = false
        }
    }

    func end() {
        isClosed = true
        for task in tasks.values { task.cancel() }
        tasks = [:]
    }

    private func ask(_ isAnew: Bool) async {
        for type in [ResourceType.service, .configMap] where tasks[type] == nil {
            if await graph.knows(of: type), !isClosed { follow(type) }
        }
        if tasks[.service] != nil, tasks[.endpointSlice] == nil, !isClosed { follow(.endpointSlice) }
        if tasks[.namespace] == nil, !isClosed { follow(.namespace) }
        if isAnew, !knowsController { await askForController() }
        let isOld = secretsRead.map { clock.uptime() - $0 > Self.oldest } ?? true
        if isAnew ? isOld : !hasAskedForSecrets, await graph.knows(of: .secret) { await readSecrets() }
    }

    private func follow(_ type: ResourceType) {
        graph.take(.began(WatchRequest(type: type, namespace: nil, projection: .plain)))
        let events = cluster.reflect(type, namespace: nil, projection: .plain)
        tasks[type] = Task { [graph] in
            for await event in events {
                guard !Task.isCancelled else { return }
                graph.take(.event(type, event))
            }
        }
    }

    private func askForController() async {
        guard case .found(let rows) = await cluster.reading(of: .deployment, selector: ControllerDeployment.selector) else { return }
        knowsController = true
        if let environment = ControllerDeployment.environment(of: rows.map(\.value)) { graph.take(.environment(environment)) }
    }

    private func readSecrets() async {
        hasAskedForSecrets = true
        switch await cluster.secrets() {
        case .found(let facts):
            secretsRead = clock.uptime()
            let scanner = ResourceScanner(projection: .plain), now = clock.now()
            let rows = facts.compactMap { try? scanner.row(JSONWriter.bytes($0.object)) }
            graph.take(.event(.secret, .listStarted(generation: 1)))
            graph.take(.event(.secret, .batch(rows.map { RowChange(.listed, $0, arrived: now) })))
            graph.take(.event(.secret, .listCompleted(generation: 1)))
        case .forbidden:
            secretsRead = clock.uptime()
            graph.take(.event(.secret, .state(.forbidden(.forbidden(APIStatus(code: 403, reason: "Forbidden", message: "may not list Secrets"))))))
        case .notServed, .failed: break
        }
    }
}
