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
    /// Indices of lines that hold the search text.
    public var matches: [Int] = []

    public init(_ object: JSONValue, identity: Identity) {
        self.identity = identity
        var shown = object
        var isMasked = false
        if !identity.revealsSecrets { shown = SecretMask.masked(object, &isMasked) }
        hasMasked = isMasked
        var literalIndent: Int?
        lines = YAMLWriter.text(shown).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { raw in
            let indent = raw.utf8.prefix { $0 == 0x20 }.count
            if let limit = literalIndent {
                if raw.isEmpty || indent > limit { return Line(text: String(raw), isLiteral: true) }
                literalIndent = nil
            }
            if Self.opensLiteral(raw) { literalIndent = indent }
            return Line(text: String(raw), isLiteral: false)
        }
    }

    private static func opensLiteral(_ line: Substring) -> Bool {
        if line.hasSuffix(": \"\\") || line.hasSuffix("- \"\\") { return true }
        guard let mark = line.lastIndex(where: { $0 == "|" || $0 == ">" }) else { return false }
        let tail = line[line.index(after: mark)...]
        return tail.count <= 2 && tail.allSatisfy { "+-0123456789".contains($0) }
            && line[..<mark].hasSuffix(": ") || line[..<mark].hasSuffix("- ")
    }

    /// Finds a text, whatever its case.
    public mutating func find(_ text: String) {
        let needle = text.lowercased()
        matches = needle.isEmpty ? [] : lines.indices.filter { lines[$0].text.lowercased().contains(needle) }
    }
}
