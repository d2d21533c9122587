import KubeModel

/// The objects of a kind by their labels.
struct LabelledSlots: Sendable {
    /// A label, or nil for all objects, in a namespace.
    struct Place: Hashable, Sendable {
        var namespace: String?
        var label: Label?
    }

    private var slots: [Place: Set<Int32>] = [:]

    mutating func insert(_ slot: Int32, _ row: ResourceRow) {
        for place in Self.places(row) { slots[place, default: []].insert(slot) }
    }

    mutating func remove(_ slot: Int32, _ row: ResourceRow) {
        for place in Self.places(row) {
            slots[place]?.remove(slot)
            if slots[place]?.isEmpty == true { slots[place] = nil }
        }
    }

    /// Those that may be chosen: with the label of which there are fewest, of one namespace or of all.
    func candidates(_ choice: ObjectReference.Choice, in namespace: String?) -> [Int32] {
        let spaces = namespace.map { [$0 as String?] } ?? Array(Set(slots.keys.map(\.namespace)))
        return spaces.flatMap { space -> Set<Int32> in
            switch choice {
            case .named: []
            case .every: slots[Place(namespace: space, label: nil)] ?? []
            case .labelled(let labels):
                labels.map { slots[Place(namespace: space, label: $0)] ?? [] }.min { $0.count < $1.count } ?? []
            }
        }
    }

    /// Where an object stands, and where selectors that may choose it do.
    static func places(_ row: ResourceRow) -> [Place] {
        let labels: [Label?] = row.allLabels + [nil]
        return labels.map { Place(namespace: row.key.namespace, label: $0) }
    }
}
