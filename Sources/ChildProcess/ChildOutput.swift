import CChildProcess
import Glibc

/// A pipe from a program to us, which no other program inherits.
public struct ChildPipe: Sendable {
    public let reading: Int32
    public let writing: Int32

    /// nil where no descriptor is left.
    public init?() {
        var ends: [Int32] = [-1, -1]
        guard gatehouse_pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
    }
}

/// Reads what a program writes to two pipes until it has ended.
public struct ChildOutput {
    private let output: Int32, complaint: Int32, child: ChildProcess, limit: Int

    /// - Parameters:
    ///   - complaint: Where what it says on standard error is read.
    ///   - limit: Bytes of output.
    public init(_ output: Int32, _ complaint: Int32, of child: ChildProcess, limit: Int) {
        (self.output, self.complaint, self.child, self.limit) = (output, complaint, child, limit)
    }

    /// nil when the time is over, or far too much is written. What is not read of the second pipe is of its beginning.
    public func read(seconds: Double) -> (output: [UInt8], complaint: [UInt8])? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        // What it leaves running keeps the pipes open: its answer is complete with the end of the program itself.
        let end = gatehouse_process_handle(child.id)
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
