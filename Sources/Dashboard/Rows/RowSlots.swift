import KubeModel

/// The rows of a kind by number, and beside them what lists ask of every row again and again.
///
/// A row keeps its number for as long as it is there; numbers are used again. Putting a row, or taking one out, costs one
/// look-up by key, whatever else there is.
struct RowSlots: Sendable {
    typealias Slot = Int32

    private var rows: [ResourceRow] = []
    private var numbers = KeyTable()
    private var free: [Slot] = []
    /// By number. What a number stood for that is free is of no meaning.
    private var healths: [Health] = []
    private var spaces: [Slot] = []
    private var nameHeads: [TextHead] = []
    private var marks: [UInt32] = []
    private var texts = FoldedTexts()
    private var spaceNumbers: [String: Slot] = [:]
    private var totals: [(space: String, sum: StateTotals)] = []
    private var mark: UInt32 = 0
    private(set) var extents = RowExtents()

    var count: Int { numbers.count }
    /// How many numbers are in use, or were.
    var capacity: Int { rows.count }

    subscript(key: ObjectKey) -> ResourceRow? { slot(of: key).map { rows[Int($0)] } }

    func slot(of key: ObjectKey) -> Slot? { numbers.slot(of: key) { rows[Int($0)].key } }

    /// The row of a number that is in use.
    @inline(__always)
    func row(_ slot: Slot) -> ResourceRow {
        Work.count(.visit)
        return rows[Int(slot)]
    }

    func key(_ slot: Slot) -> ObjectKey { row(slot).key }

    func health(_ slot: Slot) -> Health {
        Work.count(.visit)
        return healths[Int(slot)]
    }

    func nameHead(_ slot: Slot) -> TextHead {
        Work.count(.visit)
        return nameHeads[Int(slot)]
    }

    /// Whether a row stands in a namespace, by the number of that.
    func isIn(_ space: Slot, _ slot: Slot) -> Bool {
        Work.count(.visit)
        return spaces[Int(slot)] == space
    }

    /// The number of a namespace; nil for one that no row ever stood in.
    func space(_ namespace: String) -> Slot? { spaceNumbers[namespace] }

    func isIn(where passes: (String) -> Bool, _ slot: Slot) -> Bool { passes(totals[Int(spaces[Int(slot)])].space) }

    /// Whether what a row shows has a text in it.
    func shows(_ pattern: TextPattern, _ slot: Slot) -> Bool {
        Work.count(.visit)
        guard texts.contains(pattern, slot) else { return false }
        return !pattern.needsSecondLook || RowTexts.of(rows[Int(slot)]).contains { pattern.isFound(in: $0.text, mark: $0.mark) }
    }

    /// The namespaces that rows stand in, sorted.
    var namespaces: [String] { totals.filter { $0.sum.all > 0 }.map(\.space).sorted() }

    /// Totals of one namespace, or of all. Cost: the number of namespaces.
    func totals(in namespace: String?) -> StateTotals {
        if let namespace { return spaceNumbers[namespace].map { totals[Int($0)].sum } ?? StateTotals() }
        var sum = StateTotals()
        for part in totals { sum.add(part.sum) }
        return sum
    }

    /// - Returns: Its number, and the row that had its key before.
    mutating func put(_ row: ResourceRow) -> (slot: Slot, old: ResourceRow?) {
        extents.cover(row)
        if let slot = slot(of: row.key) {
            let index = Int(slot), old = rows[index]
            // A list that is read anew brings most rows as they are. What is held stays: what came in goes at once, while it is
            // young, and the heap does not grow by one list after the other.
            guard !old.isSameVersion(as: row) || old != row else {
                marks[index] = mark
                return (slot, old)
            }
            if !RowTexts.areAlike(old, row) { texts.put(row, slot) }
            totals[Int(spaces[index])].sum.add(old.health, -1)
            totals[Int(spaces[index])].sum.add(row.health, 1)
            rows[index] = row
            healths[index] = row.health
            marks[index] = mark
            return (slot, old)
        }
        let space = number(of: row.key.namespace ?? "")
        let slot = free.popLast() ?? grow(row)
        let index = Int(slot)
        numbers.insert(slot, for: row.key)
        rows[index] = row
        healths[index] = row.health
        nameHeads[index] = TextHead(row.key.name)
        spaces[index] = space
        marks[index] = mark
        totals[Int(space)].sum.add(row.health, 1)
        texts.put(row, slot)
        return (slot, nil)
    }

