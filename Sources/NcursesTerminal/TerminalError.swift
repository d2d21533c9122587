/// Why there is no screen.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// Standard input or output is a pipe or a file.
    case noTerminal
    /// `TERM` names a terminal that the system knows nothing of; nil where it is not set.
    case unknownType(String?)
    /// The terminal cannot place its cursor, as `dumb`.
    case tooSimple(String)
    /// A descriptor or a pipe could not be had; the text is the system's.
    case system(String)

    public var description: String {
        switch self {
        case .noTerminal:
            "The dashboard needs a terminal, and this is a pipe or a file. Use get or snapshot there."
        case .unknownType(nil):
            "The type of this terminal is not known, because TERM is not set. Try TERM=xterm-256color."
        case .unknownType(let name?):
            "There is no description of the terminal type \(name). Try TERM=xterm-256color."
        case .tooSimple(let name):
            "A terminal of type \(name) cannot show a screen. Set TERM to what it really is, or use get."
        case .system(let reason):
            "The terminal could not be set up: \(reason)."
        }
    }
}
