/// What a batch of changes does to lists of row numbers, gathered so that each list is gone through once.
///
/// Numbers of rows that are removed are not used again before the lists were: see ``RowSlots/recycle(_:)``.
struct RowMerge {
    typealias Slot = RowSlots.Slot

    private enum Fate: UInt8 { case none, added, moved, gone }

    /// By number.
    private var fates: [Fate]
    private var new: [Slot] = []
    private var changed: [Slot] = []
    private(set) var removed: [Slot] = []

    /// - Parameter capacity: Above every number that may come.
    init(capacity: Int) { fates = Array(repeating: .none, count: capacity) }

    mutating func add(_ slot: Slot) {
        fates[Int(slot)] = .added
        new.append(slot)
    }

    /// A row that was there before may stand elsewhere now, or be seen, or be hidden.
    mutating func move(_ slot: Slot) {
        guard fates[Int(slot)] == .none else { return }
        fates[Int(slot)] = .moved
        changed.append(slot)
    }

    mutating func remove(_ slot: Slot) {
        fates[Int(slot)] = .gone
        removed.append(slot)
    }

    /// The rows that are new, those left out that went again.
    var added: [Slot] { new.filter { fates[Int($0)] == .added } }
    var moved: [Slot] { changed.filter { fates[Int($0)] == .moved } }

    var addsOrRemoves: Bool { !new.isEmpty || !removed.isEmpty }

    func takeGone(from list: inout [Slot]) {
        if !removed.isEmpty { list.removeAll { fates[Int($0)] == .gone } }
    }

    func takeMoved(from list: inout [Slot]) {
        guard !removed.isEmpty || !changed.isEmpty else { return }
        list.removeAll { fates[Int($0)] == .gone || fates[Int($0)] == .moved }
    }
}
