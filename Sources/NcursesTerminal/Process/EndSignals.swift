import Glibc

/// Gives the terminal back before a signal ends the program that nobody here has a use for, as USR1 or ALRM.
@MainActor
struct EndSignals {
    /// Those that end nothing by default, those that cannot be caught, those of ``CrashGuard`` and of ``SignalPipe``, and
    /// the two that the C library keeps for itself.
    private static let others: Set<Int32> = [
        SIGCHLD, SIGURG, SIGWINCH, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGILL,
        SIGTRAP, SIGFPE, SIGABRT, SIGHUP, SIGINT, SIGTERM, SIGQUIT, 32, 33,
    ]
    private static let last: Int32 = 64

    private var caught: [Int32] = []

    /// Catches each of them that would end the program now; what is handled or ignored already stays so.
    init() {
        for number in 1...Self.last where !Self.others.contains(number) {
            var old = sigaction()
            guard sigaction(number, nil, &old) == 0, Self.isDefault(old) else { continue }
            var new = sigaction()
            sigemptyset(&new.sa_mask)
            new.sa_flags = Int32(bitPattern: UInt32(SA_ONSTACK))
            new.__sigaction_handler.sa_handler = giveBackAndEnd
            if sigaction(number, &new, nil) == 0 { caught.append(number) }
        }
    }

    func remove() {
        for number in caught { signal(number, SIG_DFL) }
    }

    private static func isDefault(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_DFL, to: Int.self)
    }
}

/// Runs on any thread, in the handler of a signal.
private func giveBackAndEnd(_ number: Int32) {
    TerminalRescue.perform()
    // It is blocked in here, and does what it does by default as soon as this returns.
    signal(number, SIG_DFL)
    raise(number)
}
