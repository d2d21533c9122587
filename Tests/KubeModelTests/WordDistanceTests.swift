import Testing

@testable import KubeModel

@Suite struct WordDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("", "cart", 4), ("cart", "", 4), ("cart", "cart", 0), ("cart", "crat", 1), ("cart", "carts", 1), ("cart", "art", 1), ("cart", "card", 1),
        ("cart", "trac", 3), ("söhne", "sohne", 1), ("ca", "abc", 3),
    ])
    func theFewestLettersAreCounted(left: String, right: String, distance: Int) {
        #expect(WordDistance.between(left, right) == distance)
        #expect(WordDistance.between(right, left) == distance)
    }

    @Test(arguments: 0..<20) func wordsOfAnyLengthAreAsFarApartAsTheWholeTableSays(seed: UInt64) {
        var random = RandomWords(state: seed)
        for _ in 0..<100 {
            let left = random.word(), right = random.next(3) == 0 ? random.changed(left) : random.word()
            let table = WordDistance.distance(Array(left.prefix(64)), Array(right.prefix(64)))
            #expect(WordDistance.between(left, right) == table, "\(left) \(right)")
            let least = WordPattern(left)?.leastDistance(to: WordPattern.letters(right.utf8.prefix(64))) ?? 99
            #expect(least <= table, "\(left) \(right)")
        }
    }

    /// Words of few letters, so that they have much in common; some are longer than what counts.
    private struct RandomWords {
        var state: UInt64

        mutating func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }

        private mutating func letter() -> Character { Array("abcd-09")[next(7)] }

        mutating func word() -> String { String((0..<next(next(5) == 0 ? 80 : 12)).map { _ in letter() }) }

        mutating func changed(_ word: String) -> String {
            var letters = Array(word)
            for _ in 0...next(3) {
                let place = next(letters.count + 1)
                switch next(3) {
                case 0: letters.insert(letter(), at: place)
                case 1 where place < letters.count: letters.remove(at: place)
                default: if place + 1 < letters.count { letters.swapAt(place, place + 1) }
                }
            }
            return String(letters)
        }
    }
}
