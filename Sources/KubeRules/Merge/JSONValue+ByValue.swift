import KubeModel

extension JSONValue {
    /// The same bytes for values that mean the same: members in any order, numbers in any spelling.
    var byValue: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .number(let text): bytes += DecimalText(text).description.utf8
        case .null, .bool, .string: bytes += JSONWriter.bytes(self)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for element in elements {
                element.write(to: &bytes)
                bytes.append(UInt8(ascii: ","))
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (key, value) in members.sorted(by: { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }) {
                bytes += JSONWriter.bytes(.string(key))
                bytes.append(UInt8(ascii: ":"))
                value.write(to: &bytes)
                bytes.append(UInt8(ascii: ","))
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}
