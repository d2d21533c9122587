/// How far one word is from another.
public enum WordDistance {
    /// The fewest letters to insert, leave out, replace, or swap with their neighbour. Cost: the length of one word; the product of both where they
    /// are not plain ASCII. No more than 64 letters of each count.
    public static func between(_ left: String, _ right: String) -> Int {
        if let word = WordPattern(left), right.utf8.allSatisfy({ $0 < 0x80 }) { return word.distance(to: right) }
        return distance(Array(left.prefix(64)), Array(right.prefix(64)))
    }

    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var before: [Int] = [], last = Array(0...b.count)
        for i in a.indices {
            var line = [i + 1]
            for j in b.indices {
                var cost = min(last[j + 1] + 1, line[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                line.append(cost)
            }
            (before, last) = (last, line)
        }
        return last[b.count]
    }
}

/// A word that many others are compared with, in ASCII: a whole column of the table of distances in one number, bit by bit (Hyyrö 2003).
public struct WordPattern: Sendable {
    /// Where each letter stands in the word, a bit for a place.
    private var places = [UInt64](repeating: 0, count: 128)
    private let count: Int
    /// Which letters it has.
    private let letters: UInt64

    /// - Returns: nil where the word is not plain ASCII.
    public init?(_ word: some StringProtocol) {
        var count = 0
        for byte in word.utf8.prefix(64) {
            guard byte < 0x80 else { return nil }
            places[Int(byte)] |= 1 << UInt64(count)
            count += 1
        }
        self.count = count
        letters = Self.letters(word.utf8.prefix(64))
    }

    /// Which letters a word has, for ``leastDistance(to:)``.
    public static func letters(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 | 1 << UInt64($1 & 63) } }

    /// What the distance is at least: a change takes one letter away and brings another one at most. Cost: next to nothing.
    ///
    /// - Parameter others: The letters of the other word.
    public func leastDistance(to others: UInt64) -> Int { ((letters ^ others).nonzeroBitCount + 1) / 2 }

    /// As ``WordDistance/between(_:_:)``; a letter is a byte.
    public func distance(to word: some StringProtocol) -> Int {
        var word = String(word)
        return word.withUTF8 { distance(to: $0) }
    }

    /// - Parameter bytes: Another word.
    public func distance(to bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard count > 0 else { return min(bytes.count, 64) }
        // Where the column goes up and down from row to row; where the diagonal stays; the letter before.
        var up = ~UInt64(0), down: UInt64 = 0, diagonal: UInt64 = 0, before: UInt64 = 0, distance = count
        let end: UInt64 = 1 << UInt64(count - 1)
        for byte in bytes.prefix(64) {
            let here = byte < 0x80 ? places[Int(byte)] : 0
            let swapped = ((~diagonal & here) << 1) & before
            diagonal = (((here & up) &+ up) ^ up) | here | down | swapped
            let rises = down | ~(diagonal | up), falls = diagonal & up
            if rises & end != 0 { distance += 1 }
            if falls & end != 0 { distance -= 1 }
            let shifted = rises << 1 | 1
            (up, down) = (falls << 1 | ~(diagonal | shifted), shifted & diagonal)
            before = here
        }
        return distance
    }
}
