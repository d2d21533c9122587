import ChildProcess
import Foundation
import Glibc
import KubeModel
import Synchronization

/// One run of a credential plugin: no shell, its own words read from a pipe.
final class PluginProcess: Sendable {
    /// Seconds: a person may have to log in with a browser, and no longer than that.
    private static let patience = 300.0
    private static let outputLimit = 4 << 20

    private let plugin: ExecPlugin
    private let isInteractive: Bool
    private let environment: [String: String]
    private let run = Mutex((child: ChildProcess?.none, isStopped: false))

    /// - Parameter isInteractive: Whether it gets the terminal: standard input and standard error are then ours.
    init(_ plugin: ExecPlugin, isInteractive: Bool, environment: [String: String]) {
        self.plugin = plugin
        self.isInteractive = isInteractive
        self.environment = environment
    }

    /// Runs it to its end, on a thread of its own.
    func login() async throws(ClusterError) -> Login {
        let result = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.loginBlocking()) }
        }
        return try result.get()
    }

    /// Ends it, and what it started, if it runs. So does our own end, whatever that is.
    func stop() {
        run.withLock { run in
            run.isStopped = true
            run.child?.stop()
        }
    }

    private func loginBlocking() -> Result<Login, ClusterError> {
        guard let output = ChildPipe() else { return .failure(noPipe) }
        defer { close(output.reading) }
        guard let complaint = ChildPipe() else {
            close(output.writing)
            return .failure(noPipe)
        }
        defer { close(complaint.reading) }
        let started = start(output: output.writing, complaint: complaint.writing)
        close(output.writing)
        close(complaint.writing)
        let child: ChildProcess
        switch started {
        case .success(let running): child = running
        case .failure(let problem): return .failure(problem)
        }
        let texts = ChildOutput(output.reading, complaint.reading, of: child, limit: Self.outputLimit)
            .read(seconds: Self.patience)
        if texts == nil { stop() }
        let end = child.wait()
        run.withLock { $0.child = nil }
        guard let texts else {
            return .failure(.loginFailed("The credential plugin \(plugin.command) did not finish in five minutes."))
        }
        guard end == .exited(0) else { return .failure(failure(end, texts.complaint)) }
        do throws(ClusterError) { return .success(try plugin.login(from: texts.output)) } catch {
            return .failure(error)
        }
    }

    private var noPipe: ClusterError {
        .loginFailed("The credential plugin \(plugin.command) could not be started: no pipe is left.")
    }

    private func start(output: Int32, complaint: Int32) -> Result<ChildProcess, ClusterError> {
        var variables = environment.merging(plugin.environment) { $1 }
        variables["KUBERNETES_EXEC_INFO"] = plugin.info(isInteractive: isInteractive)
        guard let path = ProgramPath.find(plugin.program, environment["PATH"]) else {
            return .failure(notStarted(ENOENT))
        }
        let program = ChildProgram(
            path: path, words: [plugin.program] + plugin.arguments, environment: variables, output: output,
            terminal: isInteractive ? .shared : .none(complaint: complaint), isGuarded: true)
        return run.withLock { run in
            guard !run.isStopped else { return .failure(.cancelled) }
            do throws(ChildError) {
                let child = try ChildProcess.start(program)
                run.child = child
                return .success(child)
            } catch { return .failure(notStarted(error.code)) }
        }
    }

    private func notStarted(_ code: Int32) -> ClusterError {
        let hint = plugin.installHint.map { " \(PluginComplaint.plain($0))" } ?? ""
        let reason =
            code == ENOENT
            ? "is not installed: there is no such program" : "cannot be started: \(String(cString: strerror(code)))"
        return .loginFailed("The credential plugin \(plugin.command) \(reason).\(hint)")
    }

    private func failure(_ end: ChildEnd, _ complaint: [UInt8]) -> ClusterError {
        if run.withLock(\.isStopped) { return .cancelled }
        let how =
            switch end {
            case .exited(let status): "failed with status \(status)"
            case .signalled(let signal): "was ended by signal \(signal)"
            case .lost(let code): "was lost: \(String(cString: strerror(code)))"
            }
        let words = PluginComplaint(plugin).words(complaint)
        return .loginFailed("The credential plugin \(plugin.command) \(how)\(words.isEmpty ? "." : ": \(words)")")
    }
}
