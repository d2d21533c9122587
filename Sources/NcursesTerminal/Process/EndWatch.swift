import CNcurses
import Glibc

// Written by `EndWatch` before any handler can use it. -1 where there is none.
nonisolated(unsafe) private var endWatchInput: Int32 = -1
// The editor that has the terminal, 0 for none. Written on the main actor, read by the thread: a stale value is an
// editor that has just ended, and a signal to it is lost.
nonisolated(unsafe) private var editorInFront: pid_t = 0

/// Sees to it that a request to end is met, whatever the main actor is doing.
///
/// A thread of its own waits for the request, leaves the program ``grace`` to end well, and ends it then: a main actor
/// that computes, or that draws on a terminal which nobody reads, must not outlive its window.
@MainActor
final class EndWatch {
    /// Milliseconds that the program has to end by itself. An editor has as long, and ``editorGrace`` more after a hangup.
    nonisolated private static let grace: Int32 = 500
    nonisolated private static let editorGrace: Int32 = 200

    private let input: Int32

    /// - Returns: nil where there are no descriptors or threads left.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        input = ends[1]
        var thread = pthread_t()
        let output = UnsafeMutableRawPointer(bitPattern: Int(ends[0]) + 1)
        let failure = pthread_create(&thread, nil, runEndWatch, output)
        guard failure == 0 else {
            for end in ends { Glibc.close(end) }
            return nil
        }
        pthread_detach(thread)
        endWatchInput = input
    }

    /// Called by handlers of signals: the program is to end with the status that shells use, 128 and the signal.
    nonisolated static func note(_ signal: Int32) {
        guard endWatchInput >= 0 else { return }
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(endWatchInput, &byte, 1)
    }

    /// The editor that has the terminal is asked to end as well; nil: none has it.
    func watch(_ editor: pid_t?) { editorInFront = editor ?? 0 }

    /// Ends the watch. A request that came before is met all the same: giving the terminal back is not the end.
    func close() {
        endWatchInput = -1
        var nothing: UInt8 = 0
        _ = write(input, &nothing, 1)
        Glibc.close(input)
    }

    nonisolated fileprivate static func wait(at output: Int32) {
        // Whatever signals other threads block, this one can be told.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        var signal: UInt8 = 0
        while read(output, &signal, 1) < 0, errno == EINTR {}
        guard signal > 0 else {
            Glibc.close(output)
            return
        }
        pause(grace)
        let editor = editorInFront
        if editor > 0 {
            kill(editor, SIGHUP)
            kill(editor, SIGCONT)
            pause(editorGrace)
        }
        TerminalRescue.perform(isForced: editor > 0)
        _exit(128 + Int32(signal))
    }

    nonisolated private static func pause(_ milliseconds: Int32) {
        // Signals interrupt a wait: what is left of it is waited for again.
        var wait = timespec(tv_sec: 0, tv_nsec: Int(milliseconds) * 1_000_000), left = timespec()
        while nanosleep(&wait, &left) != 0, errno == EINTR { wait = left }
    }
}

/// What the thread runs; the pointer is its end of the pipe, plus one, as 0 would be none.
private func runEndWatch(_ output: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    EndWatch.wait(at: Int32(Int(bitPattern: output)) - 1)
    return nil
}
