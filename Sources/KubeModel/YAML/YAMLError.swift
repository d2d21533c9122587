/// Why a text is not one YAML document that can be sent to an API server.
public struct YAMLError: Error, Equatable, CustomStringConvertible {
    /// From 1; nil where the parser does not know.
    public var line: Int?
    public var problem: String
    /// Where the thing begins that was being read, the opening quote for instance; nil where it is the same line.
    public var beginning: Int?

    public init(line: Int?, problem: String, beginning: Int? = nil) {
        self.line = line
        self.problem = problem
        self.beginning = beginning == line ? nil : beginning
    }

    public var description: String {
        let sentence = line.map { "line \($0): \(problem)" } ?? problem
        return beginning.map { "\(sentence) (it begins in line \($0))" } ?? sentence
    }
}
