import Yams

/// Writes a ``JSONValue`` as block YAML, keys in their own order, every string so that it reads back as a string.
public enum YAMLWriter {
    /// - Returns: The text, ending in a newline.
    public static func text(_ value: JSONValue) -> String {
        // Serialising a tree of our own making cannot fail: it has neither aliases nor tags. Should it, JSON is YAML.
        let text = try? Yams.serialize(node: node(value), width: -1, allowUnicode: true)
        return text ?? JSONWriter.pretty(value) + "\n"
    }

    private static func node(_ value: JSONValue) -> Node {
        switch value {
        case .null: return Node("null", Tag(.null))
        case .bool(let flag): return Node(flag ? "true" : "false", Tag(.bool))
        case .number(let text): return Node(text, Tag(.int))
        case .string(let text): return string(text)
        case .array(let elements):
            return Node(elements.map(node), Tag(.seq), elements.isEmpty ? .flow : .block)
        case .object(let members):
            return Node(
                members.map { (string($0), node($1)) }, Tag(.map), members.isEmpty ? .flow : .block)
        }
    }

    private static func string(_ text: String) -> Node {
        Node(text, Tag(.str), style(text))
    }

    /// Yams writes `yes`, `1e3`, `0123`, dates and the empty string plain, losing their type: those are quoted here.
    private static func style(_ text: String) -> Node.Scalar.Style {
        if text.contains("\n"), isLiteral(text) { return .literal }
        if text.contains("\n") || looksTyped(text) || hasControl(text) { return .doubleQuoted }
        return .any
    }

    /// Whether a literal block gives the text back: no control characters, no spaces before the first letter or at a
    /// line's end, which readers and editors disagree about.
    private static func isLiteral(_ text: String) -> Bool {
        guard !hasControl(text), let first = text.first, first != " ", first != "\n", first != "\t" else { return false }
        return !text.split(separator: "\n", omittingEmptySubsequences: false).contains { $0.last == " " || $0.last == "\t" }
    }

    private static func hasControl(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
                || $0.value == 0xFEFF || $0.value == 0x85
        }
    }

    private static let words: Set<String> = [
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=", "nan", "inf",
    ]

    /// Whether any YAML reader, 1.1 ones included, might take the plain text for something other than a string.
    private static func looksTyped(_ text: String) -> Bool {
        if words.contains(text.lowercased()) { return true }
        guard let first = text.first, "0123456789+-.".contains(first) else { return false }
        return text.allSatisfy { "0123456789abcdefABCDEFxXoOtTzZ_+-.: ".contains($0) || "infaIFAN".contains($0) }
            && text.contains(where: { $0.isNumber || "iInN".contains($0) })
    }
}
