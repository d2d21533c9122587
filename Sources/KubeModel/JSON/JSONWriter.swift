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

    private static func write(_ value: JSONValue, indent: Int?, to out: inout [UInt8]) {
        switch value {
        case .null: out.append(contentsOf: Array("null".utf8))
        case .bool(let flag): out.append(contentsOf: Array((flag ? "true" : "false").utf8))
        case .number(let text): out.append(contentsOf: Array(text.utf8))
        case .string(let text): writeString(text, to: &out)
        case .array(let elements):
            writeList(elements, "[", "]", indent: indent, to: &out) { write($0, indent: $1, to: &$2) }
        case .object(let members):
            writeList(Array(members), "{", "}", indent: indent, to: &out) { member, indent, out in
                writeString(member.0, to: &out)
                out.append(UInt8(ascii: ":"))
                if indent != nil { out.append(0x20) }
                write(member.1, indent: indent, to: &out)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], _ open: Character, _ close: Character, indent: Int?, to out: inout [UInt8],
        _ element: (Element, Int?, inout [UInt8]) -> Void
    ) {
        out.append(contentsOf: Array(String(open).utf8))
        for (index, item) in elements.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            if let indent { newline(indent + 1, to: &out) }
            element(item, indent.map { $0 + 1 }, &out)
        }
        if let indent, !elements.isEmpty { newline(indent, to: &out) }
        out.append(contentsOf: Array(String(close).utf8))
    }

    private static func newline(_ indent: Int, to out: inout [UInt8]) {
        out.append(0x0A)
        out.append(contentsOf: repeatElement(0x20, count: indent * 4))
    }

    static func writeString(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\"")])
            case "\\": out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\\")])
            case "\n": out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            case "\r": out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
            case "\t": out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
            case let hidden where SafeText.isUnsafe(hidden):
                // Escaped, the text may be printed anywhere.
                for unit in String(hidden).utf16 {
                    let digits = String(unit, radix: 16)
                    out.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
                }
            default: out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
