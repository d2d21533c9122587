import Foundation
import KubeModel

/// The rows of one kind: all that arrived, and those the person sees, sorted and filtered.
///
/// Order and filter are kept as changes come in. A single change costs a binary search; a batch costs one merge; moving
/// about costs nothing.
public struct ResourceTable: Sendable {
    public private(set) var rows: [ObjectKey: ResourceRow] = [:]
    /// The keys that pass namespace and filter, in the chosen order.
    public private(set) var visible: [ObjectKey] = []
    public private(set) var order = RowOrder()
    public private(set) var filter = RowFilter.none
    /// nil: all namespaces.
    public private(set) var namespace: String?
    /// The longest texts that any row ever had, in characters: columns are cut by these, so scrolling moves none of them.
    public private(set) var extents = RowExtents()
    private var totals: [String: StateTotals] = [:]
    /// During a list: which keys it has named so far, so that the others can go when it completes.
    private var listed: Set<ObjectKey>?

    public init() {}

    /// Whether a list is under way.
    public var isListing: Bool { listed != nil }

    public var namespaces: [String] { totals.filter { $0.value.all > 0 }.keys.sorted() }

    /// Totals of one namespace, or of all.
    public func totals(in namespace: String?) -> StateTotals {
        if let namespace { return totals[namespace] ?? StateTotals() }
        var sum = StateTotals()
        for part in totals.values { sum.add(part) }
        return sum
    }

    /// The place of a key among the visible rows, by binary search.
    public func index(of key: ObjectKey) -> Int? {
        guard let row = rows[key] else { return nil }
        let place = insertionIndex(of: row)
        return place < visible.count && visible[place] == key ? place : nil
    }

    /// The place of the worst visible row, the first of several; 0 where there is none. Cost: linear.
    public var worstIndex: Int {
        var worst: (index: Int, health: Health)?
        for (index, key) in visible.enumerated() {
            guard let health = rows[key]?.health else { continue }
            if worst.map({ health < $0.health }) ?? true { worst = (index, health) }
            if health == .failing { break }
        }
        return worst?.index ?? 0
    }

    public mutating func sort(by order: RowOrder) {
        guard order != self.order else { return }
        self.order = order
        rebuild()
    }

    public mutating func show(namespace: String?, filter: RowFilter) {
        guard namespace != self.namespace || filter != self.filter else { return }
        self.namespace = namespace
        self.filter = filter
        rebuild()
    }

    public mutating func beginList() { listed = [] }

    /// Ends a list.
    ///
    /// - Returns: The rows that the list no longer named; they are gone from the table.
    public mutating func completeList() -> [ResourceRow] {
        guard let listed else { return [] }
        self.listed = nil
        let gone = rows.values.filter { !listed.contains($0.key) }
        guard !gone.isEmpty else { return [] }
        for row in gone { drop(row) }
        rebuild()
        return gone
    }

    public mutating func removeAll() {
        rows = [:]
        visible = []
        totals = [:]
        extents = RowExtents()
        listed = nil
    }

    /// Applies changes in their order. Large batches are merged at once.
    public mutating func apply(_ changes: [RowChange]) {
        if changes.count < 64 {
            for change in changes { apply(change) }
        } else {
            merge(changes)
        }
    }

    private mutating func apply(_ change: RowChange) {
        let row = change.row
        if let old = rows[row.key] {
            if passes(old) { removeVisible(old) }
            drop(old)
        }
        guard change.kind != .deleted else {
            listed?.remove(row.key)
            return
        }
        keep(row)
        if passes(row) { visible.insert(row.key, at: insertionIndex(of: row)) }
    }

    private mutating func merge(_ changes: [RowChange]) {
        var last: [ObjectKey: RowChange] = [:]
        last.reserveCapacity(changes.count)
        for change in changes { last[change.row.key] = change }
        let isFresh = last.keys.allSatisfy { rows[$0] == nil }
        if !isFresh { visible.removeAll { last[$0] != nil } }
        for (key, change) in last {
            if let old = rows[key] { drop(old) }
            if change.kind == .deleted { listed?.remove(key) } else { keep(change.row) }
        }
        let fresh = last.values.filter { $0.kind != .deleted && passes($0.row) }.map(\.row)
            .sorted(by: order.precedes)
        mergeVisible(fresh)
    }

    private mutating func mergeVisible(_ fresh: [ResourceRow]) {
        guard !fresh.isEmpty else { return }
        if let end = visible.last.flatMap({ rows[$0] }), order.precedes(end, fresh[0]) {
            visible.append(contentsOf: fresh.map(\.key))
            return
        }
        var merged: [ObjectKey] = []
        merged.reserveCapacity(visible.count + fresh.count)
        var next = 0
        for row in fresh {
            // Every run of old keys that stands before the fresh one moves as one block.
            let end = insertionIndex(of: row, from: next)
            merged.append(contentsOf: visible[next..<end])
            merged.append(row.key)
            next = end
        }
        merged.append(contentsOf: visible[next...])
        visible = merged
    }

    private func passes(_ row: ResourceRow) -> Bool {
        (namespace == nil || row.key.namespace == namespace) && (filter.isEmpty || filter.matches(row))
    }

    private mutating func keep(_ row: ResourceRow) {
        rows[row.key] = row
        extents.cover(row)
        totals[row.key.namespace ?? "", default: StateTotals()].add(row.health, 1)
        listed?.insert(row.key)
    }

    private mutating func drop(_ row: ResourceRow) {
        rows[row.key] = nil
        totals[row.key.namespace ?? "", default: StateTotals()].add(row.health, -1)
    }

    private mutating func removeVisible(_ row: ResourceRow) {
        let place = insertionIndex(of: row)
        if place < visible.count, visible[place] == row.key { visible.remove(at: place) }
    }

    private func insertionIndex(of row: ResourceRow, from start: Int = 0) -> Int {
        var low = start, high = visible.count
        while low < high {
            let middle = (low + high) / 2
            guard let other = rows[visible[middle]] else { return low }
            if order.precedes(other, row) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func rebuild() {
        visible = rows.values.filter(passes).sorted(by: order.precedes).map(\.key)
    }
}

/// The longest text of each column, in characters.
public struct RowExtents: Hashable, Sendable {
    public private(set) var namespace = 0
    public private(set) var name = 0
    public private(set) var columns: [Int] = []

    public init() {}

    mutating func cover(_ row: ResourceRow) {
        namespace = max(namespace, row.key.namespace?.count ?? 0)
        name = max(name, row.key.name.count)
        while columns.count < row.columns.count { columns.append(0) }
        for index in row.columns.indices { columns[index] = max(columns[index], row.columns[index].count) }
    }
}
