/// What is to be started, and what it gets of ours.
public struct ChildProgram: Sendable {
    public enum Terminal: Sendable {
        /// Standard input and standard error are ours, and so is the process group: it may read the terminal.
        case shared
        /// None: a session of its own, nothing to read, and a descriptor for what it says on standard error.
        case none(complaint: Int32)
    }

    /// The file to run; see ``ProgramPath``.
    public var path: String
    /// All of them: the first is what it is called.
    public var words: [String]
    /// nil: ours.
    public var environment: [String: String]?
    public var output: Int32
    public var terminal: Terminal
    /// One descriptor more, which it has as number 3.
    public var inherited: Int32?
    /// Whether it ends with us at the latest, however we end, and with it what it has started; what it leaves running after
    /// success stays.
    public var isGuarded: Bool

    public init(
        path: String, words: [String], environment: [String: String]? = nil, output: Int32 = 1,
        terminal: Terminal = .shared, inherited: Int32? = nil, isGuarded: Bool
    ) {
        self.path = path
        self.words = words
        self.environment = environment
        self.output = output
        self.terminal = terminal
        self.inherited = inherited
        self.isGuarded = isGuarded
    }
}

/// How a program ended.
public enum ChildEnd: Equatable, Sendable {
    /// By itself, with this status; 0 is success.
    case exited(Int32)
    case signalled(Int32)
    /// Nobody knows; the `errno` of the question.
    case lost(Int32)
}

/// Why a program did not start, as an `errno`: `ENOENT` where there is none.
public struct ChildError: Error, Equatable, Sendable {
    public var code: Int32

    public init(code: Int32) { self.code = code }
}
