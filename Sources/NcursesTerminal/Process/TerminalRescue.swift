import CNcurses
import Glibc

/// What gives the terminal back when nothing else works any more, all of it ready beforehand.
private struct Rescue {
    /// What the screen draws through.
    let screen: (Int32, Int32, Int32)
    /// The same terminal, opened once more: never blocks, and nobody else writes to it.
    let spare: Int32
    let nowhere: Int32
    let modes: termios
    let bytes: UnsafeMutableBufferPointer<UInt8>
}

// Set before anything can ask for a rescue, and never freed; handlers of signals and the thread of `EndWatch` only read it.
nonisolated(unsafe) private var rescue: UnsafeMutablePointer<Rescue>?
// Whether the terminal is ours to restore: not while an editor has it. Changed on the main actor; a rescue takes it once.
nonisolated(unsafe) private var isArmed = false
// The thread that draws. Written by it, read by a rescue on another one: a stale value is a thread that draws no more, and
// what is sent to it does nothing.
nonisolated(unsafe) private var drawer: pid_t = 0

/// Gives the terminal back from any thread, and from within the handler of a signal.
enum TerminalRescue {
    /// - Parameters:
    ///   - screen: What the screen draws through, one to three; they lead nowhere after a rescue, the first one first.
    ///   - restore: What brings the terminal back, such as the end of the alternate screen.
    ///   - modes: The terminal's modes before us.
    @MainActor
    static func prepare(screen: [Int32], restore: String, modes: termios) {
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: restore.utf8.count)
        _ = bytes.initialize(from: restore.utf8)
        let made = UnsafeMutablePointer<Rescue>.allocate(capacity: 1)
        made.initialize(
            to: Rescue(
                screen: (screen[0], screen[screen.count / 2], screen[screen.count - 1]),
                // Where the terminal cannot be opened once more, what is written to it may have to wait.
                spare: OwnTerminal.open(screen[0]) ?? fcntl(screen[0], F_DUPFD_CLOEXEC, 3),
                nowhere: open("/dev/null", O_RDWR | O_CLOEXEC), modes: modes, bytes: bytes))
        rescue = made
        isArmed = true
        // Without SA_RESTART, so that it interrupts a write; nothing else happens, as by default.
        var nudge = sigaction()
        sigemptyset(&nudge.sa_mask)
        nudge.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGURG, &nudge, nil)
    }

    /// Called by the thread that is about to draw. Costs one system call, and another where it is a new thread.
    @MainActor
    static func noteDrawer() {
        let thread = gettid()
        guard thread != drawer else { return }
        drawer = thread
        // Threads of Dispatch block nearly all signals.
        var nudge = sigset_t()
        sigemptyset(&nudge)
        sigaddset(&nudge, SIGURG)
        pthread_sigmask(SIG_UNBLOCK, &nudge, nil)
    }

    /// Whether the terminal is to be restored now.
    static func arm(_ isOn: Bool) { isArmed = isOn }

    /// Nothing is to be rescued any more. The memory is kept, as a handler may be reading it on another thread.
    @MainActor
    static func dismiss() {
        isArmed = false
        guard let rescue else { return }
        close(rescue.pointee.spare)
        close(rescue.pointee.nowhere)
    }

    /// Restores screen and modes, once. Uses only calls that POSIX allows in a handler. Takes at most a fifth of a second.
    ///
    /// - Parameter isForced: Also where something else had the terminal.
    /// - Returns: The terminal, to write to; -1 where it was not restored.
    @discardableResult
    static func perform(isForced: Bool = false) -> Int32 {
        guard isArmed || isForced, let rescue else { return -1 }
        isArmed = false
        let terminal = rescue.pointee.spare
        // What other threads still draw goes nowhere from here on; what they are drawing just now comes out before ours.
        if rescue.pointee.nowhere >= 0 {
            dup2(rescue.pointee.nowhere, rescue.pointee.screen.0)
            dup2(rescue.pointee.nowhere, rescue.pointee.screen.1)
            dup2(rescue.pointee.nowhere, rescue.pointee.screen.2)
        }
        write(rescue.pointee.bytes, to: terminal)
        // In the background the modes are the shell's own, and changing them would stop us.
        let group = tcgetpgrp(terminal)
        if group < 0 || group == getpgrp() {
            var modes = rescue.pointee.modes
            tcsetattr(terminal, TCSANOW, &modes)
        }
        return terminal
    }

    /// Writes all of it, or gives up. Where nobody reads, what is waiting is thrown away to make room: it was drawing. A
    /// thread that waits for that room keeps others from writing until it is interrupted.
    static func write(_ bytes: UnsafeMutableBufferPointer<UInt8>, to terminal: Int32) {
        var done = 0
        for _ in 0..<200 where done < bytes.count {
            let count = Glibc.write(terminal, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count > 0 {
                done += count
            } else {
                if errno != EAGAIN && errno != EINTR { return }
                if drawer != gettid() { tgkill(getpid(), drawer, SIGURG) }
                tcflush(terminal, TCOFLUSH)
                poll(nil, 0, 1)
            }
        }
    }
}
