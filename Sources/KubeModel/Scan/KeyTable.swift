/// The numbers of keys, for those who have the keys by number already: eight bytes a key where a dictionary takes ninety.
///
/// Open addressing: a number stands at the place that its key's hash says, or behind it. What is taken out is closed up.
public struct KeyTable: Sendable {
    public typealias Slot = Int32

    /// -1 for none.
    private var slots: [Slot] = []
    /// The hashes of those, so that a table grows without looking at a key.
    private var hashes: [UInt32] = []
    public private(set) var count = 0

    public init() {}

    /// - Parameter key: What a number stands for.
    @inline(__always)
    public func slot(of wanted: ObjectKey, _ key: (Slot) -> ObjectKey) -> Slot? {
        guard count > 0 else { return nil }
        let hash = Self.hash(wanted)
        var place = Int(hash) & (slots.count - 1)
        while slots[place] >= 0 {
            if hashes[place] == hash, key(slots[place]) == wanted { return slots[place] }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// - Parameter key: Of which there is no number yet.
    public mutating func insert(_ slot: Slot, for key: ObjectKey) {
        if (count + 1) * 4 > slots.count * 3 { grow() }
        place(slot, Self.hash(key))
        count += 1
    }

    public mutating func remove(_ slot: Slot, of key: ObjectKey) {
        guard count > 0 else { return }
        let last = slots.count - 1
        var hole = Int(Self.hash(key)) & last
        while slots[hole] != slot {
            guard slots[hole] >= 0 else { return }
            hole = (hole + 1) & last
        }
        count -= 1
        // Those behind it move up, as far as their own place lets them.
        var next = (hole + 1) & last
        while slots[next] >= 0 {
            let home = Int(hashes[next]) & last
            if (next - home) & last >= (next - hole) & last {
                (slots[hole], hashes[hole]) = (slots[next], hashes[next])
                hole = next
            }
            next = (next + 1) & last
        }
        slots[hole] = -1
    }

    /// All numbers, in no order.
    public var all: [Slot] { slots.filter { $0 >= 0 } }

    private mutating func place(_ slot: Slot, _ hash: UInt32) {
        var place = Int(hash) & (slots.count - 1)
        while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
        (slots[place], hashes[place]) = (slot, hash)
    }

    private mutating func grow() {
        let old = (slots, hashes), size = max(16, slots.count * 2)
        (slots, hashes) = (Array(repeating: -1, count: size), Array(repeating: 0, count: size))
        for index in old.0.indices where old.0[index] >= 0 { place(old.0[index], old.1[index]) }
    }

    private static func hash(_ key: ObjectKey) -> UInt32 { UInt32(truncatingIfNeeded: key.hashValue) }
}
