/// Reads values of DER one after the other, never past the end of what it was given.
struct DERReader {
    enum Tag {
        static let integer: UInt8 = 0x02, bitString: UInt8 = 0x03, octetString: UInt8 = 0x04, identifier: UInt8 = 0x06
        static let utcTime: UInt8 = 0x17, generalizedTime: UInt8 = 0x18, sequence: UInt8 = 0x30, set: UInt8 = 0x31
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

    /// The tag of what comes next; nil at the end.
    var tag: UInt8? { rest.first }

    /// The content of what comes next.
    ///
    /// - Parameter tag: What it must be; nil: anything.
    /// - Returns: nil, and nothing is read, where it is something else, cut off, or of a form that DER has not.
    mutating func next(_ tag: UInt8? = nil) -> ArraySlice<UInt8>? {
        guard rest.count >= 2, let own = rest.first, own & 0x1F != 0x1F, tag == nil || tag == own else { return nil }
        let first = Int(rest[rest.startIndex + 1])
        var length = first, start = rest.startIndex + 2
        if first >= 0x80 {
            let count = first & 0x7F
            guard (1...4).contains(count), rest.count >= 2 + count else { return nil }
            length = rest[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        guard length <= rest.endIndex - start else { return nil }
        let content = rest[start..<(start + length)]
        rest = rest[(start + length)...]
        return content
    }

    /// The same as a reader of its content.
    mutating func enter(_ tag: UInt8 = Tag.sequence) -> DERReader? { next(tag).map { DERReader($0) } }

    /// A number without the zeros in front.
    mutating func number() -> [UInt8]? { next(Tag.integer).map { Array($0.drop { $0 == 0 }) } }

    /// The bytes of a string of bits that is made of whole bytes.
    mutating func bits() -> ArraySlice<UInt8>? {
        guard let content = next(Tag.bitString), content.first == 0 else { return nil }
        return content.dropFirst()
    }
}
