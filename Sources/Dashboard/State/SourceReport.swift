/// What was read of the files that are shown, in words.
public struct SourceReport: Equatable, Sendable {
    /// What could not be read, in a sentence or two; nil where all was.
    public var notice: String?
    /// All there is to say.
    public var lines: [String]

    public init(notice: String?, lines: [String]) {
        self.notice = notice
        self.lines = lines
    }
}
