/// The bytes of one object, kept small: plain, or as what differs from the dictionary of its kind.
///
/// Packing walks the bytes once, unpacking copies them once (about 1 µs for each kB). The format lives in memory only.
struct PackedBytes: Sendable {
    private enum Storage: Sendable {
        case plain([UInt8])
        case packed([UInt8], BodyDictionary)
    }

    private var storage: Storage

    init(_ bytes: [UInt8]) { storage = .plain(bytes) }

    /// Packs; keeps the plain bytes where packing would not save a quarter.
    init(_ bytes: [UInt8], with dictionary: BodyDictionary) {
        let packed = bytes.withUnsafeBufferPointer { Self.pack($0, dictionary) }
        storage = packed.map { .packed($0, dictionary) } ?? .plain(bytes)
    }

    var bytes: [UInt8] {
        Work.count(.unpacking)
        return switch storage {
        case .plain(let bytes): bytes
        case .packed(let packed, let dictionary): Self.unpack(packed, dictionary)
        }
    }

    // The format: the size of the whole, then, again and again, the number of literal bytes, these bytes, and where the
    // whole has not ended, length and position of a run to copy. Positions count through the dictionary.

    /// - Returns: nil where that would not save a quarter.
    private static func pack(_ bytes: UnsafeBufferPointer<UInt8>, _ dictionary: BodyDictionary) -> [UInt8]? {
        var out = ByteSink(capacity: bytes.count / 4 + 16)
        out.append(number: bytes.count)
        dictionary.bytes.withUnsafeBufferPointer { source in
            dictionary.table.withUnsafeBufferPointer { table in
                var position = 0, literals = 0
                while position + 4 <= bytes.count {
                    let word = BodyDictionary.word(bytes, position), candidate = Int(table[BodyDictionary.hash(word)]) - 1
                    // Every run of the table has four bytes.
                    guard candidate >= 0, BodyDictionary.word(source, candidate) == word,
                        case let length = matching(bytes, position, source, candidate), length >= BodyDictionary.minimumMatch
                    else {
                        position += 1
                        continue
                    }
                    out.append(number: position - literals)
                    out.append(bytes, literals..<position)
                    out.append(number: length)
                    out.append(number: candidate)
                    position += length
                    literals = position
                }
                if literals < bytes.count {
                    out.append(number: bytes.count - literals)
                    out.append(bytes, literals..<bytes.count)
                }
            }
        }
        // What is kept for long should not keep the room it grew into.
        return out.count * 4 < bytes.count * 3 ? out.withBytes { Array($0) } : nil
    }

    /// How long a run of at least four bytes is alike.
    @inline(__always)
    private static func matching(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ source: UnsafeBufferPointer<UInt8>, _ candidate: Int
    ) -> Int {
        let most = min(bytes.count - position, source.count - candidate)
        let here = UnsafeRawBufferPointer(bytes), there = UnsafeRawBufferPointer(source)
        var length = 4
        // Eight bytes at a time, most of which are alike.
        while length + 8 <= most {
            let one = here.loadUnaligned(fromByteOffset: position + length, as: UInt64.self)
            let other = there.loadUnaligned(fromByteOffset: candidate + length, as: UInt64.self)
            guard one == other else { return length + (one ^ other).littleEndian.trailingZeroBitCount / 8 }
            length += 8
        }
        while length < most, bytes[position + length] == source[candidate + length] { length += 1 }
        return length
    }

    private static func unpack(_ packed: [UInt8], _ dictionary: BodyDictionary) -> [UInt8] {
        var position = 0
        func number() -> Int {
            var value = 0, shift = 0
            while true {
                let byte = packed[position]
                position += 1
                value |= Int(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
        }
        let size = number()
        var out: [UInt8] = []
        out.reserveCapacity(size)
        while out.count < size {
            let literals = number()
            out.append(contentsOf: packed[position..<(position + literals)])
            position += literals
            guard out.count < size else { break }
            let length = number(), start = number()
            out.append(contentsOf: dictionary.bytes[start..<(start + length)])
        }
        return out
    }
}
