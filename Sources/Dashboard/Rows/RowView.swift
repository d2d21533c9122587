import KubeModel

/// What is seen of a table's rows: those that pass a namespace and a filter, in an order.
///
/// A change that moves no row costs nothing; one that does costs a binary search and moves a few bytes a row.
struct RowView: Sendable {
    typealias Slot = RowSlots.Slot

    /// Those that are seen; empty where they are all of them, as they are kept.
    private var chosen: [Slot] = []
    /// All of them in the order, where that is known: a filter that is left needs no sorting.
    private var ordered: [Slot]?
    private(set) var order = RowOrder()
    private(set) var filter = RowFilter.none
    /// nil: all namespaces.
    private(set) var namespace: String?
    /// What the list calls the kind of these rows; nil: it shows no kinds.
    private let kind: String?

    init(kind: String? = nil) { self.kind = kind }

    /// Whether all rows are seen in the order in which they are kept.
    private var isPlain: Bool { namespace == nil && filter.isEmpty && order.isOrigin }

    /// - Parameter all: By namespace and name.
    func visible(_ all: [Slot]) -> [Slot] { isPlain ? all : chosen }

    mutating func sort(by order: RowOrder, _ all: [Slot], _ slots: RowSlots) {
        guard order != self.order else { return }
        self.order = order
        ordered = nil
        rebuild(all, slots)
    }

    mutating func show(namespace: String?, filter: RowFilter, _ all: [Slot], _ slots: RowSlots) {
        guard namespace != self.namespace || filter != self.filter else { return }
        let isNarrower = namespace == self.namespace && !isPlain && filter.narrows(self.filter)
        if !isPlain, self.namespace == nil, self.filter.isEmpty { ordered = chosen }
        self.namespace = namespace
        self.filter = filter
        guard isNarrower else { return rebuild(all, slots) }
        let pass = RowPass(filter, namespace, slots, kind: kind)
        chosen.removeAll { !pass.passes($0, slots) }
    }

    mutating func removeAll() {
        chosen = []
        ordered = nil
    }

    private mutating func rebuild(_ all: [Slot], _ slots: RowSlots) {
        guard !isPlain else {
            chosen = []
            return
        }
        let pass = RowPass(filter, namespace, slots, kind: kind)
        if let ordered {
            chosen = pass.passesAll ? ordered : ordered.filter { pass.passes($0, slots) }
        } else {
            chosen = RowSorting.sorted(pass.passesAll ? all : all.filter { pass.passes($0, slots) }, in: slots, by: order)
        }
    }
}

// MARK: One change

extension RowView {
    /// A row was put that was not there before.
    mutating func insert(_ slot: Slot, _ slots: RowSlots) {
        ordered = nil
        guard !isPlain, RowPass(filter, namespace, slots, kind: kind).passes(slot, slots) else { return }
        chosen.insert(slot, at: slots.place(of: slots.row(slot), in: chosen, order))
    }

    /// What a row was before it changes.
    struct Former {
        /// Where it was seen, as far as that may change.
        fileprivate var place: Int?
        fileprivate var mayMove: Bool
    }

    /// To be asked before the change: a row is looked for with what it was sorted by.
    ///
    /// - Parameter new: nil where it goes.
    mutating func former(of slot: Slot, becoming new: ResourceRow?, _ slots: RowSlots) -> Former {
        let old = slots.row(slot), isMoved = new.map { !order.ranksAlike(old, $0) } ?? true
        if isMoved { ordered = nil }
        let pass = RowPass(filter, namespace, slots, kind: kind), mayMove = !isPlain && (isMoved || !pass.passesAll)
        guard mayMove, pass.passes(slot, slots) else { return Former(place: nil, mayMove: mayMove) }
        return Former(place: slots.place(of: old, in: chosen, order), mayMove: mayMove)
    }

    mutating func remove(_ former: Former) {
        if let place = former.place { chosen.remove(at: place) }
    }

    /// - Parameter former: Taken before the row was put anew.
    mutating func update(_ slot: Slot, from former: Former, _ slots: RowSlots) {
        guard former.mayMove else { return }
        if let place = former.place { chosen.remove(at: place) }
        guard RowPass(filter, namespace, slots, kind: kind).passes(slot, slots) else { return }
        chosen.insert(slot, at: slots.place(of: slots.row(slot), in: chosen, order))
    }
}

// MARK: Many changes

extension RowView {
    /// Whether a row that was there before may be seen elsewhere now, or no longer.
    mutating func mayMove(from old: ResourceRow, to new: ResourceRow) -> Bool {
        let isMoved = !order.ranksAlike(old, new)
        if isMoved { ordered = nil }
        return !isPlain && (isMoved || namespace != nil || !filter.isEmpty)
    }

    /// Rows were put or taken out, so that no order is known of all of them.
    mutating func forgetOrder() { ordered = nil }

    /// Takes in what a batch did.
    ///
    /// - Parameter merge: All that ``mayMove(from:to:)`` said of any view is moved in it.
    mutating func take(_ merge: RowMerge, _ slots: RowSlots) {
        guard !isPlain else { return }
        merge.takeMoved(from: &chosen)
        let pass = RowPass(filter, namespace, slots, kind: kind)
        let back = (merge.added + merge.moved).filter { pass.passes($0, slots) }
        slots.merge(slots.sorted(back, by: order), into: &chosen, order)
    }
}
