/// What the person is told inside the text they edit: lines for the top, and remarks for the fields they are about.
public struct EditNotice: Equatable, Sendable {
    public enum Place: Hashable, Sendable {
        /// A field as the server names it: `spec.targetRefs[0].kind`.
        case field(String)
        /// A line of the person's text, from 1.
        case line(Int)
    }

    public struct Remark: Equatable, Sendable {
        public var place: Place
        public var text: String

        public init(_ place: Place, _ text: String) {
            self.place = place
            self.text = text
        }
    }

    public var lines: [String]
    public var remarks: [Remark]
    /// Why, in a sentence or two on one bounded line, for the last word when the person gives up. Empty where there is
    /// nothing to add.
    var reason: String
    /// What to do after that, in a sentence.
    var cure: String
    /// Whether the change may have been made all the same.
    var isUncertain = false

    public init(_ lines: [String], remarks: [Remark] = [], reason: String = "", cure: String = "") {
        self.lines = lines
        self.remarks = remarks
        self.reason = reason
        self.cure = cure
    }
}

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
