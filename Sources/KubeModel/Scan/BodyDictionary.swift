/// Bytes that many objects of a kind share, to pack the others against.
///
/// Objects of one kind repeat each other's keys, labels and words: against the first few of them a policy of 1.8 kB packs
/// into about 0.3 kB, which is what lets ten thousand of them fit where one would expect three thousand.
final class BodyDictionary: Sendable {
    /// Where a run of bytes may be copied from; longer than this it gains nothing.
    static let sizeLimit = 24_576
    static let hashBits = 13
    static let minimumMatch = 6

    let bytes: [UInt8]
    /// Position of the latest run of four bytes with a hash, plus one; 0 for none.
    let table: [UInt16]

    init(_ samples: [[UInt8]]) {
        var joined: [UInt8] = []
        for sample in samples { joined.append(contentsOf: sample.prefix(Self.sizeLimit - joined.count)) }
        var table = [UInt16](repeating: 0, count: 1 << Self.hashBits)
        joined.withUnsafeBufferPointer { buffer in
            guard buffer.count >= 4 else { return }
            for position in 0...(buffer.count - 4) { table[Self.hash(Self.word(buffer, position))] = UInt16(position + 1) }
        }
        bytes = joined
        self.table = table
    }

    /// The four bytes at a position.
    @inline(__always)
    static func word(_ buffer: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt32 {
        UInt32(littleEndian: UnsafeRawBufferPointer(buffer).loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }

    @inline(__always)
    static func hash(_ word: UInt32) -> Int { Int((word &* 2_654_435_761) >> (32 - UInt32(hashBits))) }
}
