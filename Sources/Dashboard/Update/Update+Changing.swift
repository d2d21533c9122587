import KubeModel

extension DashboardState {
    /// Says why nothing may be changed; nil where it may.
    private mutating func refusesChange() -> Bool {
        guard let readOnlyReason else { return false }
        tell(readOnlyReason, .warning)
        return true
    }

    mutating func editResource() -> [Effect] {
        guard !refusesChange(), let row = selectedRow else { return [] }
        return [.edit(current.kind.type, row.key, body: row.body)]
    }

    mutating func createResource() -> [Effect] {
        guard !refusesChange() else { return [] }
        guard current.connection != .notInstalled else {
            tell("\(current.kind.type.kind) is not installed on this cluster.", .warning)
            return []
        }
        return [.create(current.kind.type, namespace: namespace ?? current.selected?.namespace ?? "default")]
    }

    mutating func askToDelete() -> [Effect] {
        guard !refusesChange() else { return [] }
        guard focus == .list else {
            tell("Nothing is deleted from here: press 2 for the list, and ctrl-d there.", .plain)
            return []
        }
        let keys = current.marked.isEmpty ? [current.selected].compactMap { $0 } : current.marked.sorted()
        let targets = keys.compactMap { current.table.rows[$0] }
            .map { DeleteTarget(key: $0.key, uid: $0.uid, body: $0.body) }
        guard let first = targets.first else { return [] }
        let kind = current.kind.type.kind
        let question =
            targets.count == 1
            ? "Delete \(kind) \(first.key)?"
            : "Delete \(targets.count) of kind \(kind): \(targets.map { "\($0.key)" }.joined(separator: ", "))?"
        overlay = .confirm(Confirmation(question: question, deed: .delete(current.kind.type, targets)))
        return []
    }

    mutating func askToQuit() -> [Effect] {
        if overlay != nil {
            _ = cancel()
            return []
        }
        guard pending.isEmpty else {
            overlay = .confirm(
                Confirmation(question: "Still \(pending.joined(separator: ", ")). Quit all the same?", deed: .quit))
            return []
        }
        isLeaving = true
        return [.quit]
    }

    mutating func confirm() -> [Effect] {
        guard case .confirm(let confirmation) = overlay else { return [] }
        overlay = nil
        switch confirmation.deed {
        case .delete(let type, let targets):
            if let index = index(of: type) { kinds[index].marked = [] }
            return [.delete(type, targets)]
        case .revert(let record, let current, let isRedo):
            return [.revert(record, current: current, isRedo: isRedo)]
        case .quit:
            isLeaving = true
            return [.quit]
        }
    }

    mutating func mark() -> [Effect] {
        guard let key = current.selected, selectedRow != nil else { return [] }
        if current.marked.remove(key) == nil { current.marked.insert(key) }
        current.markAnchor = key
        return move(1)
    }

    mutating func markRange() -> [Effect] {
        guard let key = current.selected, let here = current.table.index(of: key) else { return [] }
        let start = current.markAnchor.flatMap { current.table.index(of: $0) } ?? here
        for index in min(start, here)...max(start, here) { current.marked.insert(current.table.visible[index]) }
        current.markAnchor = key
        return []
    }

    mutating func undoLast() -> [Effect] { revert(undo.done.last?.reversed, isRedo: false, what: "undo") }

    mutating func redoLast() -> [Effect] { revert(undo.undone.last?.reversed, isRedo: true, what: "redo") }

    /// Makes a change backwards, if the object still is what that change left behind.
    private mutating func revert(_ record: ChangeRecord?, isRedo: Bool, what: String) -> [Effect] {
        guard !refusesChange() else { return [] }
        guard let record else {
            tell("There is nothing to \(what).", .plain)
            return []
        }
        let row = index(of: record.type).flatMap { kinds[$0].table.rows[record.key] }
        let current = row?.value
        let isAsLeft =
            switch (record.before, current) {
            case (nil, nil): true
            case (let left?, let now?): EditablePart.of(left) == EditablePart.of(now)
            default: false
            }
        guard isAsLeft else {
            tell("Cannot \(what): \(record.key) changed since. Nothing was sent; press e to look at it.", .failing)
            return []
        }
        guard record.after != nil else {
            // Whichever way it comes about: nothing is deleted without a question that names it.
            overlay = .confirm(
                Confirmation(
                    question: "To \(what): delete \(record.type.kind) \(record.key)?",
                    deed: .revert(record, current: current, isRedo: isRedo)))
            return []
        }
        return [.revert(record, current: current, isRedo: isRedo)]
    }

    mutating func takeUndone(_ record: ChangeRecord, isRedo: Bool) {
        if isRedo { undo.didRedo(record) } else { undo.didUndo(record) }
        tell("\(isRedo ? "Made again" : "Took back") the change of \(record.key).", .healthy)
        follow(record)
    }

    /// Moves to an object that was just made, as soon as it is in the list.
    mutating func follow(_ record: ChangeRecord) {
        guard record.after != nil, let index = index(of: record.type) else { return }
        if let place = kinds[index].table.index(of: record.key) {
            kinds[index].select(index: place, rows: viewport.listRows)
        } else {
            kinds[index].awaited = record.key
        }
    }
}
