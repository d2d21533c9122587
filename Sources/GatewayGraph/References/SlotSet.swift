/// A few numbers, or many: most objects are named by none or one.
enum SlotSet: Sendable {
    case none
    case one(Int32)
    case many(Set<Int32>)

    mutating func insert(_ slot: Int32) {
        switch self {
        case .none: self = .one(slot)
        case .one(let known): if known != slot { self = .many([known, slot]) }
        case .many(var slots):
            // Taken out first, so that it is not copied.
            self = .none
            slots.insert(slot)
            self = .many(slots)
        }
    }

    mutating func remove(_ slot: Int32) {
        switch self {
        case .none: break
        case .one(let known): if known == slot { self = .none }
        case .many(var slots):
            self = .none
            slots.remove(slot)
            if !slots.isEmpty { self = .many(slots) }
        }
    }

    var isEmpty: Bool { if case .none = self { true } else { false } }

    var all: Set<Int32> {
        switch self {
        case .none: []
        case .one(let slot): [slot]
        case .many(let slots): slots
        }
    }
}