    /// - Returns: Its number, which stays unused until it is given to ``recycle(_:)``, and the row; nil where there is none.
    mutating func remove(_ key: ObjectKey) -> (slot: Slot, old: ResourceRow)? {
        guard let slot = slot(of: key) else { return nil }
        numbers.remove(slot, of: key)
        let index = Int(slot), old = rows[index]
        totals[Int(spaces[index])].sum.add(old.health, -1)
        texts.remove(slot)
        rows[index] = .none
        return (slot, old)
    }

    /// Numbers that stand in no list any more.
    mutating func recycle(_ numbers: [Slot]) { free += numbers }

    mutating func removeAll() { self = RowSlots() }

    /// From now on rows that are put count as named by a list.
    mutating func beginMarking() { mark += 1 }

    /// The rows that were not put since ``beginMarking()``. Cost: linear.
    var unmarked: [ResourceRow] {
        numbers.count == 0 ? [] : rows.indices.filter { marks[$0] != mark && slot(of: rows[$0].key) == Slot($0) }.map { rows[$0] }
    }

    private mutating func grow(_ row: ResourceRow) -> Slot {
        rows.append(row)
        healths.append(.none)
        spaces.append(0)
        marks.append(0)
        nameHeads.append(TextHead(""))
        return Slot(rows.count - 1)
    }

    private mutating func number(of space: String) -> Slot {
        if let known = spaceNumbers[space] { return known }
        let number = Slot(totals.count)
        spaceNumbers[space] = number
        totals.append((space, StateTotals()))
        return number
    }
}

// MARK: Runs of numbers in an order

extension RowSlots {
    /// Where a row stands, or would, by binary search.
    func place(of row: ResourceRow, in list: [Slot], _ order: RowOrder, from start: Int = 0) -> Int {
        var low = start, high = list.count
        while low < high {
            let middle = (low + high) / 2
            if order.precedes(self.row(list[middle]), row) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A few of them; many at once are for ``RowSorting``.
    func sorted(_ numbers: [Slot], by order: RowOrder) -> [Slot] {
        numbers.sorted { order.precedes(row($0), row($1)) }
    }

    /// Puts sorted numbers into a sorted list: every run of old ones that stands before a fresh one moves as one block.
    func merge(_ fresh: [Slot], into list: inout [Slot], _ order: RowOrder) {
        guard let first = fresh.first, let end = list.last, order.precedes(row(first), row(end)) else {
            return list.append(contentsOf: fresh)
        }
        var merged: [Slot] = []
        merged.reserveCapacity(list.count + fresh.count)
        var next = 0
        for slot in fresh {
            let end = place(of: row(slot), in: list, order, from: next)
            merged.append(contentsOf: list[next..<end])
            merged.append(slot)
            next = end
        }
        merged.append(contentsOf: list[next...])
        list = merged
    }
}

/// The longest text of each column, in characters.
public struct RowExtents: Hashable, Sendable {
    public private(set) var namespace = 0
    public private(set) var name = 0
    public private(set) var columns: [Int] = []

    public init() {}

    mutating func cover(_ row: ResourceRow) {
        Self.cover(row.key.namespace ?? "", &namespace)
        Self.cover(row.key.name, &name)
        while columns.count < row.columns.count { columns.append(0) }
        for index in row.columns.indices { Self.cover(row.columns[index], &columns[index]) }
    }

    /// Counts only where it may matter: there are never more characters than bytes.
    private static func cover(_ text: String, _ extent: inout Int) {
        if text.utf8.count > extent { extent = max(extent, text.count) }
    }
}
