/// A text cut where the parser begins a new line: after LF, CR LF, CR alone, and U+0085, U+2028 and U+2029, which only
/// readers of YAML 1.1 take for line ends. Cut when first asked for: few texts need it.
package struct ParserLines {
    private let text: String

    init(_ text: String) { self.text = text }

    /// Each with its ending; joined they are the text, byte for byte. One pass over the bytes.
    package static func cut(_ text: some StringProtocol) -> [String] {
        let bytes = Array(text.utf8)
        var lines: [String] = []
        var start = 0, position = 0
        while position < bytes.count {
            let length = lengthOfBreak(bytes, at: position)
            position += max(1, length)
            guard length > 0 else { continue }
            lines.append(String(decoding: bytes[start..<position], as: UTF8.self))
            start = position
        }
        if start < bytes.count { lines.append(String(decoding: bytes[start...], as: UTF8.self)) }
        return lines
    }

    /// In bytes; 0 where no line ends.
    private static func lengthOfBreak(_ bytes: [UInt8], at position: Int) -> Int {
        func next(_ step: Int) -> UInt8 { position + step < bytes.count ? bytes[position + step] : 0 }
        switch bytes[position] {
        case 0x0A: return 1
        case 0x0D: return next(1) == 0x0A ? 2 : 1
        case 0xC2: return next(1) == 0x85 ? 2 : 0
        case 0xE2: return next(1) == 0x80 && (next(2) == 0xA8 || next(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }

    static func isBreak(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Line ends inside a text that the person may take for characters of a value: those of Unicode, and a carriage
    /// return alone where other lines end otherwise. The parser makes a plain line end of them. And U+FEFF as it is,
    /// which it skips at the beginning of a line.
    var doubtfulBreaks: [YAMLError] {
        let utf8 = text.utf8
        guard utf8.contains(where: { $0 == 0x0D || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }) else { return [] }
        let hasLineFeeds = utf8.contains(0x0A)
        var found: [YAMLError] = []
        for (index, line) in Self.cut(text).enumerated() where found.count < YAMLReader.doubtLimit {
            guard let last = line.unicodeScalars.last else { continue }
            let name: String? =
                switch last.value {
                case 0x0D where hasLineFeeds: "a carriage return (write \\r"
                case 0x85: "the character U+0085 (write \\x85"
                case 0x2028: "the character U+2028 (write \\u2028"
                case 0x2029: "the character U+2029 (write \\u2029"
                default: line.unicodeScalars.contains("\u{FEFF}") ? "the character U+FEFF (write \\uFEFF" : nil
                }
            if let name {
                found.append(
                    YAMLError(
                        line: index + 1,
                        problem: "\(name) in double quotes to keep it) may be sent as the end of a line, or lost"))
            }
        }
        return found
    }

    /// Whether the text of a double-quoted scalar begins with U+FEFF: Foundation takes that for a mark of the encoding
    /// and leaves it out when it makes a string of bytes, as Yams does.
    ///
    /// - Parameters:
    ///   - line: Where the scalar begins, from 1; its tag and its anchor may come before the quote.
    ///   - column: In characters, from 1.
    mutating func beginsWithMark(line: Int, column: Int) -> Bool {
        guard lines.indices.contains(line - 1) else { return false }
        // The quote may stand on a line after its tag, the first character on one after the quote.
        let rest = lines[(line - 1)...].prefix(8).joined().unicodeScalars.dropFirst(column - 1)
        guard let quote = rest.firstIndex(of: "\"") else { return false }
        var inner = rest[rest.index(after: quote)...]
        // A backslash at a line's end takes the break and the blanks that follow away.
        while inner.first == "\\", let next = inner.dropFirst().first, Self.isBreak(next) {
            inner = inner.dropFirst().drop { Self.isBreak($0) || $0 == " " || $0 == "\t" }
        }
        // Scalars, not characters: an accent may follow.
        return ["\\uFEFF", "\\U0000FEFF"].contains { mark in
            let head = inner.prefix(mark.unicodeScalars.count)
            return head.prefix(2).elementsEqual(mark.unicodeScalars.prefix(2))
                && head.map { $0.properties.uppercaseMapping }.joined() == mark.uppercased()
        }
    }

    private lazy var lines = Self.cut(text)

    /// Whether it is worth asking: nearly no text holds one.
    private(set) lazy var mayHoldMarks = Array(text.lowercased().utf8).firstRange(of: Array("feff".utf8)) != nil
}
