/// A set of Unicode characters, as ranges of their numbers, ascending, none beside another.
struct CharacterRanges: Equatable, Sendable {
    let ranges: [ClosedRange<UInt32>]

    /// - Parameter ranges: In any order; they may overlap.
    init(_ ranges: [ClosedRange<UInt32>]) {
        var found: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = found.last, range.lowerBound <= last.upperBound + 1 else {
                found.append(range)
                continue
            }
            found[found.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        }
        self.ranges = found
    }

    /// Every other character.
    var complement: CharacterRanges {
        var found: [ClosedRange<UInt32>] = [], next: UInt32 = 0
        // The halves of UTF-16 are none.
        for range in CharacterRanges(ranges + [0xD800...0xDFFF]).ranges {
            if range.lowerBound > next { found.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { found.append(next...0x10FFFF) }
        return CharacterRanges(found)
    }

    /// Adds the small letter of each capital.
    mutating func addSmallLetters() { self = CharacterRanges(ranges + others { $0.changesWhenLowercased ? $0.lowercaseMapping : nil }) }

    /// Adds the capital of each small letter, and the other way round.
    mutating func addCases() {
        self = CharacterRanges(
            ranges + others { $0.changesWhenLowercased ? $0.lowercaseMapping : nil } + others { $0.changesWhenUppercased ? $0.uppercaseMapping : nil })
    }

    private func others(_ text: (Unicode.Scalar.Properties) -> String?) -> [ClosedRange<UInt32>] {
        ranges.joined().compactMap { value in
            guard let scalar = Unicode.Scalar(value), let scalars = text(scalar.properties)?.unicodeScalars, scalars.count == 1 else { return nil }
            return scalars.first.map { $0.value...$0.value }
        }
    }

    // MARK: As bytes

    /// Bytes of UTF-8 that may come at a place of a character.
    struct Step: Equatable {
        var bytes: [UInt8]
        /// The step for the bytes behind them; nil: the character ends.
        var next: Int?
        /// Another step for the same place; nil: there is none.
        var beside: Int?
    }

    /// How the characters are written in UTF-8. Each step stands behind those that it names; the last one is where a character begins. Steps for the
    /// same bytes are one: all letters are about 500.
    var steps: [Step] {
        var builder = StepBuilder()
        return builder.steps(of: ranges)
    }

    private struct StepBuilder {
        private struct Tail: Hashable {
            var ranges: [ClosedRange<UInt32>]
            /// How many bytes.
            var count: Int
        }

        private var steps: [Step] = []
        private var known: [Tail: Int] = [:]

        mutating func steps(of ranges: [ClosedRange<UInt32>]) -> [Step] {
            var heads: [(bytes: [UInt8], next: Int?)] = []
            let ascii = Self.clip(ranges, to: 0...0x7F).flatMap { $0 }.map { UInt8($0) }
            if !ascii.isEmpty { heads.append((ascii, nil)) }
            for (all, mark, count) in [(0x80...0x7FF, 0xC0, 1), (0x800...0xFFFF, 0xE0, 2), (0x10000...0x10FFFF, 0xF0, 3)] as [(ClosedRange<UInt32>, UInt32, Int)] {
                heads += branches(Self.clip(ranges, to: all), mark, count)
            }
            _ = add(heads)
            return steps
        }

        /// Those bytes that go on alike, by what comes behind them.
        private mutating func branches(_ ranges: [ClosedRange<UInt32>], _ mark: UInt32, _ count: Int) -> [(bytes: [UInt8], next: Int?)] {
            let size = UInt32(1) << UInt32(6 * count)
            var found: [(bytes: [UInt8], next: Int?)] = []
            let digits = Set(ranges.flatMap { Array($0.lowerBound / size...$0.upperBound / size) }).sorted()
            for digit in digits {
                let start = digit * size, below = Self.clip(ranges, to: start...start + size - 1).map { $0.lowerBound - start...$0.upperBound - start }
                let next = tail(Tail(ranges: below, count: count)), byte = UInt8(mark + digit)
                if let place = found.firstIndex(where: { $0.next == next }) { found[place].bytes.append(byte) } else { found.append(([byte], next)) }
            }
            return found
        }

        private mutating func tail(_ tail: Tail) -> Int? {
            if let step = known[tail] { return step }
            let step: Int?
            if tail.count == 1 {
                step = add([(tail.ranges.flatMap { $0 }.map { UInt8(0x80 + $0) }, nil)])
            } else {
                step = add(branches(tail.ranges, 0x80, tail.count - 1))
            }
            known[tail] = step
            return step
        }

        /// - Returns: The last of these steps, which leads to the others.
        private mutating func add(_ branches: [(bytes: [UInt8], next: Int?)]) -> Int? {
            var beside: Int?
            for branch in branches {
                steps.append(Step(bytes: branch.bytes, next: branch.next, beside: beside))
                beside = steps.count - 1
            }
            return beside
        }

        private static func clip(_ ranges: [ClosedRange<UInt32>], to bounds: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
            ranges.compactMap { $0.overlaps(bounds) ? $0.clamped(to: bounds) : nil }
        }
    }
}
