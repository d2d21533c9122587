import KubeModel

/// A filter and a namespace, made ready to be asked of many rows.
struct RowPass {
    typealias Slot = RowSlots.Slot

    private let terms: [RowFilter.Term]
    /// The terms that the name of the kind passes, where a list shows it: nothing more is asked of its rows.
    private let passedByKind: [Bool]
    private let namespace: String?
    /// Its number; nil where no row stood in it when this was made.
    private let space: Slot?

    /// - Parameter kind: What the list calls the kind of these rows; nil: it shows no kinds.
    init(_ filter: RowFilter, _ namespace: String?, _ slots: RowSlots, kind: String? = nil) {
        terms = filter.terms
        passedByKind = terms.map { term in
            guard let kind, case .contains(let pattern) = term.test else { return false }
            return pattern.isFound(in: kind)
        }
        self.namespace = namespace
        space = namespace.flatMap { slots.space($0) }
    }

    /// Whether there is nothing that a row could fail.
    var passesAll: Bool { terms.isEmpty && namespace == nil }

    /// - Parameter slot: Of a row that is there.
    func passes(_ slot: Slot, _ slots: RowSlots) -> Bool {
        stands(slot, slots)
            && terms.indices.allSatisfy { index in
                let term = terms[index]
                return switch term.test {
                case .contains(let wanted): (passedByKind[index] || slots.shows(wanted, slot)) != term.isNegated
                case .has(let name): RowFilter.has(name, slots.row(slot)) != term.isNegated
                case .to(let place): place.isNamed(by: slots.row(slot)) != term.isNegated
                case .labels(let selector): selector.matches { slots.row(slot).label($0) } != term.isNegated
                case .states(let states, let deleting):
                    (slots.row(slot).isDeleting ? deleting : states.contains(slots.health(slot))) != term.isNegated
                case .namespaces(let names):
                    slots.isIn(where: { space in names.contains { Self.is(space, $0) } }, slot) != term.isNegated
                case .unreadable: false
                }
            }
    }

    private func stands(_ slot: Slot, _ slots: RowSlots) -> Bool {
        guard let namespace else { return true }
        return space.map { slots.isIn($0, slot) } ?? (slots.key(slot).namespace == namespace)
    }

    static func `is`(_ namespace: String, _ name: String) -> Bool {
        let namespace = namespace.lowercased()
        return name.hasSuffix("*") ? namespace.hasPrefix(name.dropLast()) : namespace == name
    }
}
