/// What became of a list: of each element, and what came to it.
///
/// Elements are the same where they are equal and in the same order; between those, where as many went as came, each is
/// the one of its place, changed. An element that went and came back elsewhere was moved, and is no such pair.
struct SequenceChange {
    enum Fate: Equatable {
        /// It stands there as it was, at this index.
        case kept(Int)
        /// Another stands in its place, at this index.
        case changed(Int)
        case gone

        var isChange: Bool { if case .kept = self { false } else { true } }
    }

    /// Of each element of the old list.
    private(set) var fates: [Fate]
    /// Indices in the new list of what came before each element of the old one, and at last of what came after all.
    private(set) var added: [[Int]]
    /// Indices of elements that went, and came back elsewhere.
    private(set) var moved: Set<Int> = []
    /// The old index of each element of the new list; nil but in ``asOrder``.
    private(set) var order: [Int]?
    private let old: [Int]
    private let new: [Int]

    /// - Parameters: Elements as numbers: equal numbers for equal elements.
    init(from old: [Int], to new: [Int]) {
        (self.old, self.new) = (old, new)
        fates = Array(repeating: .gone, count: old.count)
        added = Array(repeating: [], count: old.count + 1)
        let pairs = SequenceAlignment(old, new).pairs
        for pair in pairs { fates[pair.old] = .kept(pair.new) }
        let went = Set(old.indices.filter { fates[$0] == .gone }.map { old[$0] })
        let matched = Set(pairs.map(\.new))
        let travelling = went.intersection(new.indices.filter { !matched.contains($0) }.map { new[$0] })
        var (oldStart, newStart) = (0, 0)
        for end in pairs + [SequenceAlignment.Pair(old: old.count, new: new.count)] {
            pair(oldStart..<end.old, newStart..<end.new, apartFrom: travelling)
            (oldStart, newStart) = (end.old + 1, end.new + 1)
        }
        moved = Set(old.indices.filter { fates[$0] == .gone && travelling.contains(old[$0]) })
    }

    /// The same where the new list holds the elements of the old one in another order: every one kept at its new place.
    var asOrder: SequenceChange? {
        guard let order = Self.order(old, new) else { return nil }
        var change = self
        change.order = order
        for (place, index) in order.enumerated() { change.fates[index] = .kept(place) }
        change.added = Array(repeating: [], count: old.count + 1)
        change.moved = []
        return change
    }

    /// Whether both moved something and not alike, or one what the other changed or removed; or both added the same
    /// element in different places.
    func crosses(_ other: SequenceChange) -> Bool {
        if moved != other.moved {
            guard moved.isEmpty || other.moved.isEmpty else { return true }
            if moved.contains(where: { other.fates[$0].isChange }) { return true }
            if other.moved.contains(where: { fates[$0].isChange }) { return true }
        }
        let here = places, there = other.places
        return here.contains { number, places in there[number].map { $0 != places } ?? false }
    }

    /// Where what was added stands in the old list, by its number.
    private var places: [Int: [Int]] {
        var places: [Int: [Int]] = [:]
        for place in added.indices { for index in added[place] { places[new[index], default: []].append(place) } }
        return places
    }

    private mutating func pair(_ went: Range<Int>, _ came: Range<Int>, apartFrom travelling: Set<Int>) {
        let isAlike =
            went.count == came.count && !went.contains { travelling.contains(old[$0]) }
            && !came.contains { travelling.contains(new[$0]) }
        guard isAlike else {
            added[went.lowerBound] += Array(came)
            return
        }
        for (old, new) in zip(went, came) { fates[old] = .changed(new) }
    }

    private static func order(_ old: [Int], _ new: [Int]) -> [Int]? {
        guard old.count == new.count, old != new, old.sorted() == new.sorted() else { return nil }
        // Of equal ones the first stays the first.
        var places: [Int: [Int]] = [:]
        for index in old.indices.reversed() { places[old[index], default: []].append(index) }
        let order = new.compactMap { places[$0]?.popLast() }
        return order.count == new.count ? order : nil
    }
}
