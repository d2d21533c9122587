import KubeModel

/// The rows of one kind: all that arrived, and those the person sees, sorted and filtered.
///
/// Rows have numbers (``RowSlots``), and both lists are runs of numbers. A change that moves no row costs a look-up; one that
/// does costs a binary search and moves a few bytes a row; a batch costs one merge. Another filter, namespace or order costs
/// one walk over all rows; moving about costs nothing.
public struct ResourceTable: Sendable {
    typealias Slot = RowSlots.Slot

    private var slots = RowSlots()
    /// All of them by namespace and name.
    private var all: [Slot] = []
    /// Those that pass namespace and filter, in the chosen order; empty where they are ``all``, as they stand.
    private var chosen: [Slot] = []
    /// All of them in the chosen order, where that is known: a filter that is left needs no sorting.
    private var ordered: [Slot]?
    public private(set) var order = RowOrder()
    public private(set) var filter = RowFilter.none
    /// nil: all namespaces.
    public private(set) var namespace: String?
    /// Whether a list is under way.
    public private(set) var isListing = false

    public init() {}

    // MARK: What is there

    /// How many rows there are, shown or not.
    public var count: Int { slots.count }
    public var isEmpty: Bool { count == 0 }
    public subscript(key: ObjectKey) -> ResourceRow? { slots[key] }
    /// The longest texts that any row ever had, in characters: columns are cut by these, so scrolling moves none of them.
    public var extents: RowExtents { slots.extents }
    public var namespaces: [String] { slots.namespaces }

    /// Totals of one namespace, or of all. Cost: the number of namespaces.
    public func totals(in namespace: String?) -> StateTotals { slots.totals(in: namespace) }

    // MARK: What is seen

    /// How many rows pass namespace and filter.
    public var visibleCount: Int { visible.count }

    /// The row at an index below ``visibleCount``.
    public func row(at index: Int) -> ResourceRow { slots.row(visible[index]) }

    public func key(at index: Int) -> ObjectKey { slots.key(visible[index]) }

    /// The place of a key among the visible rows, by binary search.
    public func index(of key: ObjectKey) -> Int? {
        guard let slot = slots.slot(of: key) else { return nil }
        let place = slots.place(of: slots.row(slot), in: visible, order)
        return place < visible.count && visible[place] == slot ? place : nil
    }

    /// The place of the worst visible row, the first of several; 0 where there is none. Costs no more than the way to a row
    /// that no other can be worse than.
    public var worstIndex: Int {
        let totals = slots.totals(in: namespace)
        let least = Health.allCases.first { totals[$0] > 0 }
        var worst: (index: Int, health: Health)?
        for (index, slot) in visible.enumerated() {
            let health = slots.health(slot)
            if worst.map({ health < $0.health }) ?? true { worst = (index, health) }
            if health == least { break }
        }
        return worst?.index ?? 0
    }

    public mutating func sort(by order: RowOrder) {
        guard order != self.order else { return }
        self.order = order
        ordered = nil
        rebuild()
    }

    public mutating func show(namespace: String?, filter: RowFilter) {
        guard namespace != self.namespace || filter != self.filter else { return }
        let isNarrower = namespace == self.namespace && !isPlain && filter.narrows(self.filter)
        if !isPlain, self.namespace == nil, self.filter.isEmpty { ordered = chosen }
        self.namespace = namespace
        self.filter = filter
        guard isNarrower else { return rebuild() }
        let pass = RowPass(filter, namespace, slots)
        chosen.removeAll { !pass.passes($0, slots) }
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
        chosen = []
        ordered = nil
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
        let pass = RowPass(filter, namespace, slots)
        var met: [ResourceRow?] = []
        met.reserveCapacity(changes.count)
        for (key, row) in changes {
            guard let row else {
                let removed = slots.remove(key)
                if let removed {
                    merge.remove(removed.slot)
                    ordered = nil
                }
                met.append(removed?.old)
                continue
            }
            let (slot, old) = slots.put(row)
            if let old {
                // What neither moves nor can be hidden stays where it stands.
                let isMoved = !order.ranksAlike(old, row)
                if !isPlain, !pass.passesAll || isMoved { merge.move(slot) }
                if isMoved { ordered = nil }
            } else {
                merge.add(slot)
                ordered = nil
            }
            met.append(old)
        }
        merge.takeGone(from: &all)
        slots.merge(slots.sorted(merge.added, by: RowOrder()), into: &all, RowOrder())
        if !isPlain {
            merge.takeMoved(from: &chosen)
            let back = (merge.added + merge.moved).filter { pass.passes($0, slots) }
            slots.merge(slots.sorted(back, by: order), into: &chosen, order)
        }
        slots.recycle(merge.removed)
        return met
    }

    private mutating func apply(_ key: ObjectKey, _ row: ResourceRow?) -> ResourceRow? {
        let pass = RowPass(filter, namespace, slots)
        guard let slot = slots.slot(of: key) else {
            guard let row else { return nil }
            ordered = nil
            let slot = slots.put(row).slot
            all.insert(slot, at: slots.place(of: row, in: all, RowOrder()))
            if !isPlain, pass.passes(slot, slots) { chosen.insert(slot, at: slots.place(of: row, in: chosen, order)) }
            return nil
        }
        let old = slots.row(slot)
        let isMoved = row.map { !order.ranksAlike(old, $0) } ?? true
        if isMoved { ordered = nil }
        var former: Int?
        // Looked for with what it was sorted by.
        if !isPlain, isMoved || !pass.passesAll, pass.passes(slot, slots) { former = slots.place(of: old, in: chosen, order) }
        guard let row else {
            if let former { chosen.remove(at: former) }
            all.remove(at: slots.place(of: old, in: all, RowOrder()))
            slots.recycle([slots.remove(key)?.slot].compactMap { $0 })
            return old
        }
        _ = slots.put(row)
        guard !isPlain, isMoved || !pass.passesAll else { return old }
        let isShown = pass.passes(slot, slots)
        if let former, !isShown || isMoved { chosen.remove(at: former) }
        if isShown, former == nil || isMoved { chosen.insert(slot, at: slots.place(of: row, in: chosen, order)) }
        return old
    }

    // MARK: Order

    /// Whether all rows are seen in the order in which they are kept.
    private var isPlain: Bool { namespace == nil && filter.isEmpty && order == RowOrder() }

    private var visible: [Slot] { isPlain ? all : chosen }

    private mutating func rebuild() {
        guard !isPlain else {
            chosen = []
            return
        }
        let pass = RowPass(filter, namespace, slots)
        if let ordered {
            chosen = pass.passesAll ? ordered : ordered.filter { pass.passes($0, slots) }
        } else {
            chosen = RowSorting.sorted(pass.passesAll ? all : all.filter { pass.passes($0, slots) }, in: slots, by: order)
        }
    }
}
