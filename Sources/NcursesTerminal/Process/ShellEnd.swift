import Glibc

// Written on the main actor, read by handlers: 0 as long as there is none.
nonisolated(unsafe) private var shellEditor: pid_t = 0
// Written by handlers, read on the main actor once they are gone.
nonisolated(unsafe) private var shellEndSignal: Int32 = 0
nonisolated(unsafe) private var isEditorAsked = false

/// Passes a request to end on to the editor that runs from a shell, so that what it saved is picked up.
///
/// TERM and HUP mostly reach the editor, too: a second one makes vim leave without keeping its swap file. So it has a
/// time to end by itself, is then asked, and the program ends without it where it does not follow.
@MainActor
struct ShellEnd {
    /// Milliseconds before the editor is asked, and before the program ends without it.
    nonisolated fileprivate static let grace = 500
    nonisolated fileprivate static let patience = 2000

    private static let requests = [SIGTERM, SIGHUP]
    private var caught: [Int32] = []

    /// Before the editor starts: a request must not come between. What is ignored, as HUP under nohup, stays so.
    init() {
        shellEditor = 0
        shellEndSignal = 0
        isEditorAsked = false
        _ = Glibc.signal(SIGALRM, shellEndIsDue)
        for number in Self.requests {
            var old = sigaction()
            sigaction(number, nil, &old)
            let handler = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self)
            guard handler == unsafeBitCast(SIG_DFL, to: Int.self) else { continue }
            _ = Glibc.signal(number, shellIsToEnd)
            caught.append(number)
        }
    }

    func watch(_ child: EditorProcess) { shellEditor = child.id }

    /// Once the editor has ended.
    ///
    /// - Returns: The signal that asked the program to end; nil where none did.
    func close() -> Int32? {
        wakeAfter(0)
        for number in caught { _ = Glibc.signal(number, SIG_DFL) }
        _ = Glibc.signal(SIGALRM, SIG_DFL)
        shellEditor = 0
        return shellEndSignal == 0 ? nil : shellEndSignal
    }
}

/// Runs on any thread, in the handler of a signal.
private func shellIsToEnd(_ number: Int32) {
    guard shellEndSignal == 0 else { return }
    shellEndSignal = number
    wakeAfter(ShellEnd.grace)
}

private func shellEndIsDue(_ number: Int32) {
    guard shellEndSignal != 0 else { return }
    guard !isEditorAsked else { _exit(128 + shellEndSignal) }
    isEditorAsked = true
    if shellEditor > 0 {
        kill(shellEditor, shellEndSignal)
        kill(shellEditor, SIGCONT)
    }
    wakeAfter(ShellEnd.patience)
}

/// - Parameter milliseconds: 0: not at all.
private func wakeAfter(_ milliseconds: Int) {
    var timer = itimerval()
    timer.it_value = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
}
