import Glibc
import TerminalUI

/// Runs the editor from a plain shell, where there is no screen to put away.
@MainActor
public final class ShellEditor: Editor {
    /// The signal by which the program was asked to end while an editor ran; nil: it was not.
    public private(set) var endSignal: Int32?

    public init() {}

    /// ctrl-c and ctrl-\ are the editor's alone while it runs. An editor that ends because the program is to end has
    /// failed, whatever its status: nobody decided that the text is done.
    public func edit(_ command: [String], file path: String, lock: Int32?) async -> EditorExit {
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        defer {
            signal(SIGINT, interrupt)
            signal(SIGQUIT, quit)
        }
        guard let first = command.first, !first.isEmpty else {
            return .notStarted("No editor is named. Set EDITOR to the one you use.")
        }
        let request = ShellEnd()
        let (child, reason) = EditorProcess.start(command + [path], inheriting: lock)
        var exit = EditorExit.notStarted(reason)
        if let child {
            request.watch(child)
            exit = await child.end()
        }
        guard let signal = request.close() else { return exit }
        endSignal = signal
        return .signalled(signal)
    }
}
