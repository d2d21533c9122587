/// Why a text is not one YAML document that can be sent to an API server.
public struct YAMLError: Error, Equatable, CustomStringConvertible {
    /// From 1; nil where the parser does not know.
    public var line: Int?
    public var problem: String

    public init(line: Int?, problem: String) {
        self.line = line
        self.problem = problem
    }

    public var description: String { line.map { "line \($0): \(problem)" } ?? problem }
}
