import Foundation

/// A text to look for, whatever its case, in text that was lowered by ``lowered(_:)``.
///
/// The cost is one pass over what is searched, whatever the two are made of (Knuth, Morris and Pratt): looking for
/// `aaab` in a line of a megabyte of `a` takes no longer than anything else.
struct ByteSearch: Hashable, Sendable {
    let wanted: [UInt8]
    /// How much of the text is still matched where the byte behind so many does not fit.
    private let fallback: [Int]

    init(_ text: String) {
        wanted = Self.lowered(text)
        var fallback = [Int](repeating: 0, count: wanted.count + 1)
        var matched = 0
        for place in wanted.indices.dropFirst() {
            while matched > 0, wanted[place] != wanted[matched] { matched = fallback[matched] }
            if wanted[place] == wanted[matched] { matched += 1 }
            fallback[place + 1] = matched
        }
        self.fallback = fallback
    }

    var isEmpty: Bool { wanted.isEmpty }

    /// Where it begins first, at or behind `start`; nil: nowhere before `end`.
    func first(in bytes: [UInt8], from start: Int = 0, to end: Int? = nil) -> Int? {
        let end = end ?? bytes.count
        guard let first = wanted.first, end - start >= wanted.count else { return wanted.isEmpty ? start : nil }
        return bytes.withUnsafeBufferPointer { bytes in
            wanted.withUnsafeBufferPointer { wanted in
                fallback.withUnsafeBufferPointer { fallback in
                    var place = start, matched = 0
                    while place < end {
                        if matched == 0 {
                            // Most bytes are passed at the speed of the C library.
                            guard let base = bytes.baseAddress,
                                let hit = memchr(base + place, Int32(first), end - place)
                            else { return nil }
                            place = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit)) + 1
                            matched = 1
                        } else if bytes[place] == wanted[matched] {
                            place += 1
                            matched += 1
                        } else {
                            matched = fallback[matched]
                        }
                        if matched == wanted.count { return place - matched }
                    }
                    return nil
                }
            }
        }
    }

    /// Composed, so that the two spellings of one letter are one; nearly all text is ASCII and has no such spellings.
    static func lowered(_ text: String) -> [UInt8] {
        var isASCII = true
        let bytes = text.utf8.map { byte -> UInt8 in
            if byte >= 0x80 { isASCII = false }
            return (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        }
        return isASCII ? bytes : Array(text.precomposedStringWithCanonicalMapping.lowercased().utf8)
    }
}
