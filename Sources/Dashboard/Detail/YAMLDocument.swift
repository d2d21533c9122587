import KubeModel

/// An object as lines of YAML, made once per version shown.
public struct YAMLDocument: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        public var text: String
        /// Whether the line is text of a block, literal or quoted line by line, which has no syntax of its own.
        public var isLiteral: Bool
    }

    /// What the document was made from; another value of any means it has to be made again.
    public struct Identity: Hashable, Sendable {
        public var key: ObjectKey
        public var resourceVersion: String
        public var showsManagedFields: Bool
        public var revealsSecrets: Bool
    }

    public var identity: Identity
    public var lines: [Line]
    /// Whether any secret was masked.
    public var hasMasked: Bool
    /// Indices of lines that hold the search text, ascending.
    public private(set) var matches: [Int] = []
    /// Characters of the longest line, at most.
    public let width: Int
    /// Made by the first search.
    private var index: TextIndex?

    public init(_ object: JSONValue, identity: Identity) {
        self.identity = identity
        var shown = object
        var isMasked = false
        if !identity.revealsSecrets { shown = SecretMask.masked(object, &isMasked) }
        hasMasked = isMasked
        var literalIndent: Int?
        let text = YAMLWriter.text(shown)
        lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { line in
            let raw = Substring(line)
            let indent = line.prefix { $0 == 0x20 }.count
            if let limit = literalIndent {
                if raw.isEmpty || indent > limit { return Line(text: String(raw), isLiteral: true) }
                literalIndent = nil
            }
            if Self.opensLiteral(raw) { literalIndent = indent }
            return Line(text: String(raw), isLiteral: false)
        }
        width = lines.reduce(0) { max($0, $1.text.utf8.count) }
    }

    private static func opensLiteral(_ whole: Substring) -> Bool {
        // Nothing but the end of the line decides, and a line may be a megabyte long.
        let line = whole.suffix(6)
        if line.hasSuffix(": \"\\") || line.hasSuffix("- \"\\") { return true }
        guard let mark = line.lastIndex(where: { $0 == "|" || $0 == ">" }) else { return false }
        let tail = line[line.index(after: mark)...]
        return tail.count <= 2 && tail.allSatisfy { "+-0123456789".contains($0) }
            && line[..<mark].hasSuffix(": ") || line[..<mark].hasSuffix("- ")
    }

    /// Finds a text, whatever its case.
    public mutating func find(_ text: String) {
        guard !text.isEmpty else {
            matches = []
            return
        }
        if index == nil { index = TextIndex(lines.map(\.text)) }
        matches = index?.lines(with: text) ?? []
    }

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
