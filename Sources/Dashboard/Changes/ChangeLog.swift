import Foundation
import KubeModel

/// What happened to any object since start, newest first. An entry costs the same, however many there are.
public struct ChangeLog: Sendable {
    /// Beyond it the oldest are dropped and counted.
    public static let limit = 10_000

    /// Oldest first; the serial of one is that of the first and its place.
    private var entries: [ChangeEntry] = []
    private var first = 0
    public private(set) var dropped = 0
    /// The serials of those that pass, oldest first; nil where all do.
    private var passing: [Int]?
    private var pass = Pass()

    /// What narrows the list.
    struct Pass: Hashable, Sendable {
        var namespace: String?
        var filter = RowFilter.none
        /// nil: since start.
        var since: Date?

        var isEmpty: Bool { namespace == nil && filter.isEmpty && since == nil }

        /// What stands in no namespace counts in each.
        func takes(_ entry: ChangeEntry) -> Bool {
            if let since, entry.arrived < since { return false }
            if let namespace, let own = entry.key.namespace, own != namespace { return false }
            return filter.isEmpty || filter.takes(entry)
        }
    }

    public init() {}

    /// How many there are, seen or not.
    public var count: Int { entries.count }
    var shown: Pass { pass }
    /// Since when they are shown; nil: since start.
    public var since: Date? { pass.since }

    mutating func add(_ new: [ChangeEntry]) {
        for var entry in new {
            entry.serial = first + entries.count
            entries.append(entry)
            if passing != nil, pass.takes(entry) { passing?.append(entry.serial) }
        }
        // A good many at once: what is left has to be moved.
        guard entries.count > Self.limit + Self.limit / 10 else { return }
        let excess = entries.count - Self.limit
        entries.removeFirst(excess)
        first += excess
        dropped += excess
        if let start = passing?.firstIndex(where: { $0 >= first }) { passing?.removeFirst(start) } else { passing = passing.map { _ in [] } }
    }

    /// The last time somebody changed what is wanted of an object. Cost: the way back to it.
    func lastWish(of id: ResourceID) -> ChangeEntry.Wish? {
        for entry in entries.reversed() where entry.id == id { if case .wish(let wish) = entry.deed { return wish } }
        return nil
    }

    /// Cost: as many as there are.
    mutating func show(_ pass: Pass) {
        guard pass != self.pass else { return }
        self.pass = pass
        passing = pass.isEmpty ? nil : entries.filter(pass.takes).map(\.serial)
    }

    /// Compares the versions of those that are on screen, as far as that was not done.
    mutating func compare(_ range: Range<Int>) {
        for index in range.clamped(to: 0..<visibleCount) {
            let place = id(at: index) - first
            guard case .wish(var wish) = entries[place].deed, wish.changes == nil else { continue }
            wish.compare()
            entries[place].deed = .wish(wish)
        }
    }
}

extension ChangeLog: RowList {
    public var visibleCount: Int { passing?.count ?? entries.count }
    /// The newest.
    var worstIndex: Int { 0 }

    func contains(_ id: Int) -> Bool { entries.indices.contains(id - first) }

    func index(of id: Int) -> Int? {
        guard contains(id) else { return nil }
        guard let passing else { return entries.count - 1 - (id - first) }
        var low = 0, high = passing.count
        while low < high {
            let middle = (low + high) / 2
            if passing[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < passing.count && passing[low] == id ? passing.count - 1 - low : nil
    }

    func id(at index: Int) -> Int {
        if let passing { return passing[passing.count - 1 - index] }
        return first + entries.count - 1 - index
    }

    /// The entry of a serial; nil where it was dropped.
    public func entry(_ serial: Int) -> ChangeEntry? { contains(serial) ? entries[serial - first] : nil }

    /// - Parameter index: Below ``visibleCount``.
    public func entry(at index: Int) -> ChangeEntry { entries[id(at: index) - first] }
}
