/// Checks JSON and copies it without the blanks between its parts, so that it stands on one line as a watch sends it.
///
/// One pass; nothing is built. It takes what ``JSONParser`` takes, and gives back the same texts and numbers.
public struct JSONCompactor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let out: UnsafeMutableBufferPointer<UInt8>
    private var position = 0
    private var count = 0

    private struct Broken: Error {}

    /// - Returns: nil where the bytes are not exactly one JSON value.
    public static func compact(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var isWhole = false
        let compact = [UInt8](unsafeUninitializedCapacity: bytes.count) { out, count in
            var compactor = JSONCompactor(bytes: bytes, out: out)
            isWhole = compactor.run()
            count = isWhole ? compactor.count : 0
        }
        return isWhole ? compact : nil
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, out: UnsafeMutableBufferPointer<UInt8>) {
        self.bytes = bytes
        self.out = out
    }

    private mutating func run() -> Bool {
        do throws(Broken) { try value(depth: 0) } catch { return false }
        skipSpace()
        return position == bytes.count
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private func current() throws(Broken) -> UInt8 {
        guard position < bytes.count else { throw Broken() }
        return bytes[position]
    }

    /// Copies the byte that is next; never more than there are, so that there is room.
    private mutating func take() {
        out[count] = bytes[position]
        count += 1
        position += 1
    }

    private mutating func copy(_ end: Int) {
        let length = end - position
        _ = out[count..<count + length].update(fromContentsOf: bytes[position..<end])
        count += length
        position = end
    }

    private mutating func value(depth: Int) throws(Broken) {
        guard depth < JSONParser.depthLimit else { throw Broken() }
        skipSpace()
        switch try current() {
        case UInt8(ascii: "{"): try container(until: UInt8(ascii: "}"), isObject: true, depth: depth)
        case UInt8(ascii: "["): try container(until: UInt8(ascii: "]"), isObject: false, depth: depth)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw Broken()
        }
    }

    private mutating func container(until end: UInt8, isObject: Bool, depth: Int) throws(Broken) {
        take()
        skipSpace()
        if try current() == end { return take() }
        while true {
            if isObject {
                skipSpace()
                guard try current() == UInt8(ascii: "\"") else { throw Broken() }
                try string()
                skipSpace()
                guard try current() == UInt8(ascii: ":") else { throw Broken() }
                take()
            }
            try value(depth: depth + 1)
            skipSpace()
            let next = try current()
            take()
            if next == end { return }
            guard next == UInt8(ascii: ",") else { throw Broken() }
        }
    }

    private mutating func string() throws(Broken) {
        guard let end = JSONText.endOfString(bytes, from: position) else { throw Broken() }
        var odd: UInt8 = 0
        for byte in bytes[position + 1..<end - 1] { odd |= byte < 0x20 || byte == UInt8(ascii: "\\") ? 1 : 0 }
        if odd != 0, JSONText.decodeString(bytes, position..<end) == nil { throw Broken() }
        copy(end)
    }

    private mutating func word(_ word: StaticString) throws(Broken) {
        for index in 0..<word.utf8CodeUnitCount {
            guard try current() == word.utf8Start[index] else { throw Broken() }
            take()
        }
    }

    private mutating func number() throws(Broken) {
        var end = position
        while end < bytes.count, JSONText.isNumberByte(bytes[end]) { end += 1 }
        guard JSONText.isNumber(bytes[position..<end]) else { throw Broken() }
        copy(end)
    }
}
