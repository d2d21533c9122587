import CNcurses
import Dispatch
import Glibc

/// The way of bytes to the terminal: a frame in one piece, and what goes past ncurses. It never waits for the line.
///
/// ncurses sends what it has at each move of the cursor, hundreds of times a frame, and each time whoever reads the terminal
/// is woken. So it is given a piece of memory to draw into while it draws. Where there is none it draws as it does.
///
/// What the line does not take at once is kept, and sent as it takes it: a line that takes nothing for seconds must not keep
/// keys from being read.
@MainActor
final class TerminalOutput {
    /// What ncurses writes to.
    let descriptor: Int32
    /// The terminal while `descriptor` leads to memory.
    private let terminal: Int32
    /// The terminal, never blocking; that of the shell where it cannot be opened once more.
    private let line: Int32
    private let memory: Int32
    private var bytes: [UInt8] = []
    /// What the line has not taken.
    private var backlog: ArraySlice<UInt8> = []
    private var source: (any DispatchSourceWrite)?
    private var isOn = false
    /// Called when the line has taken everything, after it had not.
    var drained: @MainActor () -> Void = {}

    /// - Parameter descriptor: The terminal, as ncurses was given it; stays the caller's to close.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        terminal = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        line = OwnTerminal.open(descriptor) ?? descriptor
        memory = gatehouse_memory_file()
    }

    /// What a rescue has to lead away from the terminal, in that order: drawing takes the last one from the first.
    var descriptors: [Int32] { (terminal < 0 ? [] : [terminal]) + (line == descriptor ? [] : [line]) + [descriptor] }

    /// Whether the line has not taken everything yet.
    var isBehind: Bool { !backlog.isEmpty }

    /// Sends what ncurses writes meanwhile, at the end and at once. Two system calls, and one for each that ncurses makes.
    ///
    /// - Parameter after: Gets the number of bytes, at least 1, and says what follows them.
    func gather(_ draw: () -> Void, after: (Int) -> String = { _ in "" }) {
        guard terminal >= 0, memory >= 0, gatehouse_replace(memory, descriptor) >= 0 else {
            draw()
            // How many they were only ncurses knows.
            return send(after(1 << 12))
        }
        draw()
        _ = gatehouse_replace(terminal, descriptor)
        let count = lseek(memory, 0, SEEK_CUR)
        guard count > 0 else { return }
        lseek(memory, 0, SEEK_SET)
        if bytes.count < count { bytes = [UInt8](repeating: 0, count: count * 2) }
        let frame = bytes.withUnsafeMutableBytes { max(0, pread(memory, $0.baseAddress, count, 0)) }
        let end = after(frame)
        send(end.isEmpty ? bytes[..<frame] : bytes[..<frame] + Array(end.utf8))
    }

    /// Writes past ncurses, which has sent all of its own by then.
    func send(_ text: String) {
        if !text.isEmpty { send(Array(text.utf8)[...]) }
    }

    private func send(_ bytes: ArraySlice<UInt8>) {
        guard backlog.isEmpty else {
            backlog += bytes
            return
        }
        backlog = bytes
        push()
        if isBehind { waitForRoom(true) }
    }

    /// Writes as much as the line takes.
    private func push() {
        while !backlog.isEmpty {
            let count = backlog.withUnsafeBytes { write(line, $0.baseAddress, $0.count) }
            if count > 0 {
                // An empty piece would keep the memory of the next frame from being written to in place.
                backlog = count < backlog.count ? backlog.dropFirst(count) : []
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                // The terminal is gone.
                backlog = []
            }
        }
    }

    private func waitForRoom(_ isWanted: Bool) {
        guard isWanted != isOn else { return }
        isOn = isWanted
        guard isWanted else {
            source?.suspend()
            return
        }
        if source == nil {
            source = DispatchSource.makeWriteSource(fileDescriptor: line, queue: .main)
            source?.setEventHandler { [weak self] in
                MainActor.assumeIsolated { self?.goOn() }
            }
        }
        source?.resume()
    }

    private func goOn() {
        guard isOn else { return }
        push()
        guard !isBehind else { return }
        waitForRoom(false)
        drained()
    }

    /// Waits until the line has taken everything, and throws away what it has not when the time is over: whoever has the
    /// terminal next must not wait for frames that nobody will see.
    ///
    /// - Parameter isLast: What is waiting is what gives the terminal back. Room is made for it then, from what was sent.
    /// - Returns: Whether the line takes what is sent.
    @discardableResult
    func settle(milliseconds: Int32, isLast: Bool = false) -> Bool {
        let end = ContinuousClock.now + .milliseconds(Int(milliseconds))
        while isBehind, ContinuousClock.now < end {
            var waiting = pollfd(fd: line, events: Int16(POLLOUT), revents: 0)
            poll(&waiting, 1, 10)
            push()
        }
        let isMoving = !isBehind
        if !isMoving {
            tcflush(descriptor, TCOFLUSH)
            if isLast { push() }
            backlog = []
        }
        waitForRoom(false)
        return isMoving
    }

    /// Nothing is drawn any more.
    func close() {
        for it in [terminal, memory] where it >= 0 { Glibc.close(it) }
        let own = line == descriptor ? -1 : line
        guard let source else {
            if own >= 0 { Glibc.close(own) }
            return
        }
        self.source = nil
        // A source has to run to be cancelled, and what it watches stays open until it is.
        source.setCancelHandler { if own >= 0 { Glibc.close(own) } }
        if !isOn { source.resume() }
        isOn = false
        source.cancel()
    }
}
