/// Writes a ``JSONValue`` as block YAML, keys in their own order, every string so that it reads back as a string.
///
/// Looks like `kubectl get -o yaml`: two spaces a level, lists at the level of their key. Texts of several lines keep
/// their lines; no line is ever folded.
public enum YAMLWriter {
    /// - Returns: The text, ending in a newline.
    public static func text(_ value: JSONValue) -> String {
        var out = ""
        switch value {
        case .object(let members) where !members.isEmpty: object(members, indent: 0, to: &out)
        case .array(let elements) where !elements.isEmpty: array(elements, indent: 0, to: &out)
        default: out = scalar(value) + "\n"
        }
        return out
    }

    /// One line: a scalar, or an empty list or mapping.
    static func scalar(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .string(let text): YAMLString.inline(text)
        case .array: "[]"
        case .object: "{}"
        }
    }

    /// The first key is written where the line stands: after the indentation, or after the dash of a list.
    private static func object(_ members: JSONObject, indent: Int, to out: inout String) {
        for (index, (key, value)) in members.enumerated() {
            if index > 0 { pad(indent, to: &out) }
            let name = YAMLString.inline(key)
            if name.unicodeScalars.count > YAMLString.simpleKeyLimit {
                out += "? \(name)\n"
                pad(indent, to: &out)
                out += ":"
            } else {
                out += name + ":"
            }
            member(value, indent: indent, to: &out)
        }
    }

    /// What stands after `key:`.
    private static func member(_ value: JSONValue, indent: Int, to out: inout String) {
        switch value {
        case .object(let members) where !members.isEmpty:
            out += "\n"
            pad(indent + 2, to: &out)
            object(members, indent: indent + 2, to: &out)
        case .array(let elements) where !elements.isEmpty:
            out += "\n"
            pad(indent, to: &out)
            array(elements, indent: indent, to: &out)
        case .string(let text):
            out += " "
            string(text, indent: indent + 2, to: &out)
        case .null, .bool, .number, .array, .object: out += " \(scalar(value))\n"
        }
    }

    private static func array(_ elements: [JSONValue], indent: Int, to out: inout String) {
        for (index, element) in elements.enumerated() {
            if index > 0 { pad(indent, to: &out) }
            out += "- "
            switch element {
            case .object(let members) where !members.isEmpty: object(members, indent: indent + 2, to: &out)
            case .array(let inner) where !inner.isEmpty: array(inner, indent: indent + 2, to: &out)
            case .string(let text): string(text, indent: indent + 2, to: &out)
            case .null, .bool, .number, .array, .object: out += scalar(element) + "\n"
            }
        }
    }

    /// - Parameter indent: Of the lines that follow the one it begins on.
    private static func string(_ text: String, indent: Int, to out: inout String) {
        switch YAMLString.block(text) {
        case nil: out += YAMLString.inline(text) + "\n"
        case .literal(let isIndented): literal(text, isIndented: isIndented, indent: indent, to: &out)
        case .quoted:
            for (index, line) in YAMLString.quotedLines(text).enumerated() {
                if index > 0 { pad(indent, to: &out) }
                out += line + "\n"
            }
        }
    }

    /// `|` and the lines as they are; `|-` where the text ends without a newline, `|+` where it ends in several. `|2`
    /// says that two columns of the first line are indentation and the blanks after them text.
    private static func literal(_ text: String, isIndented: Bool, indent: Int, to out: inout String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let endsInNewline = lines.last == ""
        if endsInNewline { lines.removeLast() }
        out += "|" + (isIndented ? "2" : "") + (!endsInNewline ? "-\n" : lines.last == "" ? "+\n" : "\n")
        for line in lines {
            if !line.isEmpty { pad(indent, to: &out) }
            out += line
            out += "\n"
        }
    }

    private static func pad(_ count: Int, to out: inout String) {
        for _ in 0..<count { out.append(" ") }
    }
}
