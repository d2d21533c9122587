/// Why bytes are not one JSON document.
public enum JSONError: Error, Equatable, CustomStringConvertible {
    case unexpectedEnd
    case unexpected(byte: UInt8, offset: Int)
    case invalidNumber(offset: Int)
    case invalidString(offset: Int)
    case tooDeep(limit: Int)
    case trailingBytes(offset: Int)

    /// In bytes; nil where the text ends too early.
    public var offset: Int? {
        switch self {
        case .unexpectedEnd, .tooDeep: nil
        case .unexpected(_, let offset), .invalidNumber(let offset), .invalidString(let offset), .trailingBytes(let offset): offset
        }
    }

    /// What is wrong, without the place.
    public var problem: String {
        switch self {
        case .unexpectedEnd, .tooDeep: description
        case .unexpected(let byte, _): "unexpected \(Self.name(byte))"
        case .invalidNumber: "invalid number"
        case .invalidString: "invalid string"
        case .trailingBytes: "more text after the document"
        }
    }

    public var description: String {
        switch self {
        case .unexpectedEnd: "unexpected end of JSON input"
        case .unexpected(let byte, let offset): "unexpected \(Self.name(byte)) at byte \(offset)"
        case .invalidNumber(let offset): "invalid number at byte \(offset)"
        case .invalidString(let offset): "invalid string at byte \(offset)"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .trailingBytes(let offset): "more text after the document at byte \(offset)"
        }
    }

    private static func name(_ byte: UInt8) -> String {
        (0x20..<0x7F).contains(byte) ? "character '\(Character(UnicodeScalar(byte)))'" : "byte \(byte)"
    }
}
