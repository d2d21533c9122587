/// Reads one JSON document into a tree. Strict (RFC 8259), bounded in depth, linear in the size of the input.
public struct JSONParser {
    /// Kubernetes objects nest about 20 deep; what nests deeper than this is an attack on the stack.
    public static let depthLimit = 500

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var hasDuplicates = false

    /// - Throws: ``JSONError`` with the offset in bytes of what was wrong.
    public static func parse(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONValue {
        let result: Result<JSONValue, JSONError>? = bytes.withContiguousStorageIfAvailable { parseBuffer($0) }
        return try (result ?? Array(bytes).withUnsafeBufferPointer { parseBuffer($0) }).get()
    }

    /// The same, and whether a key stands twice in one of its objects: of those the last one counts.
    public static func document(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> (value: JSONValue, hasDuplicates: Bool) {
        let result: Result<(JSONValue, Bool), JSONError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer)
            do throws(JSONError) { return .success((try parser.whole(), parser.hasDuplicates)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    public static func parse(_ text: String) throws(JSONError) -> JSONValue { try parse(Array(text.utf8)) }

    private static func parseBuffer(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONError> {
        var parser = JSONParser(bytes: buffer)
        do throws(JSONError) { return .success(try parser.whole()) } catch { return .failure(error) }
    }

    private mutating func whole() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw .trailingBytes(offset: position) }
        return value
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
    }

    private func current() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw .unexpectedEnd }
        return bytes[position]
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
        skipSpace()
        let byte = try current()
        switch byte {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw .unexpected(byte: byte, offset: position)
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        var members = JSONObject()
        position += 1
        skipSpace()
        if try current() == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipSpace()
            let quote = try current()
            guard quote == UInt8(ascii: "\"") else { throw .unexpected(byte: quote, offset: position) }
            let key = try string()
            skipSpace()
            let colon = try current()
            guard colon == UInt8(ascii: ":") else { throw .unexpected(byte: colon, offset: position) }
            position += 1
            let count = members.count
            members[key] = try value(depth: depth + 1)
            if members.count == count { hasDuplicates = true }
            skipSpace()
            let next = try current()
            position += 1
            if next == UInt8(ascii: "}") { return members }
            guard next == UInt8(ascii: ",") else { throw .unexpected(byte: next, offset: position - 1) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        skipSpace()
        if try current() == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            let next = try current()
            position += 1
            if next == UInt8(ascii: "]") { return elements }
            guard next == UInt8(ascii: ",") else { throw .unexpected(byte: next, offset: position - 1) }
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            let byte = try current()
            guard byte == word.utf8Start[index] else { throw .unexpected(byte: byte, offset: position) }
            position += 1
        }
        return value
    }

    private mutating func string() throws(JSONError) -> String {
        let start = position
        guard let end = JSONText.endOfString(bytes, from: start) else { throw .unexpectedEnd }
        position = end
        guard let text = JSONText.decodeString(bytes, start..<end) else { throw .invalidString(offset: start) }
        return text
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        while position < bytes.count, JSONText.isNumberByte(bytes[position]) { position += 1 }
        guard JSONText.isNumber(bytes[start..<position]) else { throw .invalidNumber(offset: start) }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }
}
