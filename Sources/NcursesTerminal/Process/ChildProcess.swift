import CNcurses
import Glibc
import TerminalUI

/// A program that shares the terminal with us: same process group, so that it may read it.
///
/// Foundation's `Process` puts its children into a group of their own, where reading the terminal stops them.
struct ChildProcess: Sendable {
    let id: pid_t

    /// Starts `words` by the PATH, with default signals and none of our descriptors but the standard three.
    ///
    /// - Parameter lock: One descriptor more, which the child has as number 3.
    /// - Returns: nil and the reason, as a sentence, where it could not be started.
    static func start(_ words: [String], inheriting lock: Int32? = nil) -> (child: ChildProcess?, reason: String) {
        guard let program = words.first, !program.isEmpty else {
            return (nil, "No editor is named. Set EDITOR to the one you use.")
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in 1..<Int32(32) where number != SIGKILL && number != SIGSTOP { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Of the same number, this takes close-on-exec off, too.
        if let lock { posix_spawn_file_actions_adddup2(&actions, lock, 3) }
        posix_spawn_file_actions_addclosefrom_np(&actions, lock == nil ? 3 : 4)

        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        let failure = posix_spawnp(&id, program, &actions, &attributes, &arguments, environ)
        guard failure == 0 else { return (nil, explain(program, failure)) }
        return (ChildProcess(id: id), "")
    }

    /// Blocks until the program has ended. Not to be called on a thread of Swift's pool.
    func wait() -> EditorExit {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            let failure = errno
            guard failure == EINTR else {
                return .notStarted("The editor was lost: \(String(cString: strerror(failure))).")
            }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }

    private static func explain(_ program: String, _ failure: Int32) -> String {
        switch failure {
        case ENOENT: "The editor \(program) was not found. Set EDITOR to one that is installed."
        case EACCES: "The editor \(program) may not be run: permission denied."
        default: "The editor \(program) could not be started: \(String(cString: strerror(failure)))."
        }
    }
}
