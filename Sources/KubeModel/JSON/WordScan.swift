/// Looks for bytes eight at a time.
enum WordScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The first quote or backslash at or behind `start`; the end where there is none.
    @inline(__always)
    static func quoteOrEscape(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position + 8 <= bytes.count {
            let word = load(bytes, position)
            let hit = zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C))
            if hit != 0 { return position + hit.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5C { position += 1 }
        return min(position, bytes.count)
    }

    /// The first quote, bracket or brace at or behind `start`; the end where there is none.
    @inline(__always)
    static func structure(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        let near = min(bytes.count, start + 2)
        while position < near {
            if isStructure(bytes[position]) { return position }
            position += 1
        }
        while position + 8 <= bytes.count {
            let word = load(bytes, position)
            // One bit tells brackets from braces.
            let folded = word | (ones &* 0x20)
            let hit = zeros(word ^ (ones &* 0x22)) | zeros(folded ^ (ones &* 0x7B)) | zeros(folded ^ (ones &* 0x7D))
            if hit != 0 { return position + hit.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < bytes.count, !isStructure(bytes[position]) { position += 1 }
        return min(position, bytes.count)
    }

    @inline(__always)
    private static func isStructure(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte | 0x20 == 0x7B || byte | 0x20 == 0x7D
    }

    /// A bit at the top of each byte that is zero; above the lowest of them there may be others that mean nothing.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }

    @inline(__always)
    private static func load(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
}
