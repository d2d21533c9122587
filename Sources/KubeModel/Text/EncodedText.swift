/// Why bytes are no text that can be read.
public enum EncodedTextError: Error, Equatable, CustomStringConvertible {
    case wide, cutOff, unmarked, binary

    public var description: String {
        switch self {
        case .wide: "UTF-32"
        case .cutOff: "UTF-16 that is cut off"
        case .unmarked: "UTF-16 without a byte order mark"
        case .binary: "no text but binary data"
        }
    }
}

/// The text of a file, whatever wrote it: UTF-8 with or without a mark, or UTF-16 with one, as PowerShell writes.
public enum EncodedText {
    /// - Returns: UTF-8 without a mark; the same bytes where they are that already.
    public static func utf8(_ bytes: [UInt8]) throws(EncodedTextError) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { throw .wide }
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        if isLittle || bytes.starts(with: [0xFE, 0xFF]) {
            guard bytes.count.isMultiple(of: 2) else { throw .cutOff }
            let units = stride(from: 2, to: bytes.count, by: 2).map { at in
                isLittle ? UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 : UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])
            }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }
        // No manifest and no kubeconfig has a zero in it; every other byte of an English text in UTF-16 is one.
        guard bytes.prefix(4096).contains(0) else { return bytes }
        throw bytes.count > 1 && (bytes[0] == 0) != (bytes[1] == 0) ? .unmarked : .binary
    }

    /// Where the first bytes stand that are no UTF-8; nil where all are.
    public static func firstFault(in bytes: [UInt8]) -> TextPlace? {
        var decoder = UTF8(), rest = bytes.makeIterator(), offset = 0
        while true {
            switch decoder.decode(&rest) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return nil
            case .error: return TextLines(bytes).place(of: offset)
            }
        }
    }
}
