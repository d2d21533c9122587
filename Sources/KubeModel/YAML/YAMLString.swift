/// How a string is spelled so that every YAML reader, those of version 1.1 included, gives the same string back.
enum YAMLString {
    /// A reader looks no further than 1024 characters for the colon after a key.
    static let simpleKeyLimit = 1000

    /// Plain where that is safe, else quoted; one line, whatever the text.
    static func inline(_ text: String) -> String {
        if text.isEmpty || looksTyped(text) || text.unicodeScalars.contains(where: mustEscape)
            || text.utf8.contains(0x0A)
        {
            return doubleQuoted(text)
        }
        return isPlain(text) ? text : singleQuoted(text)
    }

    /// How a text of several lines is written: whole lines stay whole lines.
    enum Block: Equatable {
        /// `|`, with the columns of its indentation written down where the first line begins with a blank or a tab.
        case literal(isIndented: Bool)
        /// Double-quoted, a line of the text on each line.
        case quoted
    }

    /// The block for a text; nil for a text of one line.
    ///
    /// A literal block gives everything back but control characters. All the same it is not taken where a line ends in
    /// blanks: many editors take those away from every line when they save, which inside quotes they cannot.
    static func block(_ text: String) -> Block? {
        // Nearly every text is one line of ASCII.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return nil }
        // A line of its own for one line of text is worth it only where that needs no quotes.
        let quoted: Block? = lines(text).count > 1 || isLongByEscapes(text) ? .quoted : nil
        guard text.utf8.contains(0x0A), !text.unicodeScalars.contains(where: { $0 != "\t" && mustEscape($0) }) else {
            return quoted
        }
        let content = text.utf8.split(separator: 0x0A)
        // Newlines and nothing else: no line would tell a reader where the block is.
        guard let first = content.first?.first, !content.contains(where: { $0.last == 0x20 || $0.last == 0x09 }) else {
            return quoted
        }
        return .literal(isIndented: first == 0x20 || first == 0x09)
    }

    /// The lines of a text with their endings, which may be any that a text comes with.
    static func lines(_ text: String) -> [String] { ParserLines.cut(text) }

    /// The text in double quotes on as many lines as it has: each break is written as what it is, and the backslash
    /// after it takes the one of YAML away, with the blanks that follow.
    static func quotedLines(_ text: String) -> [String] {
        let lines = lines(text)
        return ["\"\\"]
            + lines.enumerated().flatMap { index, line in
                var rows = folded(line)
                if line.utf8.first == 0x20 { rows[0] = "\\" + rows[0] }
                rows[rows.count - 1] += index == lines.count - 1 ? "\"" : "\\"
                return rows
            }
    }

    /// What is unsafe anywhere, what YAML forbids, and the blank that looks like another.
    static func mustEscape(_ scalar: UnicodeScalar) -> Bool {
        scalar == "\u{A0}" || scalar != "\n" && SafeText.isUnsafe(scalar)
    }

    /// Looks at bytes, not at characters: a combining mark after a colon's space must not hide the colon.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20, last != colon else {
            return false
        }
        if "#,[]{}&*!|>'\"%@`".utf8.contains(first) { return false }
        if "-?:".utf8.contains(first), bytes.count == 1 || bytes[1] == 0x20 { return false }
        if bytes.starts(with: "---".utf8) || bytes.starts(with: "...".utf8) { return false }
        return !zip(bytes, bytes.dropFirst()).contains { ($0 == colon && $1 == 0x20) || ($0 == 0x20 && $1 == hash) }
    }

    private static let colon = UInt8(ascii: ":")
    private static let hash = UInt8(ascii: "#")

    private static func singleQuoted(_ text: String) -> String {
        var out = "'"
        for scalar in text.unicodeScalars {
            out.unicodeScalars.append(scalar)
            if scalar == "'" { out.unicodeScalars.append(scalar) }
        }
        return out + "'"
    }

    private static let words: Set<String> = [
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=", "nan", "inf",
    ]

    /// Whether any YAML reader might take the plain text for something other than a string: `yes`, `1e3`, `0123`,
    /// dates, `12:30:45`. Addresses and versions (`10.0.0.1`, `1.2.3`) stay plain.
    private static func looksTyped(_ text: String) -> Bool {
        if text.utf8.count <= 5, words.contains(text.lowercased()) { return true }
        guard let first = text.utf8.first,
            (0x30...0x39).contains(first) || first == 0x2B || first == 0x2D || first == 0x2E
        else { return false }
        let digits = first == 0x2B || first == 0x2D ? text.dropFirst() : text[...]
        if ["0x", "0X", "0o", "0b", ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(where: digits.hasPrefix) {
            return true
        }
        if case .string = PlainScalar.value(text) {} else { return true }
        let isNumeric = text.utf8.allSatisfy { "0123456789.eE+-_:".utf8.contains($0) }
        if isNumeric, digits.contains(where: \.isNumber), text.utf8.filter({ $0 == 0x2E }).count <= 1 { return true }
        return isDate(Array(text.utf8.prefix(6)))
    }

    /// `2024-1`, `2024-0`: four digits, a dash, a digit.
    private static func isDate(_ head: [UInt8]) -> Bool {
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        return head.count == 6 && head[..<4].allSatisfy(isDigit) && head[4] == 0x2D && isDigit(head[5])
    }

    /// Columns beyond which a line is folded where escapes make it longer than the text it stands for.
    private static let escapedLength = 160

    private static func isLongByEscapes(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: mustEscape) && isLong(escaped(text), for: text)
    }

    private static func isLong(_ escaped: String, for text: String) -> Bool {
        escaped.utf8.count > max(escapedLength, text.utf8.count + 30)
    }

    /// The line escaped; on several lines where it is the escapes that make it long.
    private static func folded(_ line: String) -> [String] {
        let whole = escaped(line)
        guard isLong(whole, for: line) else { return [whole] }
        var rows = [""]
        for scalar in line.unicodeScalars {
            if rows[rows.count - 1].utf8.count >= escapedLength - 40 {
                rows[rows.count - 1] += "\\"
                rows.append(scalar == " " ? "\\" : "")
            }
            rows[rows.count - 1] += escaped(String(scalar))
        }
        return rows
    }

    private static func doubleQuoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case "\r": out += "\\r"
            default:
                if mustEscape(scalar) { out += escape(scalar.value) } else { out.unicodeScalars.append(scalar) }
            }
        }
        return out
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        let (letter, width) = value <= 0xFF ? ("x", 2) : value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\\(letter)\(String(repeating: "0", count: width - digits.count))\(digits)"
    }
}
