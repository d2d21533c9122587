import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Wakes the loop from other threads: a pipe whose reading end it polls.
final class Doorbell: Sendable {
    private struct State {
        var isRung = false
        var isStopping = false
    }

    let readingEnd: Int32
    private let writingEnd: Int32
    private let state = Mutex(State())

    /// nil where the process has no descriptors left.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        (readingEnd, writingEnd) = (ends[0], ends[1])
        for end in ends { Descriptor.prepare(end) }
    }

    deinit {
        close(readingEnd)
        close(writingEnd)
    }

    /// Many rings before the loop looks are one.
    func ring() {
        let isFirst = state.withLock { state in
            defer { state.isRung = true }
            return !state.isRung
        }
        guard isFirst else { return }
        var byte: UInt8 = 1
        // A full pipe wakes the loop just as well.
        _ = write(writingEnd, &byte, 1)
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        ring()
    }

    /// - Returns: Whether the loop is to end.
    func answer() -> Bool {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        _ = read(readingEnd, &bytes, bytes.count)
        return state.withLock { state in
            state.isRung = false
            return state.isStopping
        }
    }
}

/// What every descriptor of the server is set to.
enum Descriptor {
    /// Never waits, and is not passed on to the programs that the process starts.
    static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
}
