import CNcurses
import Glibc

/// The way of bytes to the terminal: a frame in one piece, and what goes past ncurses.
///
/// ncurses sends what it has at each move of the cursor, hundreds of times a frame, and each time whoever reads the terminal
/// is woken. So it is given a piece of memory to draw into while it draws. Where there is none it draws as it does.
@MainActor
final class TerminalOutput {
    /// What ncurses writes to.
    let descriptor: Int32
    /// The terminal while `descriptor` leads to memory.
    private let terminal: Int32
    private let memory: Int32
    private var bytes: [UInt8] = []

    /// - Parameter descriptor: The terminal, as ncurses was given it; stays the caller's to close.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        terminal = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        memory = gatehouse_memory_file()
    }

    /// What a rescue has to lead away from the terminal, in that order: drawing takes the second one from the first.
    var descriptors: [Int32] { terminal < 0 ? [descriptor] : [terminal, descriptor] }

    /// Sends what ncurses writes meanwhile, at the end and at once. Two system calls, and one for each that ncurses makes.
    func gather(_ draw: () -> Void) {
        guard terminal >= 0, memory >= 0, gatehouse_replace(memory, descriptor) >= 0 else { return draw() }
        draw()
        _ = gatehouse_replace(terminal, descriptor)
        let count = lseek(memory, 0, SEEK_CUR)
        guard count > 0 else { return }
        lseek(memory, 0, SEEK_SET)
        if bytes.count < count { bytes = [UInt8](repeating: 0, count: count * 2) }
        send(bytes[..<max(0, pread(memory, &bytes, count, 0))])
    }

    /// Writes past ncurses, which has sent all of its own by then.
    func send(_ text: String) {
        send(Array(text.utf8)[...])
    }

    private func send(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, -1)
            } else if errno != EINTR {
                return
            }
        }
    }

    /// Nothing is drawn any more.
    func close() {
        for it in [terminal, memory] where it >= 0 { Glibc.close(it) }
    }
}
