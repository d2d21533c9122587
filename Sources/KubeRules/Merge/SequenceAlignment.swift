/// Which elements of two lists are the same ones in the same order: a longest common subsequence, by Myers' algorithm.
///
/// The same lists always give the same pairs. Costs the length of the lists times the number of their differences; lists
/// with more than ``limit`` differences are alike only where they begin and end.
public struct SequenceAlignment: Sendable {
    public struct Pair: Equatable, Sendable {
        /// Indices of the two elements.
        public var old: Int
        public var new: Int

        public init(old: Int, new: Int) { (self.old, self.new) = (old, new) }
    }

    /// Ascending in both.
    public private(set) var pairs: [Pair] = []

    /// Differences beyond this are not searched for: it bounds time and memory (a few megabytes).
    private static let limit = 800

    /// - Parameters: Elements as numbers: equal numbers for equal elements.
    public init(_ old: [Int], _ new: [Int]) {
        let shorter = min(old.count, new.count)
        let head = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
        let tail = (0..<(shorter - head)).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] } ?? shorter - head
        pairs = (0..<head).map { Pair(old: $0, new: $0) }
        let middle = Self.pairs(Array(old[head..<(old.count - tail)]), Array(new[head..<(new.count - tail)]))
        pairs += middle.map { Pair(old: $0.old + head, new: $0.new + head) }
        pairs += (0..<tail).map { Pair(old: old.count - tail + $0, new: new.count - tail + $0) }
    }

    /// The farthest place that is reached on each diagonal, for each number of differences.
    private struct Reach {
        var depth: Int
        var places: [Int]

        subscript(diagonal: Int) -> Int { places[diagonal + depth] }
        /// Whether the way to a diagonal comes from the one above: an element of the new list was added.
        func comesFromAbove(_ diagonal: Int, at depth: Int) -> Bool {
            diagonal == -depth || diagonal != depth && self[diagonal - 1] < self[diagonal + 1]
        }
    }

    private static func pairs(_ old: [Int], _ new: [Int]) -> [Pair] {
        guard !old.isEmpty, !new.isEmpty else { return [] }
        // Before the first difference all begin on the diagonal below, so that it is walked from its very start.
        var reached = [Reach(depth: 1, places: [0, 0, 0])]
        for depth in 0...min(old.count + new.count, limit) {
            let before = reached[depth]
            var next = Reach(depth: depth + 1, places: Array(repeating: -1, count: 2 * depth + 3))
            for diagonal in stride(from: -depth, through: depth, by: 2) {
                var place = before.comesFromAbove(diagonal, at: depth) ? before[diagonal + 1] : before[diagonal - 1] + 1
                while place < old.count, place - diagonal < new.count, old[place] == new[place - diagonal] { place += 1 }
                next.places[diagonal + next.depth] = place
                if place >= old.count, place - diagonal >= new.count {
                    return way(reached, old.count, new.count, depth)
                }
            }
            reached.append(next)
        }
        return []
    }

    /// Goes back from the end.
    private static func way(_ reached: [Reach], _ oldCount: Int, _ newCount: Int, _ depth: Int) -> [Pair] {
        var found: [Pair] = []
        var (old, new) = (oldCount, newCount)
        for depth in stride(from: depth, through: 0, by: -1) {
            let before = reached[depth], diagonal = old - new
            let isAdded = before.comesFromAbove(diagonal, at: depth)
            let start = depth == 0 ? 0 : isAdded ? before[diagonal + 1] : before[diagonal - 1] + 1
            while old > start, old > 0, new > 0 {
                (old, new) = (old - 1, new - 1)
                found.append(Pair(old: old, new: new))
            }
            guard depth > 0 else { break }
            if isAdded { new -= 1 } else { old -= 1 }
        }
        return found.reversed()
    }
}

/// Numbers for values: equal numbers for equal values.
public struct Numbering<Value: Hashable> {
    private var known: [Value: Int] = [:]

    public init() {}

    public mutating func numbers(_ values: some Sequence<Value>) -> [Int] {
        values.map { value in
            let number = known[value] ?? known.count
            known[value] = number
            return number
        }
    }
}
