import KubeModel
import KubeRules

/// An object as lines of YAML, made once per version shown.
public struct YAMLDocument: Sendable, Equatable {
    /// A line: its text, the field that stands on it, and whether it goes on with a text and has no syntax of its own.
    public typealias Line = YAMLWriter.Line

    /// What the document was made from; another value of any means it has to be made again.
    public struct Identity: Hashable, Sendable {
        public var id: ResourceID
        public var resourceVersion: String
        public var showsManagedFields: Bool
        public var revealsSecrets: Bool
    }

    public var identity: Identity
    public let lines: [Line]
    /// What is shown, with what is masked.
    public let value: JSONValue
    /// Whether any secret was masked.
    public let hasMasked: Bool
    /// What conditions say of a line: those that are not good, and the fields that they name.
    public let marks: [Int: Health]
    /// Indices of lines that hold the search text, ascending.
    public private(set) var matches: [Int] = []
    /// Characters of the longest line, at most.
    public let width: Int
    /// Made by the first search.
    private var index: TextIndex?
    private var pattern: TextPattern?
    /// Why what is looked for cannot be looked for; nil where it can.
    public private(set) var searchFault: String?

    /// - Parameter groups: What the conditions of the object say.
    public init(_ object: JSONValue, identity: Identity, conditions groups: [ConditionGroup] = []) {
        self.identity = identity
        var shown = object
        var isMasked = false
        if !identity.revealsSecrets { shown = SecretMask.masked(object, &isMasked) }
        hasMasked = isMasked
        value = shown
        lines = YAMLWriter.lines(shown)
        marks = YAMLMarks.marks(of: lines, in: shown, groups)
        width = lines.reduce(0) { max($0, $1.text.utf8.count) }
    }

    public static func == (left: YAMLDocument, right: YAMLDocument) -> Bool {
        left.identity == right.identity && left.matches == right.matches
    }

    /// The lines below one that belong to what begins on it; empty where it is one line.
    public func block(below line: Int) -> Range<Int> {
        guard lines.indices.contains(line), !lines[line].isText else { return line + 1..<line + 1 }
        let (indent, isElement) = Self.indentation(of: lines[line].text)
        var end = line + 1
        while end < lines.count {
            let (next, nextIsElement) = Self.indentation(of: lines[end].text)
            // A list stands at the level of its key.
            guard lines[end].isText || next > indent || (next == indent && nextIsElement && !isElement) else { break }
            end += 1
        }
        return line + 1..<end
    }

    /// The value of the field on a line: a text as it is, anything else as YAML.
    public func text(at line: Int) -> String {
        guard lines.indices.contains(line), let found = value[lines[line].path] else { return "" }
        if let text = found.string { return text }
        let yaml = YAMLWriter.text(found)
        return found.object == nil && found.array == nil ? String(yaml.dropLast()) : yaml
    }

    /// The line of a field, or of the nearest that it is a part of; nil for none.
    public func line(of path: FieldSteps) -> Int? {
        var path = path
        while !path.steps.isEmpty {
            if let line = lines.firstIndex(where: { $0.path == path }) { return line }
            // The first member of a list's element stands on its line.
            if let line = lines.firstIndex(where: { $0.path.begins(with: path) }) { return line }
            path.steps.removeLast()
        }
        return nil
    }

    private static func indentation(of text: String) -> (Int, isElement: Bool) {
        let blanks = text.utf8.prefix { $0 == 0x20 }.count
        return (blanks, text.utf8.dropFirst(blanks).starts(with: [0x2D, 0x20]))
    }

    // MARK: Search

    /// Finds a text or a pattern, as a filter does.
    public mutating func find(_ text: String) {
        matches = []
        pattern = nil
        searchFault = nil
        guard !text.isEmpty else { return }
        do throws(PatternError) {
            let pattern = try TextPattern(text)
            if index == nil { index = TextIndex(lines.map(\.text)) }
            let lines = lines
            matches = index?.lines(with: pattern) { lines[$0].text } ?? []
            self.pattern = pattern
        } catch {
            searchFault = "/\(text.prefix(60)): \(error.sentence)"
        }
    }

    /// Where in a text what is looked for stands, in bytes.
    public func occurrences(in text: String) -> [Range<Int>] { pattern?.ranges(in: text) ?? [] }

    /// Whether a line holds the search text. Costs a binary search.
    public func isMatch(_ line: Int) -> Bool {
        var low = 0, high = matches.count
        while low < high {
            let middle = (low + high) / 2
            if matches[middle] < line { low = middle + 1 } else { high = middle }
        }
        return low < matches.count && matches[low] == line
    }
}
