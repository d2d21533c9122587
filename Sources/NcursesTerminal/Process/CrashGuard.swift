import CNcurses
import Glibc

/// What the handler of a fatal signal needs beside the terminal, all of it ready beforehand.
private struct Report {
    /// Where standard error goes from then on; nil leaves it at the terminal.
    let path: UnsafeMutablePointer<CChar>?
    /// What is said on the terminal.
    let notice: UnsafeMutableBufferPointer<UInt8>
    /// The first line of the report; its last two bytes before the line's end are the number of the signal.
    let head: UnsafeMutableBufferPointer<UInt8>
    /// Indexed by signal.
    let previous: UnsafeMutablePointer<sigaction>
}

// Set before the handlers are in place, and never freed; the handler only reads it.
nonisolated(unsafe) private var report: UnsafeMutablePointer<Report>?
// The signal of the crash, for the handler that ends a report which takes too long. Written once, by the first crash.
nonisolated(unsafe) private var crashSignal: Int32 = 0

/// Gives the terminal back when the program crashes, and lets the crash be reported to a file.
///
/// The handler only uses calls that POSIX allows there, then hands the crash to the previous handler as it came: Swift's
/// backtracer sees it in its own place, with its output in the file. After that the program ends, whatever happens.
@MainActor
enum CrashGuard {
    private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT]

    /// - Parameter report: A file for the report; its folder must exist. Not used where SWIFT_BACKTRACE is set: the
    ///   person has said where reports go.
    static func install(report path: String?) {
        let path = Environment.value("SWIFT_BACKTRACE") == nil ? path : nil
        let notice = path.map { "gatehouse crashed. What is known about it is in \($0)\n" } ?? "gatehouse crashed.\n"
        let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 32)
        previous.initialize(repeating: sigaction(), count: 32)
        let made = UnsafeMutablePointer<Report>.allocate(capacity: 1)
        made.initialize(
            to: Report(
                path: path.map { strdup($0) } ?? nil, notice: copy(notice),
                head: copy("gatehouse crashed by signal 00\n"),
                previous: previous))
        report = made
        provideStack()
        for signal in signals {
            var action = sigaction()
            sigemptyset(&action.sa_mask)
            action.sa_flags = SA_SIGINFO | Int32(bitPattern: UInt32(SA_ONSTACK))
            action.__sigaction_handler.sa_sigaction = handleFatal
            sigaction(signal, &action, previous + Int(signal))
        }
    }

    /// Whether a crash is being reported: what looks like the end of the terminal then is the report's doing.
    nonisolated static var isReporting: Bool { crashSignal != 0 }

    /// Puts the previous handlers back. What they might still read is kept.
    static func remove() {
        guard let report else { return }
        for signal in signals { sigaction(signal, report.pointee.previous + Int(signal), nil) }
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

private func handleFatal(
    _ number: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?
) {
    guard let report else { return end(by: number) }
    let terminal = TerminalRescue.perform()
    if terminal >= 0 { TerminalRescue.write(report.pointee.notice, to: terminal) }
    if crashSignal == 0, let path = report.pointee.path {
        crashSignal = number
        redirect(to: path, head: report.pointee.head)
        limitTime()
    }
    let previous = report.pointee.previous[Int(number)]
    if previous.sa_flags & SA_SIGINFO != 0, let handler = previous.__sigaction_handler.sa_sigaction, let info,
        let context
    {
        handler(number, info, context)
    }
    end(by: number)
}

/// The backtracer returns, so that a fault happens again; a signal that was sent, as by abort or kill, would not.
private func end(by number: Int32) {
    signal(number, SIG_DFL)
    raise(number)
}

/// Lets the backtracer write into the file, and nothing else: what other threads print goes nowhere.
private func redirect(to path: UnsafeMutablePointer<CChar>, head: UnsafeMutableBufferPointer<UInt8>) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    if file >= 0 {
        head[head.count - 3] = UInt8(0x30 + crashSignal / 10)
        head[head.count - 2] = UInt8(0x30 + crashSignal % 10)
        _ = write(file, head.baseAddress, head.count)
        dup2(file, 2)
    }
    let nothing = open("/dev/null", O_RDWR)
    if nothing >= 0 {
        dup2(nothing, 0)
        dup2(nothing, 1)
    }
}

/// The shell is not kept waiting: a report that is not written by then is given up.
private func limitTime() {
    signal(SIGALRM) { _ in _exit(128 + crashSignal) }
    var alarms = sigset_t()
    sigemptyset(&alarms)
    sigaddset(&alarms, SIGALRM)
    pthread_sigmask(SIG_UNBLOCK, &alarms, nil)
    alarm(3)
}
