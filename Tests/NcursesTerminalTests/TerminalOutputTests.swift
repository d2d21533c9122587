import CNcurses
import Glibc
import Testing

@testable import NcursesTerminal

/// A datagram is what one call has written.
@MainActor
@Suite struct TerminalOutputTests {
    @Test func aFrameGoesOutInOnePiece() throws {
        try Pair.use { pair in
            let output = TerminalOutput(pair.near)
            for frame in ["a short one", String(repeating: "a long one ", count: 2000), "short again"] {
                output.gather { for character in frame { pair.write("\(character)") } }
                #expect(pair.read() == frame)
                #expect(pair.read() == nil)
            }
            output.close()
        }
    }

    @Test func aFrameWithoutAChangeSendsNothing() throws {
        try Pair.use { pair in
            let output = TerminalOutput(pair.near)
            output.gather {}
            #expect(pair.read() == nil)
            output.close()
        }
    }

    @Test func whatFollowsAFrameGoesOutWithIt() throws {
        try Pair.use { pair in
            let output = TerminalOutput(pair.near)
            output.gather { pair.write("frame") } after: { count in " of \(count)" }
            output.gather {} after: { _ in "nothing follows nothing" }
            #expect(pair.read() == "frame of 5")
            #expect(pair.read() == nil)
            output.close()
        }
    }

    @Test func betweenFramesBytesGoStraightToTheTerminalAndNoChildGetsIt() throws {
        try Pair.use { pair in
            let output = TerminalOutput(pair.near)
            output.gather { pair.write("frame") }
            output.send("past ncurses")
            #expect(pair.read() == "frame")
            #expect(pair.read() == "past ncurses")
            for descriptor in output.descriptors { #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0) }
            output.close()
        }
    }

    /// What a rescue does from another thread, at any moment of a frame.
    @Test func aTerminalGivenBackInTheMiddleOfAFrameGetsNoMoreOfIt() throws {
        try Pair.use { pair in
            let output = TerminalOutput(pair.near)
            let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
            output.gather {
                pair.write("lost")
                for descriptor in output.descriptors { dup2(nowhere, descriptor) }
            }
            output.gather { pair.write("lost as well") }
            output.send("and so is this")
            #expect(pair.read() == nil)
            output.close()
            close(nowhere)
        }
    }
}

/// Two ends of a socket that keeps apart what was written apart.
private struct Pair {
    let near: Int32
    let far: Int32

    static func use(_ body: (Pair) throws -> Void) throws {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
        defer { ends.forEach { close($0) } }
        try body(Pair(near: ends[0], far: ends[1]))
    }

    func write(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(near, $0.baseAddress, $0.count) }
    }

    /// What was written first, nil where nothing was.
    func read() -> String? {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(far, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
