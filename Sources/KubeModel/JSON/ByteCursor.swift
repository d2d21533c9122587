import Foundation

/// Walks JSON bytes without building anything. Trusts nothing: broken input ends a walk, never the process.
struct ByteCursor {
    let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    @inline(__always)
    func skipSpace(_ position: Int) -> Int {
        var position = position
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
        return position
    }

    /// The position just after the value that begins at `start`; nil when it is cut off.
    func endOfValue(_ start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "\""): return JSONText.endOfString(bytes, from: start)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return endOfContainer(start)
        default:
            var position = start
            while position < bytes.count, !Self.endsScalar(bytes[position]) { position += 1 }
            return position > start ? position : nil
        }
    }

    @inline(__always)
    private static func endsScalar(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte <= 0x20
    }

    private func endOfContainer(_ start: Int) -> Int? {
        var position = start, depth = 0
        while true {
            position = WordScan.structure(bytes, from: position)
            guard position < bytes.count else { return nil }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let end = JSONText.endOfString(bytes, from: position) else { return nil }
                position = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            default:
                depth -= 1
                if depth == 0 { return position + 1 }
            }
            position += 1
        }
    }

    /// Goes through the members of the object at `start` in order. `visit` gets the key without quotes and where its value
    /// begins, and says where that ends: so nothing is walked twice.
    ///
    /// - Returns: Where the object ends; nil where it is cut off, or `visit` says nil.
    @inline(__always)
    func walk(at start: Int, _ visit: (Range<Int>, Int) -> Int?) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return endOfValue(start) }
        var position = skipSpace(start + 1)
        if position < bytes.count, bytes[position] == UInt8(ascii: "}") { return position + 1 }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\""), let keyEnd = JSONText.endOfString(bytes, from: position) else {
                return nil
            }
            let key = (position + 1)..<(keyEnd - 1)
            position = skipSpace(keyEnd)
            guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
            guard let valueEnd = visit(key, skipSpace(position + 1)) else { return nil }
            position = skipSpace(valueEnd)
            guard position < bytes.count else { return nil }
            if bytes[position] == UInt8(ascii: "}") { return position + 1 }
            guard bytes[position] == UInt8(ascii: ",") else { return nil }
            position = skipSpace(position + 1)
        }
        return nil
    }

    /// The same for the elements of an array.
    @inline(__always)
    func walkElements(at start: Int, _ visit: (Int) -> Int?) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return endOfValue(start) }
        var position = skipSpace(start + 1)
        if position < bytes.count, bytes[position] == UInt8(ascii: "]") { return position + 1 }
        while position < bytes.count {
            guard let end = visit(position) else { return nil }
            position = skipSpace(end)
            guard position < bytes.count else { return nil }
            if bytes[position] == UInt8(ascii: "]") { return position + 1 }
            guard bytes[position] == UInt8(ascii: ",") else { return nil }
            position = skipSpace(position + 1)
        }
        return nil
    }

    /// Visits the members of the object at `start` in order: key without quotes, value. Stops when `visit` returns false.
    ///
    /// - Returns: Whether the object was walked to its end, or left by `visit`.
    @discardableResult
    func members(at start: Int, _ visit: (Range<Int>, Range<Int>) -> Bool) -> Bool {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return false }
        var position = skipSpace(start + 1)
        if position < bytes.count, bytes[position] == UInt8(ascii: "}") { return true }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\""), let keyEnd = JSONText.endOfString(bytes, from: position) else {
                return false
            }
            let key = (position + 1)..<(keyEnd - 1)
            position = skipSpace(keyEnd)
            guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return false }
            let valueStart = skipSpace(position + 1)
            guard let valueEnd = endOfValue(valueStart) else { return false }
            if !visit(key, valueStart..<valueEnd) { return true }
            position = skipSpace(valueEnd)
            guard position < bytes.count else { return false }
            if bytes[position] == UInt8(ascii: "}") { return true }
            guard bytes[position] == UInt8(ascii: ",") else { return false }
            position = skipSpace(position + 1)
        }
        return false
    }

    /// Visits the elements of the array at `start` in order, until `visit` returns false.
    func elements(at start: Int, _ visit: (Range<Int>) -> Bool) {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return }
        var position = skipSpace(start + 1)
        while position < bytes.count, bytes[position] != UInt8(ascii: "]") {
            guard let end = endOfValue(position) else { return }
            if !visit(position..<end) { return }
            position = skipSpace(end)
            guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return }
            position = skipSpace(position + 1)
        }
    }

    @inline(__always)
    func equals(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return memcmp(base + range.lowerBound, word.utf8Start, range.count) == 0
    }

    /// Whether the value there is a text.
    @inline(__always)
    func isText(_ range: Range<Int>) -> Bool { range.count >= 2 && bytes[range.lowerBound] == UInt8(ascii: "\"") }

    /// Whether a text is written as it is, without escapes: the first quote or backslash behind its first quote is its last one.
    @inline(__always)
    func isPlain(_ text: Range<Int>) -> Bool { WordScan.quoteOrEscape(bytes, from: text.lowerBound + 1) == text.upperBound - 1 }

    /// The text of a string value; nil for anything else.
    func string(_ range: Range<Int>) -> String? {
        guard isText(range) else { return nil }
        return JSONText.decodeString(bytes, range)
    }

    /// Appends the bytes of a string value, without what escapes them; nothing for anything else.
    func append(text range: Range<Int>, to sink: inout ByteSink) {
        guard isText(range) else { return }
        if isPlain(range) { return sink.append(bytes, range.lowerBound + 1..<range.upperBound - 1) }
        sink.append(Array((JSONText.decodeString(bytes, range) ?? "").utf8))
    }

    func integer(_ range: Range<Int>) -> Int? {
        guard range.count <= 20, !range.isEmpty else { return nil }
        if range.count < 19, bytes[range].allSatisfy({ $0 &- 0x30 < 10 }) {
            return bytes[range].reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) }
        }
        return Int(String(decoding: bytes[range], as: UTF8.self))
    }
}
