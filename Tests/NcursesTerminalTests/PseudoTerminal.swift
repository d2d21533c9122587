import Glibc
import Testing

@testable import NcursesTerminal

/// A terminal without a person: what the screen writes is read from the other end.
final class PseudoTerminal {
    let main: Int32
    let file: UnsafeMutablePointer<FILE>

    init(columns: UInt16 = 40, rows: UInt16 = 6) throws {
        var ends: (main: Int32, other: Int32) = (-1, -1)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        let result = openpty(&ends.main, &ends.other, nil, nil, &size)
        try #require(result == 0)
        main = ends.main
        file = try #require(fdopen(ends.other, "r+"))
        _ = fcntl(main, F_SETFL, O_NONBLOCK)
    }

    // Its descriptors stay open until the tests end: a source on one of them is cancelled in its own time, and closing it
    // before that ends the process in the event loop of Dispatch.

    func type(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
    }

    /// What was written so far. The kernel has it as soon as the screen's write has returned.
    func output() -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(main, &buffer, buffer.count)
            guard count > 0 else { return all }
            all += buffer.prefix(count)
        }
    }
}
