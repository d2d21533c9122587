import KubeModel

/// The rows of one kind: all that arrived, and those the person sees, sorted and filtered.
///
/// Rows have numbers (``RowSlots``), and lists are runs of numbers. A change that moves no row costs a look-up; one that
/// does costs a binary search and moves a few bytes a row; a batch costs one merge. Another filter, namespace or order costs
/// one walk over all rows; moving about costs nothing.
public struct ResourceTable: Sendable {
    typealias Slot = RowSlots.Slot

    private var slots = RowSlots()
    /// All of them by namespace and name.
    private var all: [Slot] = []
    /// In the list of the kind.
    private var own = RowView()
    /// In the list of everything; nil while that is not looked at.
    private var overall: RowView?
    /// Whether a list is under way.
    public private(set) var isListing = false

    public init() {}

    // MARK: What is there

    /// How many rows there are, shown or not.
    public var count: Int { slots.count }
    /// The first of all rows, in no order. Cost: their number.
    func keys(most: Int) -> [ObjectKey] { all.prefix(most).map { slots.key($0) } }
    public var isEmpty: Bool { count == 0 }
    public subscript(key: ObjectKey) -> ResourceRow? { slots[key] }
    /// The longest texts that any row ever had, in characters: columns are cut by these, so scrolling moves none of them.
    public var extents: RowExtents { slots.extents }
    public var namespaces: [String] { slots.namespaces }

    /// Totals of one namespace, or of all. Cost: the number of namespaces.
    public func totals(in namespace: String?) -> StateTotals { slots.totals(in: namespace) }

    // MARK: What is seen

    public var order: RowOrder { own.order }
    public var filter: RowFilter { own.filter }
    /// nil: all namespaces.
    public var namespace: String? { own.namespace }

    /// How many rows pass namespace and filter.
    public var visibleCount: Int { visible.count }

    /// The row at an index below ``visibleCount``.
    public func row(at index: Int) -> ResourceRow { slots.row(visible[index]) }

    public func key(at index: Int) -> ObjectKey { slots.key(visible[index]) }

    /// The place of a key among the visible rows, by binary search.
    public func index(of key: ObjectKey) -> Int? { place(of: key, in: visible, own.order) }

    /// The place of the worst visible row, the first of several; 0 where there is none. Costs no more than the way to a row
    /// that no other can be worse than.
    public var worstIndex: Int { worst(of: visible)?.index ?? 0 }

    public mutating func sort(by order: RowOrder) { own.sort(by: order, all, slots) }

    public mutating func show(namespace: String?, filter: RowFilter) {
        own.show(namespace: namespace, filter: filter, all, slots)
    }

    private var visible: [Slot] { own.visible(all) }

    private func place(of key: ObjectKey, in list: [Slot], _ order: RowOrder) -> Int? {
        guard let slot = slots.slot(of: key) else { return nil }
        let place = slots.place(of: slots.row(slot), in: list, order)
        return place < list.count && list[place] == slot ? place : nil
    }

    private func worst(of list: [Slot]) -> (index: Int, health: Health)? {
        let totals = slots.totals(in: namespace)
        let least = Health.allCases.first { totals[$0] > 0 }
        var worst: (index: Int, health: Health)?
        for (index, slot) in list.enumerated() {
            let health = slots.health(slot)
            if worst.map({ health < $0.health }) ?? true { worst = (index, health) }
            if health == least { break }
        }
        return worst
    }

    // MARK: What is seen in the list of everything

    /// Begins to keep what is seen of these rows in the list of everything.
    ///
    /// - Parameter kind: What that list calls their kind.
    mutating func showOverall(kind: String, namespace: String?, filter: RowFilter, order: RowOrder) {
        var view = overall ?? RowView(kind: kind)
        view.sort(by: order, all, slots)
        view.show(namespace: namespace, filter: filter, all, slots)
        overall = view
    }

    /// Nobody looks at the list of everything.
    mutating func hideOverall() { overall = nil }

    private var visibleOverall: [Slot] { overall?.visible(all) ?? [] }

