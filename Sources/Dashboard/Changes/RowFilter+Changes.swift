import KubeModel

extension RowFilter {
    /// What is asked of a change.
    func takes(_ entry: ChangeEntry) -> Bool {
        terms.allSatisfy { term in
            switch term.test {
            case .contains(let pattern):
                let place = entry.key.namespace.map { $0 + "/" } ?? ""
                let isFound =
                    pattern.isFound(in: place + entry.key.name, mark: place.isEmpty ? nil : place.utf8.count)
                    || pattern.isFound(in: entry.type.kind) || pattern.isFound(in: entry.words) || pattern.isFound(in: entry.message)
                return isFound != term.isNegated
            case .states(let states, let deleting):
                let isDeleting = if case .deleting = entry.deed { true } else { false }
                return (isDeleting ? deleting : states.contains(entry.health)) != term.isNegated
            case .namespaces(let names):
                return names.contains { RowPass.is(entry.key.namespace ?? "", $0) } != term.isNegated
            // Of an object that was not there before, or is not any more, nothing is known of these.
            case .labels, .has, .to: return false
            case .unreadable: return false
            }
        }
    }
}
