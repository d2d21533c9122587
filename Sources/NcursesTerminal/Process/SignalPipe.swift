import Dispatch
import Glibc

// Written by `SignalPipe` before its handlers are in place, read by them: never both at once. -1 where there is none.
nonisolated(unsafe) private var signalPipeInput: Int32 = -1

/// Signals as bytes of a pipe, so that they are handled in the ordinary course of the main queue.
///
/// A handler may do next to nothing; ours writes the number of the signal and returns.
@MainActor
final class SignalPipe {
    private let output: Int32
    private let input: Int32
    private let source: any DispatchSourceRead
    private var previous: [Int32: sigaction] = [:]

    /// Begins to catch `signals`; `onArrival` is called on the main queue, and asks `drain()` which ones came.
    ///
    /// - Returns: nil where the process has no descriptors left.
    init?(_ signals: [Int32], onArrival: @escaping @MainActor () -> Void) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (output, input) = (ends[0], ends[1])
        signalPipeInput = input
        source = DispatchSource.makeReadSource(fileDescriptor: output, queue: .main)
        source.setEventHandler { MainActor.assumeIsolated { onArrival() } }
        source.setCancelHandler { [ends] in
            for end in ends { Glibc.close(end) }
        }
        source.resume()
        for signal in signals { previous[signal] = Self.replaceAction(of: signal) }
    }

    /// The signals that came since the last time, each once.
    func drain() -> Set<Int32> {
        var found: Set<Int32> = []
        var bytes = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(output, &bytes, bytes.count)
            guard count > 0 else { return found }
            found.formUnion(bytes.prefix(count).map { Int32($0) })
        }
    }

    /// Lets a signal do what it does by default, or catches it again.
    func setDefault(_ signal: Int32, _ isDefault: Bool) {
        if isDefault {
            Glibc.signal(signal, SIG_DFL)
        } else {
            _ = Self.replaceAction(of: signal)
        }
    }

    /// What was ignored before is so again; the others do what they do by default.
    ///
    /// Not what was there before: that are the handlers of ncurses, which would end with status 1 and touch the terminal.
    ///
    /// - Parameter isHungUp: The terminal is gone already, and the signal that says so must not end the program halfway.
    func close(isHungUp: Bool) {
        for (signal, action) in previous {
            let isIgnored =
                signal == SIGHUP && isHungUp
                || unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                    == unsafeBitCast(SIG_IGN, to: Int.self)
            Glibc.signal(signal, isIgnored ? SIG_IGN : SIG_DFL)
        }
        previous = [:]
        signalPipeInput = -1
        source.cancel()
    }

    private static func replaceAction(of signal: Int32) -> sigaction {
        var old = sigaction()
        var new = sigaction()
        sigemptyset(&new.sa_mask)
        new.sa_flags = SA_RESTART
        new.__sigaction_handler.sa_handler = { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            // A full pipe loses the byte, and with it nothing: the same signals are waiting in it.
            _ = write(signalPipeInput, &byte, 1)
            if number == SIGHUP || number == SIGTERM || number == SIGINT || number == SIGQUIT { EndWatch.note(number) }
            errno = saved
        }
        sigaction(signal, &new, &old)
        return old
    }
}
