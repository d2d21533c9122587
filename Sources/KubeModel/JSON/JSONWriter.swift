/// Writes a tree as JSON: compact as an API server sends it, or indented for people.
public enum JSONWriter {
    public static func bytes(_ value: JSONValue) -> [UInt8] {
        var out: [UInt8] = []
        write(value, indent: nil, to: &out)
        return out
    }

    public static func text(_ value: JSONValue) -> String { String(decoding: bytes(value), as: UTF8.self) }

    /// Indented by four spaces a level, as `kubectl get -o json` prints it, without a newline at the end.
    public static func pretty(_ value: JSONValue) -> String {
        var out: [UInt8] = []
        write(value, indent: 0, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Indented by two spaces a level, where what fits a line stands in one. With a newline at the end.
    public static func folded(_ value: JSONValue) -> [UInt8] {
        var out: [UInt8] = []
        writeFolded(value, 0, to: &out)
        out.append(0x0A)
        return out
    }

    private static let lineLength = 140

    private static func writeFolded(_ value: JSONValue, _ indent: Int, to out: inout [UInt8]) {
        let start = out.count
        if writeLine(value, to: &out, until: start + lineLength - indent) { return }
        out.removeLast(out.count - start)
        func begin(_ isFirst: Bool) {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            out.append(0x0A)
            out.append(contentsOf: repeatElement(0x20, count: indent + 2))
        }
        func end(_ sign: Unicode.Scalar) {
            out.append(0x0A)
            out.append(contentsOf: repeatElement(0x20, count: indent))
            out.append(UInt8(ascii: sign))
        }
        switch value {
        case .array(let elements) where !elements.isEmpty:
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                begin(index == 0)
                writeFolded(element, indent + 2, to: &out)
            }
            end("]")
        case .object(let members) where !members.isEmpty:
            out.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, value) in members {
                begin(isFirst)
                isFirst = false
                writeString(key, to: &out)
                out.append(contentsOf: ": ".utf8)
                writeFolded(value, indent + 2, to: &out)
            }
            end("}")
        default: write(value, indent: nil, to: &out)
        }
    }

    /// - Returns: false as soon as it is longer than what is left of the line.
    private static func writeLine(_ value: JSONValue, to out: inout [UInt8], until end: Int) -> Bool {
        switch value {
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(contentsOf: ", ".utf8) }
                guard writeLine(element, to: &out, until: end) else { return false }
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, value) in members {
                if !isFirst { out.append(contentsOf: ", ".utf8) }
                isFirst = false
                writeString(key, to: &out)
                out.append(contentsOf: ": ".utf8)
                guard writeLine(value, to: &out, until: end) else { return false }
            }
            out.append(UInt8(ascii: "}"))
        default: write(value, indent: nil, to: &out)
        }
        return out.count <= end
    }

    private static func write(_ value: JSONValue, indent: Int?, to out: inout [UInt8]) {
        switch value {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
        case .number(let text): out.append(contentsOf: text.utf8)
        case .string(let text): writeString(text, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                begin(isFirst: isFirst, indent, to: &out)
                isFirst = false
                write(element, indent: indent.map { $0 + 1 }, to: &out)
            }
            if !isFirst { newline(indent, to: &out) }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, value) in members {
                begin(isFirst: isFirst, indent, to: &out)
                isFirst = false
                writeString(key, to: &out)
                out.append(UInt8(ascii: ":"))
                if indent != nil { out.append(0x20) }
                write(value, indent: indent.map { $0 + 1 }, to: &out)
            }
            if !isFirst { newline(indent, to: &out) }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func begin(isFirst: Bool, _ indent: Int?, to out: inout [UInt8]) {
        if !isFirst { out.append(UInt8(ascii: ",")) }
        newline(indent.map { $0 + 1 }, to: &out)
    }

    private static func newline(_ indent: Int?, to out: inout [UInt8]) {
        guard let indent else { return }
        out.append(0x0A)
        out.append(contentsOf: repeatElement(0x20, count: indent * 4))
    }

    /// Nearly every text is ASCII without anything to escape, and is copied at once.
    static func writeString(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var text = text
        let isPlain = text.withUTF8 { bytes in
            var special: UInt8 = 0
            for byte in bytes {
                special |= (byte &- 0x20 > 0x5E || byte == 0x22 || byte == 0x5C) ? 1 : 0
            }
            if special == 0 { out.append(contentsOf: bytes) }
            return special == 0
        }
        if !isPlain { writeScalars(text, to: &out) }
        out.append(UInt8(ascii: "\""))
    }

    private static func writeScalars(_ text: String, to out: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out.append(contentsOf: "\\\"".utf8)
            case "\\": out.append(contentsOf: "\\\\".utf8)
            case "\n": out.append(contentsOf: "\\n".utf8)
            case "\r": out.append(contentsOf: "\\r".utf8)
            case "\t": out.append(contentsOf: "\\t".utf8)
            case let hidden where SafeText.isUnsafe(hidden):
                // Escaped, the text may be printed anywhere.
                for unit in String(hidden).utf16 {
                    let digits = String(unit, radix: 16)
                    out.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
                }
            default: if let bytes = UTF8.encode(scalar) { out.append(contentsOf: bytes) }
            }
        }
    }
}