    var overallCount: Int { visibleOverall.count }
    func overallRow(at index: Int) -> ResourceRow { slots.row(visibleOverall[index]) }
    func overallIndex(of key: ObjectKey) -> Int? { overall.flatMap { place(of: key, in: $0.visible(all), $0.order) } }
    var overallWorst: (index: Int, health: Health)? { worst(of: visibleOverall) }

    /// How many of them from `start` to `end` a claim is true of, which is true of none behind one that it is not true of.
    func overallCount(from start: Int, to end: Int, where isBefore: (ResourceRow) -> Bool) -> Int {
        let list = visibleOverall
        var low = start, high = end
        while low < high {
            let middle = (low + high) / 2
            if isBefore(slots.row(list[middle])) { low = middle + 1 } else { high = middle }
        }
        return low - start
    }

    // MARK: What changes

    public mutating func beginList() {
        isListing = true
        slots.beginMarking()
    }

    /// Ends a list. Cost: linear.
    ///
    /// - Returns: The rows that the list no longer named; they are gone from the table.
    public mutating func completeList() -> [ResourceRow] {
        guard isListing else { return [] }
        isListing = false
        let gone = slots.unmarked
        _ = apply(gone.map { (key: $0.key, row: nil) })
        return gone
    }

    public mutating func removeAll() {
        slots.removeAll()
        all = []
        own.removeAll()
        overall?.removeAll()
        isListing = false
    }

    /// Applies changes in their order. Large batches are merged at once.
    ///
    /// - Returns: For each change the row that it met; nil where there was none.
    @discardableResult
    public mutating func apply(_ changes: [RowChange]) -> [ResourceRow?] {
        apply(changes.map { (key: $0.row.key, row: $0.kind == .deleted ? nil : $0.row) })
    }

    /// - Parameter changes: nil for a row that is gone.
    private mutating func apply(_ changes: [(key: ObjectKey, row: ResourceRow?)]) -> [ResourceRow?] {
        guard changes.count >= 64 else { return changes.map { apply($0.key, $0.row) } }
        var merge = RowMerge(capacity: slots.capacity + changes.count)
        var met: [ResourceRow?] = []
        met.reserveCapacity(changes.count)
        for (key, row) in changes {
            guard let row else {
                let removed = slots.remove(key)
                if let removed { merge.remove(removed.slot) }
                met.append(removed?.old)
                continue
            }
            let (slot, old) = slots.put(row)
            if let old {
                // What neither moves nor can be hidden stays where it stands.
                let mayMove = own.mayMove(from: old, to: row), mayMoveOverall = overall?.mayMove(from: old, to: row) ?? false
                if mayMove || mayMoveOverall { merge.move(slot) }
            } else {
                merge.add(slot)
            }
            met.append(old)
        }
        if merge.addsOrRemoves {
            own.forgetOrder()
            overall?.forgetOrder()
        }
        merge.takeGone(from: &all)
        slots.merge(slots.sorted(merge.added, by: RowOrder()), into: &all, RowOrder())
        own.take(merge, slots)
        overall?.take(merge, slots)
        slots.recycle(merge.removed)
        return met
    }

    private mutating func apply(_ key: ObjectKey, _ row: ResourceRow?) -> ResourceRow? {
        guard let slot = slots.slot(of: key) else {
            guard let row else { return nil }
            let slot = slots.put(row).slot
            all.insert(slot, at: slots.place(of: row, in: all, RowOrder()))
            own.insert(slot, slots)
            overall?.insert(slot, slots)
            return nil
        }
        let old = slots.row(slot)
        let former = own.former(of: slot, becoming: row, slots), formerOverall = overall?.former(of: slot, becoming: row, slots)
        guard let row else {
            own.remove(former)
            if let formerOverall { overall?.remove(formerOverall) }
            all.remove(at: slots.place(of: old, in: all, RowOrder()))
            slots.recycle([slots.remove(key)?.slot].compactMap { $0 })
            return old
        }
        _ = slots.put(row)
        own.update(slot, from: former, slots)
        if let formerOverall { overall?.update(slot, from: formerOverall, slots) }
        return old
    }
}
