/// The bytes of a text with an `x` for everything that scalars and comments hold: what is left are the marks of YAML.
///
/// A quick look, not a parser: a text that the parser takes is told right, one that it refuses may be told in any way.
struct YAMLSkeleton {
    private(set) var bytes: [UInt8]
    private var position = 0
    private var flowDepth = 0
    /// Columns that the lines of a block of text, or of a plain scalar, are indented beyond; nil outside of one.
    private var blockColumn: Int?
    private var plainColumn: Int?
    /// Of the line that is read: where it begins, where its last dash and its first key stand.
    private var lineStart = 0
    private var dashColumn: Int?
    private var keyColumn: Int?

    init(_ text: String) {
        bytes = Array(text.utf8)
        while position < bytes.count { line() }
    }

    private mutating func line() {
        lineStart = position
        (dashColumn, keyColumn) = (nil, nil)
        let end = endOfLine
        let indentation = bytes[position..<end].prefix { $0 == 0x20 }.count
        let isBlank = bytes[position..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
        if flowDepth == 0, let column = blockColumn ?? plainColumn {
            if isBlank || indentation > column {
                blank(to: end)
                position = min(end + 1, bytes.count)
                return
            }
            (blockColumn, plainColumn) = (nil, nil)
        }
        while position < bytes.count, !isBreak(bytes[position]) { token() }
        position = min(position + 1, bytes.count)
    }

    /// The next mark or scalar of the line; a quoted scalar may end on another one.
    private mutating func token() {
        let byte = bytes[position]
        switch byte {
        case 0x20, 0x09: position += 1
        case UInt8(ascii: "#"): blank(to: endOfLine)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            keyColumn = keyColumn ?? column
            quoted(by: byte)
        case UInt8(ascii: "["), UInt8(ascii: "{"): step(deeper: 1)
        case UInt8(ascii: "]"), UInt8(ascii: "}"): step(deeper: -1)
        case UInt8(ascii: ","): position += 1
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            guard isBlankAfter(position) || byte == UInt8(ascii: ":") && flowDepth > 0 else { return plain() }
            // An explicit value's colon stands where its key would.
            if keyColumn == nil { dashColumn = column }
            position += 1
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
            while position < bytes.count, !isBlankAfter(position - 1), !isFlowMark(bytes[position]) { position += 1 }
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            guard flowDepth == 0 else { return plain() }
            blockColumn = keyColumn ?? dashColumn ?? -1
            blank(to: endOfLine)
        default: plain()
        }
    }

    private mutating func plain() {
        keyColumn = keyColumn ?? column
        while position < bytes.count, !isBreak(bytes[position]) {
            let byte = bytes[position]
            if byte == UInt8(ascii: ":"), isBlankAfter(position) || isFlowMark(at: position + 1) { return }
            if flowDepth > 0, isFlowMark(byte) { return }
            if byte == UInt8(ascii: "#"), position > lineStart, bytes[position - 1] == 0x20 { break }
            bytes[position] = UInt8(ascii: "x")
            position += 1
        }
        // The lines that follow and stand further to the right go on with it.
        if flowDepth == 0 { plainColumn = hasValue ? keyColumn : dashColumn }
    }

    /// Whether the line has a key before the scalar that just ended.
    private var hasValue: Bool {
        guard let keyColumn else { return false }
        return zip(bytes[(lineStart + keyColumn)..<position], bytes[(lineStart + keyColumn)..<position].dropFirst())
            .contains { $0 == UInt8(ascii: ":") && ($1 == 0x20 || $1 == 0x09) }
    }

    private mutating func quoted(by quote: UInt8) {
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote {
                position += 1
                // Two of the single kind are one of the text.
                guard quote == UInt8(ascii: "'"), position < bytes.count, bytes[position] == quote else { return }
            }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                bytes[position] = UInt8(ascii: "x")
                position += 1
            }
            if position < bytes.count, !isBreak(bytes[position]) { bytes[position] = UInt8(ascii: "x") }
            position += 1
        }
        position = min(position, bytes.count)
    }

    private mutating func step(deeper: Int) {
        keyColumn = keyColumn ?? column
        flowDepth = max(0, flowDepth + deeper)
        position += 1
    }

    private mutating func blank(to end: Int) {
        for index in position..<end { bytes[index] = UInt8(ascii: "x") }
        position = end
    }

    private var column: Int { position - lineStart }

    private var endOfLine: Int { bytes[position...].firstIndex(where: isBreak) ?? bytes.count }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private func isBlankAfter(_ index: Int) -> Bool {
        index + 1 >= bytes.count || bytes[index + 1] == 0x20 || bytes[index + 1] == 0x09 || isBreak(bytes[index + 1])
    }

    private func isFlowMark(_ byte: UInt8) -> Bool { ",[]{}".utf8.contains(byte) }

    private func isFlowMark(at index: Int) -> Bool { flowDepth > 0 && index < bytes.count && isFlowMark(bytes[index]) }
}
