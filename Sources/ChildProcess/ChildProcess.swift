import CChildProcess
import Dispatch
import Glibc
import Synchronization

/// A program that runs: the one way to start one.
///
/// Foundation's `Process` is of no use for it: it puts its children into a process group of their own, where a question on
/// the terminal stops them for ever.
public final class ChildProcess: Sendable {
    /// What signals are sent to: the program, or what guards it.
    public let id: pid_t
    /// -1: it has none, or it was let go.
    private let lifeline: Mutex<Int32>

    private init(id: pid_t, lifeline: Int32) {
        self.id = id
        self.lifeline = Mutex(lifeline)
    }

    /// Starts a program with default signals and none of our descriptors but those it is to have.
    ///
    /// Returns once it runs. To be followed by ``wait()`` or ``end()``.
    public static func start(_ program: ChildProgram) throws(ChildError) -> ChildProcess {
        let words: [UnsafeMutablePointer<CChar>?] = program.words.map { strdup($0) } + [nil]
        let pairs: [UnsafeMutablePointer<CChar>?] =
            (program.environment ?? [:]).map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + pairs { free(word) } }
        let hasTerminal: Bool, complaint: Int32
        switch program.terminal {
        case .shared: (hasTerminal, complaint) = (true, -1)
        case .none(let descriptor): (hasTerminal, complaint) = (false, descriptor)
        }
        var id: pid_t = 0, lifeline: Int32 = -1
        let code = program.path.withCString { path in
            words.withUnsafeBufferPointer { words in
                pairs.withUnsafeBufferPointer { pairs in
                    var bare = gatehouse_program(
                        path: path, arguments: words.baseAddress,
                        environment: program.environment == nil ? nil : pairs.baseAddress, output: program.output,
                        complaint: complaint, inherited: program.inherited ?? -1, has_terminal: hasTerminal ? 1 : 0,
                        is_guarded: program.isGuarded ? 1 : 0)
                    return gatehouse_child_start(&bare, &id, &lifeline)
                }
            }
        }
        guard code == 0 else { throw ChildError(code: code) }
        return ChildProcess(id: id, lifeline: lifeline)
    }

    /// Ends a guarded program, and what it started: asked first, killed 0.3 s later. It is still to be waited for.
    public func stop() {
        lifeline.withLock { lifeline in
            if lifeline >= 0 { close(lifeline) }
            lifeline = -1
        }
    }

    /// Blocks until the program has ended; once. Not to be called on a thread of Swift's pool.
    public func wait() -> ChildEnd {
        defer { stop() }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            let failure = errno
            guard failure == EINTR else { return .lost(failure) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }

    /// Waits on a thread of its own.
    public func end() async -> ChildEnd {
        await withCheckedContinuation { answer in
            DispatchQueue(label: "gatehouse.child").async { answer.resume(returning: self.wait()) }
        }
    }
}
