import CTLSHook
import Foundation
import Glibc
import KubeModel
import Synchronization

/// One run of a credential plugin: no shell, its own words read from a pipe.
///
/// Foundation's Process is of no use for it: it puts the child into a process group of its own, where a question on the
/// terminal stops it for ever.
final class PluginProcess: Sendable {
    /// Seconds: a person may have to log in with a browser, and no longer than that.
    private static let patience = 300.0
    private static let outputLimit = 4 << 20

    private let plugin: ExecPlugin
    private let isInteractive: Bool
    private let environment: [String: String]
    private let child = Mutex((pid: pid_t(0), lifeline: Int32(-1), isStopped: false))

    /// - Parameter isInteractive: Whether it gets the terminal: standard input and standard error are then ours.
    init(_ plugin: ExecPlugin, isInteractive: Bool, environment: [String: String]) {
        self.plugin = plugin
        self.isInteractive = isInteractive
        self.environment = environment
    }

    /// Runs it to its end, on a thread of its own.
    func login() async throws(ClusterError) -> Login {
        let result = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.run()) }
        }
        return try result.get()
    }

    /// Ends it, and what it started, if it runs. So does our own end, whatever that is.
    func stop() {
        child.withLock { child in
            child.isStopped = true
            Self.cut(&child.lifeline)
        }
    }

    private static func cut(_ lifeline: inout Int32) {
        if lifeline >= 0 { close(lifeline) }
        lifeline = -1
    }

    private func run() -> Result<Login, ClusterError> {
        var output: [Int32] = [-1, -1], complaint: [Int32] = [-1, -1]
        // Another child of ours that inherited them would keep them open.
        guard gatehouse_pipe(&output) == 0, gatehouse_pipe(&complaint) == 0 else {
            for descriptor in output where descriptor >= 0 { close(descriptor) }
            return .failure(
                .loginFailed("The credential plugin \(plugin.command) could not be started: no pipe is left."))
        }
        let started = spawn(output: output[1], complaint: complaint[1])
        close(output[1])
        close(complaint[1])
        defer {
            close(output[0])
            close(complaint[0])
        }
        if let problem = started { return .failure(problem) }
        let pid = child.withLock(\.pid)
        let texts = PipeReader(output[0], complaint[0], of: pid, limit: Self.outputLimit).read(seconds: Self.patience)
        if texts == nil { stop() }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        child.withLock { child in
            child.pid = 0
            Self.cut(&child.lifeline)
        }
        guard let texts else {
            return .failure(.loginFailed("The credential plugin \(plugin.command) did not finish in five minutes."))
        }
        guard status == 0 else { return .failure(failure(status, texts.complaint)) }
        do throws(ClusterError) { return .success(try plugin.login(from: texts.output)) } catch {
            return .failure(error)
        }
    }

    /// - Returns: nil where it runs.
    private func spawn(output: Int32, complaint: Int32) -> ClusterError? {
        var variables = environment.merging(plugin.environment) { $1 }
        variables["KUBERNETES_EXEC_INFO"] = plugin.info(isInteractive: isInteractive)
        let words: [UnsafeMutablePointer<CChar>?] = ([plugin.program] + plugin.arguments).map { strdup($0) } + [nil]
        let pairs: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + pairs { free(word) } }
        guard let path = ProgramPath.find(plugin.program, environment["PATH"]) else { return notStarted(ENOENT) }
        return child.withLock { child in
            guard !child.isStopped else { return .cancelled }
            let code = path.withCString { path in
                words.withUnsafeBufferPointer { words in
                    pairs.withUnsafeBufferPointer { pairs in
                        var program = gatehouse_program(
                            path: path, arguments: words.baseAddress, environment: pairs.baseAddress, output: output,
                            complaint: complaint, has_terminal: isInteractive ? 1 : 0)
                        return gatehouse_guard_start(&program, &child.pid, &child.lifeline)
                    }
                }
            }
            return code == 0 ? nil : notStarted(code)
        }
    }

    private func notStarted(_ code: Int32) -> ClusterError {
        let hint = plugin.installHint.map { " \(PluginComplaint.plain($0))" } ?? ""
        let reason =
            code == ENOENT
            ? "is not installed: there is no such program" : "cannot be started: \(String(cString: strerror(code)))"
        return .loginFailed("The credential plugin \(plugin.command) \(reason).\(hint)")
    }

    private func failure(_ status: Int32, _ complaint: [UInt8]) -> ClusterError {
        if child.withLock(\.isStopped) { return .cancelled }
        let signal = status & 0x7F
        let how = signal == 0 ? "failed with status \(status >> 8 & 0xFF)" : "was ended by signal \(signal)"
        let words = PluginComplaint(plugin).words(complaint)
        return .loginFailed("The credential plugin \(plugin.command) \(how)\(words.isEmpty ? "." : ": \(words)")")
    }
}

/// Reads what a program writes to two pipes until it has ended.
private struct PipeReader {
    private let output: Int32, complaint: Int32, program: pid_t, limit: Int

    init(_ output: Int32, _ complaint: Int32, of program: pid_t, limit: Int) {
        (self.output, self.complaint, self.program, self.limit) = (output, complaint, program, limit)
    }

    /// nil when the time is over, or far too much is written. What is not read of the second pipe is of its beginning.
    func read(seconds: Double) -> (output: [UInt8], complaint: [UInt8])? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        // What it leaves running keeps the pipes open: the credential is complete with the end of the program itself.
        let end = gatehouse_process_handle(program)
        defer { if end >= 0 { close(end) } }
        var open = [output, complaint, end].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var texts: [[UInt8]] = [[], []]
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while open[0].fd >= 0 || open[1].fd >= 0 {
            let rest = (deadline - .now) / .milliseconds(1)
            guard rest > 0 else { return nil }
            let hasEnded = open[2].revents != 0
            let ready = poll(&open, 2 + (hasEnded ? 0 : 1), hasEnded ? 0 : Int32(min(rest, 60_000)))
            if ready < 0, errno != EINTR { return nil }
            // All that it wrote itself has been read.
            if hasEnded, ready == 0 { break }
            for index in 0..<2 where open[index].fd >= 0 && open[index].revents != 0 {
                let count = Glibc.read(open[index].fd, &buffer, buffer.count)
                if count <= 0 { open[index].fd = -1 } else { texts[index] += buffer[..<count] }
                open[index].revents = 0
            }
            guard texts[0].count <= limit else { return nil }
            if texts[1].count > limit { texts[1].removeFirst(texts[1].count - limit / 2) }
        }
        return (texts[0], texts[1])
    }
}
