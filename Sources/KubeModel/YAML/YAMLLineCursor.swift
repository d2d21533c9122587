/// Goes through a document line by line, past blank ones and comments. A value that begins behind a dash or a key stands in
/// the column in which it begins.
struct YAMLLineCursor {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Where the rest of the line begins, and where it ends, spaces behind it excluded.
    private(set) var position = 0
    private(set) var end = 0
    /// In which column ``position`` is; -1 at the end of the document.
    private(set) var column = 0
    /// Where the next line begins.
    private(set) var next = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Whether there are but characters that stand for themselves in any reader: no carriage returns, no marks of byte
    /// order, no line ends of other alphabets.
    static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var odd: UInt8 = 0
        for byte in bytes { odd |= (byte >= 0x7F || byte < 0x20 && byte != 0x0A && byte != 0x09) ? 1 : 0 }
        guard odd != 0 else { return true }
        for (index, byte) in bytes.enumerated() where byte >= 0x7F || byte < 0x20 {
            switch byte {
            case 0x0A, 0x09: continue
            case 0xC2: guard index + 1 < bytes.count, bytes[index + 1] >= 0xA0 else { return false }
            case 0xE2:
                guard index + 2 < bytes.count else { return false }
                if bytes[index + 1] == 0x80, bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 { return false }
            case 0x00..<0x20, 0x7F, 0xEF: return false
            default: continue
            }
        }
        return true
    }

    var isAtEnd: Bool { column < 0 }
    var isAtEndOfLine: Bool { position >= end }
    var rest: Slice<UnsafeBufferPointer<UInt8>> { bytes[position..<max(position, end)] }

    /// Whether an element of a sequence begins here.
    var isAtDash: Bool {
        position < end && bytes[position] == UInt8(ascii: "-") && (position + 1 == end || bytes[position + 1] == 0x20)
    }

    /// To the next line that says something.
    mutating func advance() throws(PlainYAML.Unusual) {
        while next < bytes.count {
            let line = rawLine()
            next = line.next
            guard line.start < line.end, bytes[line.start] != UInt8(ascii: "#") else { continue }
            try begin(line)
            return
        }
        (position, end, column) = (bytes.count, bytes.count, -1)
    }

    /// A line as it stands: where what is no space begins and ends, and how far it is indented.
    struct RawLine {
        var first: Int
        var start: Int
        var end: Int
        var next: Int

        var indent: Int { start - first }
        var isBlank: Bool { start >= end }
    }

    /// The line that is next; there must be one.
    func rawLine() -> RawLine { rawLine(at: next) }

    func rawLine(at first: Int) -> RawLine {
        var stop = first
        while stop < bytes.count, bytes[stop] != 0x0A { stop += 1 }
        var start = first, end = stop
        while start < stop, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return RawLine(first: first, start: start, end: end, next: min(stop + 1, bytes.count))
    }

    private mutating func begin(_ line: RawLine) throws(PlainYAML.Unusual) {
        for byte in bytes[line.start..<line.end] where byte == 0x09 { throw PlainYAML.Unusual() }
        (position, end, column) = (line.start, line.end, line.indent)
        guard column == 0 else { return }
        let isMarker = rest.starts(with: "---".utf8) && line.first != 0 || rest.starts(with: "...".utf8)
        guard !isMarker, bytes[position] != UInt8(ascii: "%") else { throw PlainYAML.Unusual() }
    }

    /// Takes the line that is next as one that goes on with a value.
    mutating func take(_ line: RawLine) { next = line.next }

    /// Past the dash and the spaces behind it.
    mutating func skipDash() {
        position += 1
        column += 1
        skipSpaces()
    }

    private mutating func skipSpaces() {
        while position < end, bytes[position] == 0x20 {
            position += 1
            column += 1
        }
    }

    /// A key, and where its colon is.
    struct Key {
        var text: Range<Int>
        var colon: Int
    }

    mutating func skip(_ key: Key) {
        column += key.colon + 1 - position
        position = key.colon + 1
        skipSpaces()
    }

    /// The key that begins here; nil where what stands here is none.
    func key() throws(PlainYAML.Unusual) -> Key? {
        guard position < end else { return nil }
        let first = bytes[position]
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return try quotedKey(first) }
        guard Self.beginsPlain(bytes, position, end) else { return nil }
        var index = position
        while index < end {
            if bytes[index] == UInt8(ascii: ":"), index + 1 == end || bytes[index + 1] == 0x20 {
                let length = index - position
                // The parser of everything wants the colon in sight.
                guard length > 0, length < 1_000, bytes[index - 1] != 0x20, !rest.starts(with: "<<".utf8) else { throw PlainYAML.Unusual() }
                return Key(text: position..<index, colon: index)
            }
            if bytes[index] == UInt8(ascii: "#"), bytes[index - 1] == 0x20 { throw PlainYAML.Unusual() }
            index += 1
        }
        return nil
    }

    private func quotedKey(_ quote: UInt8) throws(PlainYAML.Unusual) -> Key? {
        var index = position + 1
        while index < end, bytes[index] != quote {
            if bytes[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { return nil }
            index += 1
        }
        guard index + 1 < end else { return nil }
        if bytes[index + 1] == quote { return nil }
        guard bytes[index + 1] == UInt8(ascii: ":"), index + 2 == end || bytes[index + 2] == 0x20, index - position < 1_000 else {
            throw PlainYAML.Unusual()
        }
        return Key(text: position + 1..<index, colon: index + 1)
    }

    /// Whether an unquoted scalar may begin here, as far as nobody could take it for something else.
    static func beginsPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "^"), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ";"), UInt8(ascii: "="),
            0x80...:
            return true
        case UInt8(ascii: "-"): return position + 1 < end && bytes[position + 1] != 0x20
        default: return false
        }
    }
}
