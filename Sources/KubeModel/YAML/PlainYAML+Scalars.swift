/// Values that are no collections.
extension PlainYAML {
    /// The scalar at the cursor, with the lines in which it goes on.
    ///
    /// - Parameter parent: The column of the mapping or sequence that it stands in: lines indented deeper belong to it.
    mutating func scalar(parent: Int) throws(Unusual) {
        let first = lines.bytes[lines.position]
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard lines.rest.elementsEqual("{}".utf8) || lines.rest.elementsEqual("[]".utf8) else { throw Unusual() }
            out.append(contentsOf: lines.rest)
        case UInt8(ascii: "\""): try doubleQuoted(parent: parent)
        case UInt8(ascii: "'"): try singleQuoted(parent: parent)
        case UInt8(ascii: "|"): return try literal(parent: parent)
        default:
            guard YAMLLineCursor.beginsPlain(lines.bytes, lines.position, lines.end) else { throw Unusual() }
            try plain(parent: parent)
        }
        try lines.advance()
    }

    // MARK: Unquoted

    private mutating func plain(parent: Int) throws(Unusual) {
        let start = lines.position, end = lines.end
        try checkPlain(start, end)
        guard let more = continuation(parent) else { return try resolve(lines.bytes[start..<end]) }
        var text = Array(lines.bytes[start..<end])
        var line: Continuation? = more
        while let found = line {
            fold(found.breaks, into: &text)
            try checkPlain(found.line.start, found.line.end)
            guard lines.bytes[found.line.start] != UInt8(ascii: "#") else { throw Unusual() }
            text.append(contentsOf: lines.bytes[found.line.start..<found.line.end])
            lines.take(found.line)
            line = continuation(parent)
        }
        try resolve(text)
    }

    /// Throws where something in it could be a key or a comment.
    private func checkPlain(_ start: Int, _ end: Int) throws(Unusual) {
        let bytes = lines.bytes
        var index = start
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: ":"): if index + 1 == end || bytes[index + 1] == 0x20 { throw Unusual() }
            case UInt8(ascii: "#"): if index > start, bytes[index - 1] == 0x20 { throw Unusual() }
            case 0x09: throw Unusual()
            default: break
            }
            index += 1
        }
    }

    private mutating func resolve(_ text: some Collection<UInt8>) throws(Unusual) {
        guard let first = text.first, Self.maySayMore(first) else { return append(text: text) }
        switch PlainScalar.value(String(decoding: text, as: UTF8.self)) {
        case .string: append(text: text)
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
        case .number(let digits):
            guard JSONText.isNumber(Array(digits.utf8)) else { throw Unusual() }
            out.append(contentsOf: digits.utf8)
        case .array, .object: throw Unusual()
        }
    }

    /// Whether an unquoted scalar that begins with this byte may be something else than a text.
    private static func maySayMore(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "~"),
            UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"),
            UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "o"), UInt8(ascii: "O"):
            true
        default: false
        }
    }

    // MARK: Lines that go on

    private struct Continuation {
        var line: YAMLLineCursor.RawLine
        /// Line ends before it.
        var breaks: Int
    }

    /// The line in which a scalar goes on; nil where the next one that is not blank is not indented deeper than `parent`.
    private func continuation(_ parent: Int) -> Continuation? {
        var place = lines.next, breaks = 1
        while place < lines.bytes.count {
            let line = lines.rawLine(at: place)
            if !line.isBlank {
                guard line.indent > parent else { return nil }
                return Continuation(line: line, breaks: breaks)
            }
            breaks += 1
            place = line.next
        }
        return nil
    }

    /// One line end is a space, more are as many line ends less one.
    private func fold(_ breaks: Int, into text: inout [UInt8]) {
        text.append(contentsOf: breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: breaks - 1))
    }

    // MARK: Quoted

    private mutating func singleQuoted(parent: Int) throws(Unusual) {
        var text: [UInt8] = []
        let bytes = lines.bytes
        var index = lines.position + 1, end = lines.end
        while true {
            while index < end {
                if bytes[index] == UInt8(ascii: "'") {
                    if index + 1 < end, bytes[index + 1] == UInt8(ascii: "'") {
                        index += 1
                    } else {
                        guard index + 1 == end else { throw Unusual() }
                        return append(text: text)
                    }
                }
                guard bytes[index] != 0x09 else { throw Unusual() }
                text.append(bytes[index])
                index += 1
            }
            (index, end) = try nextQuotedLine(parent, &text)
        }
    }

    private mutating func doubleQuoted(parent: Int) throws(Unusual) {
        let bytes = lines.bytes
        var index = lines.position + 1, end = lines.end
        // What is escaped is escaped in JSON just so: it is copied.
        var text: [UInt8] = []
        while true {
            while index < end {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    guard index + 1 == end else { throw Unusual() }
                    out.append(UInt8(ascii: "\""))
                    for byte in text {
                        if byte == 0x0A { out.append(contentsOf: "\\n".utf8) } else { out.append(byte) }
                    }
                    out.append(UInt8(ascii: "\""))
                    return
                case UInt8(ascii: "\\"):
                    guard index + 1 < end, "\"\\/ntrbf".utf8.contains(bytes[index + 1]) else { throw Unusual() }
                    text.append(bytes[index])
                    text.append(bytes[index + 1])
                    index += 2
                case 0x09: throw Unusual()
                default:
                    text.append(bytes[index])
                    index += 1
                }
            }
            (index, end) = try nextQuotedLine(parent, &text)
        }
    }

    /// Where the next line of a quoted scalar begins and ends.
    private mutating func nextQuotedLine(_ parent: Int, _ text: inout [UInt8]) throws(Unusual) -> (Int, Int) {
        guard let found = continuation(parent) else { throw Unusual() }
        fold(found.breaks, into: &text)
        lines.take(found.line)
        return (found.line.start, found.line.end)
    }

    // MARK: Literal

    private mutating func literal(parent: Int) throws(Unusual) {
        let header = lines.rest
        let keepsLast = header.elementsEqual("|".utf8), keepsAll = header.elementsEqual("|+".utf8)
        guard keepsLast || keepsAll || header.elementsEqual("|-".utf8) else { throw Unusual() }
        guard let indent = try literalIndent(parent) else { throw Unusual() }
        out.append(UInt8(ascii: "\""))
        var breaks = 0
        while lines.next < lines.bytes.count {
            let line = lines.rawLine()
            let hasContent = !line.isBlank || line.indent > indent
            if hasContent, line.indent < indent {
                guard line.indent <= parent else { throw Unusual() }
                break
            }
            lines.take(line)
            guard hasContent else {
                breaks += 1
                continue
            }
            for _ in 0..<breaks { out.append(contentsOf: "\\n".utf8) }
            // A last line without its end: readers differ.
            guard lines.bytes[line.next - 1] == 0x0A else { throw Unusual() }
            appendInner(lines.bytes[line.first + indent..<line.next - 1])
            breaks = 1
        }
        let kept = keepsAll ? breaks : keepsLast ? min(1, breaks) : 0
        for _ in 0..<kept { out.append(contentsOf: "\\n".utf8) }
        out.append(UInt8(ascii: "\""))
        try lines.advance()
    }

    /// How far the first line of a literal text is indented; nil for an empty one.
    private func literalIndent(_ parent: Int) throws(Unusual) -> Int? {
        var place = lines.next, deepest = 0
        while place < lines.bytes.count {
            let line = lines.rawLine(at: place)
            guard line.isBlank else {
                guard line.indent > parent, deepest <= line.indent else { throw Unusual() }
                return line.indent
            }
            deepest = max(deepest, line.indent)
            place = line.next
        }
        return nil
    }
}
