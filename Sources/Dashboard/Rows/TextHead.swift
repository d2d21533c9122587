/// The beginning of a text as two numbers that compare as the text does: the texts themselves are far apart in memory.
struct TextHead: Sendable {
    /// Eight bytes, and seven more above a byte of flags.
    private var head: UInt64 = 0, neck: UInt64 = 0

    private static let isLonger: UInt64 = 1, isOther: UInt64 = 2
    private static let width = 15

    init(_ text: String) {
        var count = 0
        for byte in text.utf8 {
            if byte >= 0x80 { neck |= Self.isOther }
            if count < 8 {
                head |= UInt64(byte) << UInt64(56 - count * 8)
            } else if count < Self.width {
                neck |= UInt64(byte) << UInt64(120 - count * 8)
            } else {
                neck |= Self.isLonger
                // Only what is told apart by its beginning is told apart by bytes.
                break
            }
            count += 1
        }
        if neck & Self.isLonger != 0, neck & Self.isOther == 0, !text.utf8.allSatisfy({ $0 < 0x80 }) { neck |= Self.isOther }
    }

    /// Which text is the lesser; nil where the beginnings do not tell. Only the order of ASCII is that of its bytes.
    @inline(__always)
    func precedes(_ other: TextHead) -> Bool? {
        guard (neck | other.neck) & Self.isOther == 0 else { return nil }
        if head != other.head { return head < other.head }
        let own = neck >> 8, theirs = other.neck >> 8
        return own == theirs ? nil : own < theirs
    }

    /// Whether it is all of the text, and in the order of bytes.
    var isWhole: Bool { neck & 0xFF == 0 }
}
