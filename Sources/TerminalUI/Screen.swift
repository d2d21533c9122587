/// A terminal, as the program sees it.
@MainActor
public protocol Screen: AnyObject {
    /// The size now. Every change is also an event.
    var size: Size { get }
    /// What happens at the terminal, in order; one consumer. Ends after `.closed` or `close()`.
    var events: AsyncStream<TerminalEvent> { get }
    /// Shows a frame. Cheap where little changed, free where nothing did.
    func present(_ surface: Surface)
    /// Gives the terminal back as it was. Calling it twice is harmless.
    func close()
}

/// How an editor ended.
public enum EditorExit: Equatable, Sendable {
    /// By itself, with this status; 0 is success.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)
    /// Never ran; the text says why, for the person at the keyboard.
    case notStarted(String)
}

/// Runs a program of the person's choice on a file, with the terminal to itself.
@MainActor
public protocol Editor {
    /// Returns when the program has ended and the screen is back.
    ///
    /// - Parameter command: The program and its options, already in words; `path` is added as the last one.
    /// - Parameter lock: A descriptor that the program, and all that it starts, inherits.
    func edit(_ command: [String], file path: String, lock: Int32?) async -> EditorExit
}

extension Editor {
    /// Runs the program with nothing to inherit.
    public func edit(_ command: [String], file path: String) async -> EditorExit {
        await edit(command, file: path, lock: nil)
    }
}

/// What a terminal does beside showing frames.
@MainActor
public protocol TerminalServices: Editor {
    /// Stops the program, as ctrl-z does in a shell; returns when it goes on. `.resumed` follows.
    func suspend()
    /// Gives the terminal away while the work runs, as to an editor.
    ///
    /// - Parameter line: Is on the terminal meanwhile, before whatever the work writes there.
    /// - Returns: False, without having run it, where the terminal is not ours to give.
    func lend(saying line: WaitingLine?, to work: () async -> Void) async -> Bool
    /// Puts text on the clipboard of the person's terminal (OSC 52), also over SSH and inside tmux. No answer comes.
    func copy(_ text: String)
    /// Takes presses and the wheel of the mouse, as from the start, or leaves them to the terminal, which then selects text
    /// with them. Holds until it is called again, whoever has the terminal meanwhile.
    func setMouse(_ isOn: Bool)
    /// Forgets what is thought to be on the screen; the next frame is drawn in full.
    func redraw()
}
