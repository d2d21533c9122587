/// Text from elsewhere made fit for a terminal, a sentence or a text to be edited: the one rule for strings. (Frames have
/// their own door, `Surface`, which lets nothing in that this calls unsafe.)
public enum SafeText {
    /// What a terminal would obey, what reorders or breaks a line, and what nobody can see: control characters (C0, DEL
    /// and C1), line separators, marks of direction and other invisible formatting, tags, noncharacters. The joiners of
    /// emoji and of scripts are safe.
    public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE..<0x300, 0x200C, 0x200D: return false
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0xE0000...0xE0FFF: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// Several lines: every unsafe scalar but the newline becomes U+FFFD.
    public static func text(_ text: String) -> String {
        replaced(text) { $0 == "\n" ? "\n" : "\u{FFFD}" }
    }

    /// One line: what breaks a line and tabs become spaces, everything else that is unsafe U+FFFD.
    public static func line(_ text: some StringProtocol) -> String {
        if isPlain(text) { return String(text) }
        let flat = text.utf8.contains(0x0D) ? String(text.map { $0 == "\r\n" ? " " : $0 }) : String(text)
        return replaced(flat) { isBreak($0) || $0 == "\t" ? " " : "\u{FFFD}" }
    }

    /// One line that tells what was there: unsafe scalars are spelled out, as `\u{1b}`; tabs become spaces.
    public static func spelled(_ text: some StringProtocol) -> String {
        replaced(text) { $0 == "\t" ? " " : "\\u{\(String($0.value, radix: 16))}" }
    }

    /// The lines of a message, without the empty ones, each spelled.
    public static func spelledLines(_ message: String) -> [String] {
        message.split(whereSeparator: \.isNewline).map { spelled($0) }
            .filter { line in line.utf8.contains { $0 != 0x20 } }
    }

    /// A message on one line, spelled, of at most `limit` characters. Costs no more than that much text.
    public static func short(_ message: String, _ limit: Int) -> String {
        // Cut before it is made safe: what comes from outside may be long, and becomes up to eight times as long.
        let head = String(String.UnicodeScalarView(message.unicodeScalars.prefix(limit + 1)))
        let text = spelledLines(head).joined(separator: " ")
        return text.count <= limit ? text : text.prefix(limit - 1) + "…"
    }

    /// Whether it is visible ASCII, as nearly all texts are. One look at each byte.
    private static func isPlain(_ text: some StringProtocol) -> Bool {
        let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
            var strange = false
            for byte in bytes { strange = strange || byte &- 0x20 > 0x7E - 0x20 }
            return !strange
        }
        return isPlain ?? text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func replaced(
        _ text: some StringProtocol, _ replacement: (Unicode.Scalar) -> String
    ) -> String {
        if isPlain(text) { return String(text) }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                out.append(contentsOf: replacement(scalar).unicodeScalars)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }
}
