import Foundation
import KubeModel
import Synchronization

/// Has the login of the moment ready: reads files anew for each request, and runs a plugin when its answer has expired
/// or was refused. However many requests want it, a plugin runs once at a time.
final class LoginKeeper: Sendable {
    private struct State {
        var plugin: ExecPlugin?
        var login: Login?
        var running: (process: PluginProcess, task: Task<Result<Login, ClusterError>, Never>)?
        var isClosed = false
        /// Runs in a row that brought nothing the server took.
        var failures = 0
        var failure: ClusterError?
        /// Until when a failure stands: a plugin may open a browser each time it runs.
        var notBefore = Date.distantPast
    }

    private let state = Mutex(State())
    /// Whether a plugin runs, told as that changes; the newest is kept for whoever listens, who is one.
    let activity: AsyncStream<Bool>
    private let tell: AsyncStream<Bool>.Continuation
    private let environment: [String: String]
    private let now: @Sendable () -> Date

    init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        now: @escaping @Sendable () -> Date = Date.init
    ) {
        self.environment = environment
        self.now = now
        (activity, tell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    deinit {
        state.withLock(\.running)?.process.stop()
        tell.finish()
    }

    /// The login, where it takes no waiting; nil where a plugin has to be asked.
    func ready(_ credential: Credential) throws(ClusterError) -> Login? {
        guard let plugin = credential.plugin, credential.token == nil else { return try credential.read() }
        guard let login = cached(plugin) else { return nil }
        return try merged(login, credential)
    }

    /// The login, from the plugin where need be.
    ///
    /// - Parameters:
    ///   - rejected: What the server has refused: another one is wanted.
    ///   - isInteractive: Whether the plugin gets the terminal.
    func login(
        _ credential: Credential, rejected: Login? = nil, isInteractive: Bool = false
    ) async throws(ClusterError) -> Login {
        guard let plugin = credential.plugin, credential.token == nil else { return try credential.read() }
        if let login = cached(plugin) {
            let whole = try merged(login, credential)
            if whole != rejected { return whole }
        }
        return try merged(try await run(plugin, isInteractive: isInteractive), credential)
    }

    /// Asks the plugin anew, with the terminal, whatever it has said before: a person wants to log in.
    func renew(_ credential: Credential) async throws(ClusterError) {
        guard let plugin = credential.plugin, credential.token == nil else { return }
        if let running = state.withLock(\.running) {
            running.process.stop()
            _ = await running.task.value
            // Whoever waited for it puts this away as well, perhaps later.
            state.withLock { if $0.running?.task == running.task { $0.running = nil } }
        }
        state.withLock { ($0.failures, $0.failure, $0.notBefore) = (0, nil, .distantPast) }
        _ = try await run(plugin, isInteractive: true)
    }

    /// The server took the login of the moment.
    func accepted() {
        state.withLock { state in
            (state.failures, state.failure, state.notBefore) = (0, nil, .distantPast)
        }
    }

    /// A person asks to try again now.
    func retryNow() { state.withLock { $0.notBefore = .distantPast } }

    /// Ends a plugin that runs, and starts none any more: whoever still waits belongs to what is over.
    func stop() {
        let running = state.withLock { state in
            state.isClosed = true
            return state.running
        }
        running?.process.stop()
        tell.finish()
    }

    private func cached(_ plugin: ExecPlugin) -> Login? {
        state.withLock { state in
            guard state.plugin == plugin, let login = state.login else { return nil }
            if let expires = login.expires, expires <= now() { return nil }
            return login
        }
    }

    /// A certificate of the kubeconfig goes along where the plugin has none.
    private func merged(_ login: Login, _ credential: Credential) throws(ClusterError) -> Login {
        guard login.certificate == nil, credential.certificate != nil else { return login }
        var whole = try credential.read()
        (whole.token, whole.expires) = (login.token, login.expires)
        return whole
    }

    private func run(_ plugin: ExecPlugin, isInteractive: Bool) async throws(ClusterError) -> Login {
        let mayAsk = plugin.interactiveMode != .never && isInteractive
        let task = try state.withLock { (state) throws(ClusterError) in
            if let running = state.running { return running.task }
            if state.isClosed { throw .cancelled }
            if plugin.interactiveMode == .always, !isInteractive {
                throw .loginFailed(
                    "The credential plugin \(plugin.command) wants to ask you: run it in a terminal, in the dashboard by :login."
                )
            }
            if let failure = state.failure, now() < state.notBefore { throw failure }
            if state.plugin != plugin { state.failures = 0 }
            let process = PluginProcess(plugin, isInteractive: mayAsk, environment: environment)
            // Ends with its process; whoever waits for it shares it.
            let task = Task { await Self.result { () throws(ClusterError) in try await process.login() } }
            state.running = (process, task)
            tell.yield(true)
            return task
        }
        let result = await task.value
        state.withLock { state in
            guard state.running?.task == task else { return }
            state.running = nil
            tell.yield(false)
            state.plugin = plugin
            // Refused logins count as failures, too, until the server takes one.
            state.failures += 1
            state.notBefore = now().addingTimeInterval(
                state.failures == 1 ? 0 : min(30, 2 * pow(2, Double(state.failures))))
            switch result {
            case .success(let login):
                state.login = login
                state.failure = .unauthorized(.unauthorized)
            case .failure(let error):
                state.login = nil
                state.failure = error
            }
        }
        return try result.get()
    }

    private static func result(
        _ work: () async throws(ClusterError) -> Login
    ) async -> Result<Login, ClusterError> {
        do throws(ClusterError) { return .success(try await work()) } catch { return .failure(error) }
    }
}
