/// Words from elsewhere made fit for a line of text.
enum SafeWords {
    /// The lines of a message, without the empty ones, every control character and direction mark spelled out.
    static func lines(_ message: String) -> [String] {
        message.split(whereSeparator: \.isNewline).map { line($0) }.filter { !TextLines.content($0).isEmpty }
    }

    /// The message on one line, of at most `limit` characters.
    static func short(_ message: String, _ limit: Int) -> String {
        // Cut before it is made safe: what comes from outside may be long, and becomes up to eight times as long.
        let head = String(String.UnicodeScalarView(message.unicodeScalars.prefix(limit + 1)))
        let text = lines(head).joined(separator: " ")
        return text.count <= limit ? text : text.prefix(limit - 1) + "…"
    }

    static func line(_ text: some StringProtocol) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
                out += scalar == "\t" ? " " : "\\u{\(String(scalar.value, radix: 16))}"
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}":
                out += "\\u{\(String(scalar.value, radix: 16))}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
