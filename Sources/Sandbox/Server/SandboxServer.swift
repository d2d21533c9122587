import FlyingFox
import FlyingSocks
import Foundation
import KubeModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// The embedded Kubernetes API server, on loopback only.
///
/// It is also the server of the tests: many may run in one process, and ``stop()`` leaves nothing behind.
public final class SandboxServer: Sendable {
    /// The objects. Usable before the start, for seeds.
    public let store: ObjectStore
    /// The kinds that are served at this moment, namespaces and definitions excluded.
    public var kinds: [ServedKind] { api.registry.current.kinds }

    private let requestedPort: UInt16
    private let api: SandboxAPI
    private let bookmarkInterval: Duration
    private let running = Mutex(Running())

    private struct Running {
        var hasStarted = false
        var server: HTTPServer?
        var tasks: [Task<Void, Never>] = []
    }

    /// - Parameters:
    ///   - token: What clients must present, as a bearer token or as the password of Basic.
    ///   - grants: What further tokens open, for tests of least privilege.
    ///   - port: 0 takes any that is free.
    ///   - historyLimit: Changes remembered for each kind; a watch from before gets 410.
    ///   - bookmarkInterval: How often watchers are told how far they are, where they allow it.
    public init(
        token: String, grants: [String: AccessRules] = [:], port: UInt16 = 0, kinds: [ServedKind],
        historyLimit: Int = 4_096,
        bookmarkInterval: Duration = .seconds(15)
    ) {
        store = ObjectStore(types: kinds.map(\.type), historyLimit: historyLimit)
        requestedPort = port
        self.bookmarkInterval = bookmarkInterval
        api = SandboxAPI(store: store, token: token, kinds: kinds, grants: grants)
    }

    /// Applies a CustomResourceDefinition: its kinds are served at once, in the place of those of the same name.
    ///
    /// - Throws: 422 for what an API server would refuse.
    public func install(_ definition: KubeModel.JSONValue) throws(APIStatus) { try api.definitions.install(definition) }

    /// Deletes a CustomResourceDefinition with its objects, finalizers or not: `trafficpolicies.gateway.kgateway.dev`.
    /// Its watches end.
    ///
    /// - Throws: 404 where there is none.
    public func uninstall(_ name: String) throws(APIStatus) { try api.definitions.uninstall(name) }

    /// Begins to listen.
    ///
    /// - Returns: The port.
    /// - Throws: ``SandboxError``; a server starts once in its life.
    public func start() async throws(SandboxError) -> UInt16 {
        let isFirst = running.withLock { running in
            defer { running.hasStarted = true }
            return !running.hasStarted
        }
        guard isFirst else { throw .alreadyStarted }
        let server = HTTPServer(config: configuration, handler: SandboxHandler(api: api))
        // The handler of the whole server hears only the nine methods of the package; the others are to get a 405 too.
        await server.appendRoute(
            HTTPRoute(methods: SandboxHandler.rareMethods, path: "*"), to: SandboxHandler(api: api))
        let (outcomes, report) = AsyncStream<Result<UInt16, SandboxError>>.makeStream()
        let port = requestedPort
        let run = Task {
            do { try await server.run() } catch { report.yield(.failure(Self.translate(error, port: port))) }
            report.finish()
        }
        let wait = Task {
            // A server that never listens is reported by the task above.
            guard (try? await server.waitUntilListening(timeout: 10)) != nil else { return }
            if case .ip4(_, let port)? = await server.listeningAddress { report.yield(.success(port)) }
        }
        var outcome: Result<UInt16, SandboxError> = .failure(.cannotListen("it ended before it began"))
        for await first in outcomes {
            outcome = first
            break
        }
        wait.cancel()
        let listening = try outcome.get()
        let heartbeat = Task { [store, api, bookmarkInterval] in
            while (try? await Task.sleep(for: bookmarkInterval)) != nil {
                api.definitions.finishAll()
                store.sendBookmarks()
            }
        }
        running.withLock { running in
            running.server = server
            running.tasks = [run, heartbeat]
        }
        return listening
    }

    /// Ends every watch and connection and frees the port. Returns when that is done; a second call does nothing.
    public func stop() async {
        let (server, tasks) = running.withLock { running in
            defer { (running.server, running.tasks) = (nil, []) }
            return (running.server, running.tasks)
        }
        store.close()
        await server?.stop(timeout: 0)
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private var configuration: HTTPServer.Configuration {
        HTTPServer.Configuration(
            address: loopback, timeout: 60, sharedRequestBufferSize: 65_536,
            // Nothing is kept for a second reading: the handler reads every body itself, to its end.
            sharedRequestReplaySize: 0, pool: NoDelayPool(base: HTTPServer.defaultPool()), logger: .disabled)
    }

    private var loopback: sockaddr_in {
        var address = sockaddr_in.inet(port: requestedPort)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return address
    }

    private static func translate(_ error: any Error, port: UInt16) -> SandboxError {
        guard case .failed(_, let number, let message)? = error as? SocketError else {
            return .cannotListen("\(error.localizedDescription)")
        }
        return number == EADDRINUSE ? .portTaken(port) : .cannotListen(message)
    }
}
