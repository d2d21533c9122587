import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A pseudo-terminal with a program on it.
public final class Terminal: Sendable {
    public enum Failure: Error {
        case noTerminal(String)
        case notSeen(String, in: String)
    }

    private let master: Int32
    /// Kept open, so that the modes can be read before and after.
    private let slave: Int32
    /// The program.
    public let child: pid_t
    /// nil: it is one that does not answer.
    private let answers: Mutex<TerminalAnswers?>

    /// - Parameters:
    ///   - size: Columns and rows.
    ///   - answers: What it says when it is asked; nil: nothing. It does so when it is read.
    public init(
        _ words: [String], environment: [String: String], size: (columns: UInt16, rows: UInt16) = (120, 40),
        answers: TerminalAnswers? = TerminalAnswers()
    ) throws {
        self.answers = Mutex(answers)
        // What posix_openpt, unlockpt and ptsname do; the importer brings none of them.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: UInt32 = 0
        var lock: Int32 = 0
        guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw Failure.noTerminal(String(cString: strerror(errno)))
        }
        let path = "/dev/pts/\(number)"
        slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        var window = winsize(ws_row: size.rows, ws_col: size.columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &window)
        child = try Self.spawn(words, environment, path)
    }

    deinit {
        close(master)
        close(slave)
    }

    private static func spawn(_ words: [String], _ environment: [String: String], _ path: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens is its own.
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // As a shell starts it: threads of Dispatch block nearly all signals, and who is run in the background ignores some.
        var none = sigset_t(), all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // POSIX_SPAWN_SETSID, which the importer does not bring, and those of the two above.
        posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var child: pid_t = 0
        let result = posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables)
        guard result == 0 else { throw Failure.noTerminal(String(cString: strerror(result))) }
        return child
    }

    /// The flags that a program in raw mode changes.
    public var modes: [UInt32] {
        var modes = termios()
        tcgetattr(slave, &modes)
        return [modes.c_iflag, modes.c_oflag, modes.c_lflag]
    }

    public func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Makes the program fail as a bad pointer would.
    public func crash() { signal(SIGSEGV) }

    public func signal(_ number: Int32) { kill(child, number) }

    /// Types a text that is longer than a terminal takes at once, reading what is drawn meanwhile.
    public func typeAll(_ text: String) async {
        await blocking {
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let piece = Array(bytes.prefix(2048))
                var state = pollfd(fd: self.master, events: Int16(POLLOUT), revents: 0)
                if poll(&state, 1, 20) > 0, write(self.master, piece, piece.count) == piece.count {
                    bytes = bytes.dropFirst(piece.count)
                }
                _ = self.read(until: { _ in true }, seconds: 0.001)
            }
        }
    }

    /// Reads until all texts have been written to the terminal. Escape sequences are left out first.
    @discardableResult
    public func see(_ texts: String..., seconds: Double = 120) async throws -> String {
        let seen = await blocking {
            self.read(until: { text in texts.allSatisfy { text.contains($0) } }, seconds: seconds)
        }
        guard texts.allSatisfy({ Self.plain(seen).contains($0) }) else {
            // In ASCII: test runners lose what they read in pieces that end within a character.
            let plain = String(Self.plain(seen).map { $0.isASCII ? $0 : "?" })
            throw Failure.notSeen(texts.joined(separator: ", "), in: plain)
        }
        return seen
    }

    /// Waits for the end of the program, reading what it still writes.
    ///
    /// - Returns: Its status, nil where it had to be killed or a signal ended it; and everything it wrote meanwhile.
    public func end(seconds: Double = 120) async -> (status: Int32?, written: String) {
        await blocking { [child] in
            let deadline = Date().addingTimeInterval(seconds)
            var written = ""
            var status: Int32 = 0
            while Date() < deadline {
                written += self.read(until: { _ in true }, seconds: 0.02)
                if waitpid(child, &status, WNOHANG) == child {
                    written += self.rest()
                    return ((status & 0x7F) == 0 ? (status >> 8) & 0xFF : nil, written)
                }
            }
            kill(child, SIGKILL)
            waitpid(child, &status, 0)
            return (nil, written)
        }
    }

    /// Waits for the end of the program without reading; what it has left behind is read afterwards.
    public func endUnread(seconds: Double = 120) async -> (status: Int32?, written: String) {
        await blocking { [child] in
            let deadline = Date().addingTimeInterval(seconds)
            var status: Int32 = 0, ended: pid_t = 0
            while ended != child, Date() < deadline {
                ended = waitpid(child, &status, WNOHANG)
                // The end is waited for; the pause only leaves the processor to others.
                poll(nil, 0, 10)
            }
            if ended != child {
                kill(child, SIGKILL)
                waitpid(child, &status, 0)
            }
            let written = self.rest()
            return ((status & 0x7F) == 0 ? (status >> 8) & 0xFF : nil, written)
        }
    }

    /// All that a program that has ended left behind, however late it is read.
    private func rest() -> String {
        var bytes: [UInt8] = []
        while let more = chunk(seconds: 0) { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func read(until isEnough: (String) -> Bool, seconds: Double) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 20) > 0 else { continue }
            let count = Glibc.read(master, &buffer, buffer.count)
            guard count > 0 else { break }
            answer(buffer[..<count])
            bytes += buffer[..<count]
            if isEnough(Self.plain(String(decoding: bytes, as: UTF8.self))) { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What the program writes next; nil where it writes nothing for so long, or has ended.
    ///
    /// - Returns: At most 64 KiB; a terminal hands out about four at once.
    public func chunk(seconds: Double) -> [UInt8]? {
        var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, Int32(seconds * 1000)) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return nil }
        answer(buffer[..<count])
        return Array(buffer[..<count])
    }

    private func answer(_ bytes: ArraySlice<UInt8>) {
        let text = answers.withLock { $0?.take(bytes) } ?? ""
        var state = pollfd(fd: master, events: Int16(POLLOUT), revents: 0)
        // Where the program does not read, there is no room, and to wait for it would be in vain.
        if !text.isEmpty, poll(&state, 1, 0) > 0 { type(text) }
    }

    /// Text without escape sequences.
    public static func plain(_ text: String) -> String {
        text.replacing(
            /\u{1B}(\[[0-9;?<>=]*[ -\/]*[@-~]|\][^\u{07}\u{1B}]*(\u{07}|\u{1B}\\)|[()][0-9A-B]|[=>78MHc])/, with: "")
    }

    /// Off the threads that tests run on.
    private func blocking<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { answer in
            DispatchQueue.global().async { answer.resume(returning: work()) }
        }
    }
}
