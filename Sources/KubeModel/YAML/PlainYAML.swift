/// Reads the plain part of YAML straight into compact JSON: block mappings and sequences, scalars of one or several lines,
/// literal texts. So kubectl writes, and mostly people too; it takes a twentieth of the time of a parser of everything.
///
/// What is unusual is left to ``YAMLReader``: anchors, tags, flow collections with anything in them, folded texts, comments
/// behind values, tabs, odd characters, and whatever may be a mistake. What is read here is read as it reads it.
public struct PlainYAML {
    struct Unusual: Error {}

    static let depthLimit = 100
    /// Keys are compared with all before them.
    static let keyLimit = 2_000

    var lines: YAMLLineCursor
    var out: [UInt8] = []

    /// - Parameter bytes: One document, perhaps with the `---` before it; UTF-8.
    /// - Returns: nil where something is unusual, or there is nothing.
    public static func json(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard YAMLLineCursor.isPlain(bytes) else { return nil }
        var reader = PlainYAML(lines: YAMLLineCursor(bytes))
        reader.out.reserveCapacity(bytes.count + bytes.count / 8)
        do throws(Unusual) { try reader.document() } catch { return nil }
        return reader.out
    }

    private mutating func document() throws(Unusual) {
        try lines.advance()
        if !lines.isAtEnd, lines.column == 0, lines.rest.starts(with: "---".utf8) {
            guard lines.rest.count == 3 else { throw Unusual() }
            try lines.advance()
        }
        guard !lines.isAtEnd else { throw Unusual() }
        try node(parent: -1, depth: 0)
        guard lines.isAtEnd else { throw Unusual() }
    }

    /// What begins at the cursor; afterwards that stands on the next line that says anything.
    private mutating func node(parent: Int, depth: Int) throws(Unusual) {
        guard depth < Self.depthLimit else { throw Unusual() }
        if lines.isAtDash { return try sequence(depth: depth) }
        if try lines.key() != nil { return try mapping(depth: depth) }
        guard parent >= 0 else { throw Unusual() }
        try scalar(parent: parent)
    }

    private mutating func sequence(depth: Int) throws(Unusual) {
        let column = lines.column
        var separator = UInt8(ascii: "[")
        while !lines.isAtEnd, lines.column == column, lines.isAtDash {
            out.append(separator)
            separator = UInt8(ascii: ",")
            lines.skipDash()
            if lines.isAtEndOfLine {
                try lines.advance()
                if lines.column > column { try node(parent: column, depth: depth + 1) } else { null() }
            } else {
                try node(parent: column, depth: depth + 1)
            }
        }
        guard lines.column <= column else { throw Unusual() }
        out.append(UInt8(ascii: "]"))
    }

    private mutating func mapping(depth: Int) throws(Unusual) {
        let column = lines.column
        var keys: [Range<Int>] = []
        var separator = UInt8(ascii: "{")
        while !lines.isAtEnd, lines.column == column {
            guard !lines.isAtDash, let key = try lines.key() else { throw Unusual() }
            out.append(separator)
            separator = UInt8(ascii: ",")
            try write(key: key, &keys)
            lines.skip(key)
            try member(column, depth)
        }
        guard lines.column <= column else { throw Unusual() }
        out.append(UInt8(ascii: "}"))
    }

    /// The value of a key whose mapping stands in `column`.
    private mutating func member(_ column: Int, _ depth: Int) throws(Unusual) {
        guard lines.isAtEndOfLine else { return try scalar(parent: column) }
        try lines.advance()
        if lines.column > column {
            try node(parent: column, depth: depth + 1)
        } else if !lines.isAtEnd, lines.column == column, lines.isAtDash {
            try sequence(depth: depth + 1)
        } else {
            null()
        }
    }

    private mutating func write(key: YAMLLineCursor.Key, _ keys: inout [Range<Int>]) throws(Unusual) {
        let start = out.count
        append(text: lines.bytes[key.text])
        let written = start..<out.count
        guard keys.count < Self.keyLimit else { throw Unusual() }
        for other in keys where other.count == written.count {
            if out[other].elementsEqual(out[written]) { throw Unusual() }
        }
        keys.append(written)
        out.append(UInt8(ascii: ":"))
    }

    private mutating func null() { out.append(contentsOf: "null".utf8) }

    /// A text in quotes, with what JSON escapes; it has no control characters but line ends and tabs.
    mutating func append(text: some Collection<UInt8>) {
        out.append(UInt8(ascii: "\""))
        appendInner(text)
        out.append(UInt8(ascii: "\""))
    }

    mutating func appendInner(_ text: some Collection<UInt8>) {
        let isPlain = text.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard !isPlain else { return out.append(contentsOf: text) }
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): out.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): out.append(contentsOf: "\\\\".utf8)
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            default: out.append(byte)
            }
        }
    }
}
