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
            let indent = raw.prefix { $0 == " " }.count
            if let limit = literalIndent {
                if raw.isEmpty || indent > limit { return Line(text: String(raw), isLiteral: true) }
                literalIndent = nil
            }
            if Self.opensLiteral(raw) { literalIndent = indent }
            return Line(text: String(raw), isLiteral: false)
        }
    }

    private static func opensLiteral(_ line: Substring) -> Bool {
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
