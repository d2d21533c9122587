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

    public init(_ lines: [String], remarks: [Remark] = []) {
        self.lines = lines
        self.remarks = remarks
    }
}

/// Words from elsewhere made fit for a line of text.
enum SafeWords {
    /// The lines of a message, without the empty ones, every control character and direction mark spelled out.
    static func lines(_ message: String) -> [String] {
        message.split(whereSeparator: \.isNewline).map { line($0) }.filter { !TextLines.content($0).isEmpty }
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
