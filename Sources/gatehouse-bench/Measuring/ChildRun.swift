import Foundation
import Glibc

/// A program that ran to its end, and what it took.
struct ChildRun {
    enum Failure: Error, CustomStringConvertible {
        case notStarted(String, String)
        case failed(String, Int32)

        var description: String {
            switch self {
            case .notStarted(let program, let reason): "\(program) could not be started: \(reason)."
            case .failed(let line, let status): "“\(line)” ended with \(status)."
            }
        }
    }

    /// Seconds from its start to its end.
    var wall: Double
    /// Seconds of processor time.
    var processor: Double
    /// The most memory it had, in MiB.
    var memory: Double
    /// When it wrote the first byte, in seconds; nil where it wrote none.
    var firstByte: Double?

    /// Runs a program, reads what it writes and throws it away.
    ///
    /// - Parameter enough: Ends the program early, by a text that its output has come to.
    static func measure(_ words: [String], until enough: String? = nil) throws -> ChildRun {
        let pipe = try pipe()
        defer { close(pipe[0]) }
        let begun = ContinuousClock.now
        let child = try start(words, output: pipe[1])
        close(pipe[1])
        var buffer = [UInt8](repeating: 0, count: 1 << 20), tail: [UInt8] = [], first: Double?
        var isEnough = false
        while !isEnough {
            let count = read(pipe[0], &buffer, buffer.count)
            guard count > 0 else { break }
            first = first ?? begun.seconds
            if let enough {
                tail = tail.suffix(enough.utf8.count) + buffer[max(0, count - 4096)..<count]
                isEnough = String(decoding: tail, as: UTF8.self).contains(enough)
            }
        }
        let wall = begun.seconds
        if isEnough { kill(child, SIGKILL) }
        var status: Int32 = 0, usage = rusage()
        wait4(child, &status, 0, &usage)
        if !isEnough, status != 0 { throw Failure.failed(words.joined(separator: " "), status >> 8) }
        return ChildRun(
            wall: isEnough ? wall : begun.seconds, processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            memory: Double(usage.ru_maxrss) / 1024, firstByte: first)
    }

    /// Two ends of a pipe that no child gets.
    static func pipe() throws -> [Int32] {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Failure.notStarted("A pipe", String(cString: strerror(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    /// Starts a program with nothing to read.
    ///
    /// - Parameter output: Where it writes; its complaints go to ours.
    static func start(_ words: [String], output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var child: pid_t = 0
        let result = posix_spawnp(&child, words[0], &actions, nil, &arguments, environ)
        guard result == 0 else { throw Failure.notStarted(words[0], String(cString: strerror(result))) }
        return child
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

extension ContinuousClock.Instant {
    /// Seconds since then.
    var seconds: Double { (ContinuousClock.now - self) / .seconds(1) }
}

/// What the system knows of a process that runs.
enum ProcessFacts {
    /// Seconds of processor time so far, of all its threads.
    static func processorSeconds(_ process: pid_t) -> Double {
        var clock = clockid_t(), time = timespec()
        guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// A line of `/proc/PID/status`: `VmHWM`, `VmRSS` in MiB, `Threads`.
    static func status(_ process: pid_t, _ name: String) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
        let value = line.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Double($0) } ?? 0
        return line.hasSuffix("kB") ? value / 1024 : value
    }

    static func descriptors(_ process: pid_t) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count) ?? 0
    }
}
