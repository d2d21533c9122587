import KubeModel

/// An object as lines of YAML, made once per version shown.
public struct YAMLDocument: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        public var text: String
        /// Whether the line is text of a block literal, which has no syntax of its own.
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

/// Hides inline tokens and passwords of a resource until a key reveals them.
public enum SecretMask {
    public static let text = "••••••"

    static func masked(_ value: JSONValue, _ isMasked: inout Bool, parent: String = "") -> JSONValue {
        switch value {
        case .object(let members):
            return .object(
                members.compactMapValues { name, member in
                    if hides(name, under: parent), !member.isNull, member.object == nil || name == "users" {
                        isMasked = true
                        return .string(text)
                    }
                    if name == lastApplied, let hidden = maskedText(member) {
                        isMasked = true
                        return hidden
                    }
                    return masked(member, &isMasked, parent: name)
                })
        case .array(let elements): return .array(elements.map { masked($0, &isMasked, parent: parent) })
        case .null, .bool, .number, .string: return value
        }
    }

    /// kubectl apply keeps the whole object as JSON text in this annotation, tokens included.
    private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

    private static func maskedText(_ value: JSONValue) -> JSONValue? {
        guard let text = value.string, let inner = try? JSONParser.parse(text) else { return nil }
        var isMasked = false
        let hidden = masked(inner, &isMasked)
        return isMasked ? .string(JSONWriter.text(hidden) + "\n") : nil
    }

    private static func hides(_ name: String, under parent: String) -> Bool {
        switch (parent, name) {
        case ("authToken", "inline"), ("auth", "inline"), ("basicAuth", "users"), ("basicAuth", "inline"): true
        default: false
        }
    }
}
