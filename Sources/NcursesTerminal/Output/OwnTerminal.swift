import Glibc

/// A terminal opened once more: a description of our own, which never blocks. That of standard output is shared with the
/// shell, which would not expect it.
enum OwnTerminal {
    /// - Returns: nil where it has no name here, as one of another container, and is not that of our session either.
    static func open(_ terminal: Int32) -> Int32? {
        var name = [CChar](repeating: 0, count: 256)
        if ttyname_r(terminal, &name, name.count) == 0, let found = opened(name) { return found }
        guard let found = opened(Array("/dev/tty".utf8CString)) else { return nil }
        if let device = device(terminal), device == self.device(found) { return found }
        close(found)
        return nil
    }

    private static func opened(_ name: [CChar]) -> Int32? {
        let found = Glibc.open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        return found < 0 ? nil : found
    }

    /// The number of the terminal, also of that behind `/dev/tty` (TIOCGDEV).
    private static func device(_ terminal: Int32) -> UInt32? {
        var number: UInt32 = 0
        return ioctl(terminal, 0x8004_5432, &number) == 0 ? number : nil
    }
}
