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
            case .to(let place): return entry.points(at: place) != term.isNegated
            // The reader refuses them: changes are kept without labels and fields.
            case .labels, .has: return false
            case .unreadable: return false
            }
        }
    }
}

extension ChangeEntry {
    /// Whether its object pointed there: afterwards, or before somebody changed that.
    fileprivate func points(at place: PointedPlace) -> Bool {
        if place.isNamed(in: references, of: key) { return true }
        if case .wish(let wish) = deed { return place.isNamed(in: wish.old.references, of: key) }
        return false
    }
}
