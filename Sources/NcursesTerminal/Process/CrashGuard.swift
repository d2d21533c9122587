import Glibc

/// What the handler of a fatal signal needs, all of it ready beforehand.
private struct Rescue {
    let terminal: Int32
    let modes: termios
    let bytes: UnsafeMutableBufferPointer<UInt8>
    /// Where standard error goes from then on; nil leaves it at the terminal.
    let report: UnsafeMutablePointer<CChar>?
    let notice: UnsafeMutableBufferPointer<UInt8>
    /// Indexed by signal.
    let previous: UnsafeMutablePointer<sigaction>
}

// Set before the handlers are in place, and never freed; the handler only reads it.
nonisolated(unsafe) private var rescue: UnsafeMutablePointer<Rescue>?
// Whether the terminal is ours to restore: not while an editor has it. Changed on the main actor; the handler reads.
nonisolated(unsafe) private var isArmed = false

/// Gives the terminal back when the program crashes, and lets the crash be reported to a file.
///
/// The handler only uses calls that POSIX allows there, then puts the previous handler back and lets the signal
/// happen again: Swift's backtracer sees the same crash, with its output in the file.
@MainActor
enum CrashGuard {
    private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT]

    /// - Parameters:
    ///   - restore: What brings the screen back, such as the end of the alternate screen.
    ///   - modes: The terminal's modes before us.
    ///   - report: A file for the report; its folder must exist. Not used where SWIFT_BACKTRACE is set: the person
    ///     has said where reports go.
    static func install(terminal: Int32, restore: String, modes: termios, report: String?) {
        let report = Environment.value("SWIFT_BACKTRACE") == nil ? report : nil
        let notice = report.map { "gatehouse crashed. What is known about it is in \($0)\n" } ?? "gatehouse crashed.\n"
        let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 32)
        previous.initialize(repeating: sigaction(), count: 32)
        let made = UnsafeMutablePointer<Rescue>.allocate(capacity: 1)
        made.initialize(
            to: Rescue(
                terminal: terminal, modes: modes, bytes: copy(restore), report: report.map { strdup($0) } ?? nil,
                notice: copy(notice), previous: previous))
        rescue = made
        isArmed = true
        provideStack()
        for signal in signals {
            var action = sigaction()
            sigemptyset(&action.sa_mask)
            action.sa_flags = SA_SIGINFO | Int32(bitPattern: UInt32(SA_ONSTACK))
            action.__sigaction_handler.sa_sigaction = { number, info, _ in
                handleFatal(number, wasSent: (info?.pointee.si_code ?? 0) <= 0)
            }
            sigaction(signal, &action, previous + Int(signal))
        }
    }

    /// Whether a crash restores the terminal now.
    static func arm(_ isOn: Bool) {
        isArmed = isOn
    }

    /// Puts the previous handlers back. What they might still read is kept.
    static func remove() {
        isArmed = false
        guard let rescue else { return }
        for signal in signals { sigaction(signal, rescue.pointee.previous + Int(signal), nil) }
    }

    /// A thread that has used up its stack needs another one for the handler.
    ///
    /// Called whenever the terminal is used: on Linux the main actor moves between threads, and each has its own.
    /// Costs one system call, and 64 KiB for each thread while it lives.
    static func provideStack() {
        var current = stack_t()
        guard sigaltstack(nil, &current) == 0, current.ss_flags & Int32(SS_DISABLE) != 0 else { return }
        var stack = stack_t()
        stack.ss_size = 64 << 10
        guard let memory = malloc(stack.ss_size) else { return }
        stack.ss_sp = memory
        sigaltstack(&stack, nil)
        if let stackKey { pthread_setspecific(stackKey, memory) }
    }

    /// Frees the handler's stack of a thread that ends.
    private static let stackKey: pthread_key_t? = {
        var key: pthread_key_t = 0
        return pthread_key_create(&key, { free($0) }) == 0 ? key : nil
    }()

    private static func copy(_ text: String) -> UnsafeMutableBufferPointer<UInt8> {
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        _ = bytes.initialize(from: text.utf8)
        return bytes
    }
}

private func handleFatal(_ number: Int32, wasSent: Bool) {
    guard let rescue else {
        signal(number, SIG_DFL)
        return
    }
    if isArmed {
        isArmed = false
        _ = write(rescue.pointee.terminal, rescue.pointee.bytes.baseAddress, rescue.pointee.bytes.count)
        var modes = rescue.pointee.modes
        tcsetattr(rescue.pointee.terminal, TCSANOW, &modes)
        _ = write(rescue.pointee.terminal, rescue.pointee.notice.baseAddress, rescue.pointee.notice.count)
    }
    if let path = rescue.pointee.report {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        if file >= 0 {
            dup2(file, 1)
            dup2(file, 2)
        }
        // The backtracer would ask a question, unseen, and wait half a minute for the answer.
        let nothing = open("/dev/null", O_RDONLY)
        if nothing >= 0 { dup2(nothing, 0) }
        // Should it ask all the same, the shell is not kept waiting: the report is written by then.
        alarm(4)
    }
    sigaction(number, rescue.pointee.previous + Int(number), nil)
    // A fault happens again on return, in its own place. One that was sent, as by abort, has to be sent again.
    if wasSent { raise(number) }
}
