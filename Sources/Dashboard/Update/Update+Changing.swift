import GatewayGraph
import KubeModel

extension DashboardState {
    /// Says why an action can do nothing as things stand; false where it can.
    private mutating func refuses(_ action: Action) -> Bool {
        guard let reason = disabledReason(action) else { return false }
        tell(reason, .plain)
        return true
    }

    mutating func editResource() -> [Effect] {
        guard !refuses(.editResource), let row = selectedRow else { return [] }
        return [.edit(subjectKind.kind.type, row.key)]
    }

    mutating func createResource() -> [Effect] {
        guard !refuses(.createResource) else { return [] }
        return [.create(subjectKind.kind.type, namespace: namespace ?? subject?.key.namespace ?? "default")]
    }

    mutating func askToDelete() -> [Effect] {
        guard !refuses(.deleteResource) else { return [] }
        let targets = markedOrSelected.compactMap { id -> DeleteTarget? in
            guard let index = cluster.index(of: id.kind), let row = kinds[index].table[id.key] else { return nil }
            return DeleteTarget(type: kinds[index].kind.type, key: row.key, uid: row.uid, body: row.body)
        }
        guard let first = targets.first else { return [] }
        let isOneKind = targets.allSatisfy { $0.type == first.type }
        let names = targets.map { isOneKind ? "\($0.key)" : "\($0.type.kind) \($0.key)" }.joined(separator: ", ")
        let question =
            targets.count == 1
            ? "Delete \(first.type.kind) \(first.key)?"
            : "Delete \(targets.count)\(isOneKind ? " of kind \(first.type.kind)" : ""): \(names)?"
        screen.overlay = .confirm(Confirmation(question: question, deed: .delete(targets)))
        let ids = targets.map { GraphID($0.type, $0.key) }
        // Of a single policy it is told where it counts.
        let wins = ids.count == 1 && ids[0].isPolicy ? [Effect.ask(.wins(ids[0]))] : []
        return [.ask(.loss(Set(ids)))] + wins
    }

    mutating func askToQuit() -> [Effect] {
        if overlay != nil {
            _ = cancel()
            return []
        }
        guard pending.isEmpty else {
            screen.overlay = .confirm(
                Confirmation(question: "Still \(pending.joined(separator: ", ")). Quit all the same?", deed: .quit))
            return []
        }
        screen.isLeaving = true
        return [.quit]
    }

    mutating func confirm() -> [Effect] {
        guard case .confirm(let confirmation) = overlay else { return [] }
        screen.overlay = nil
        switch confirmation.deed {
        case .delete(let targets):
            removeMarks()
            return [.delete(targets)]
        case .revert(let record, let current, let isRedo):
            return [.revert(record, current: current, isRedo: isRedo)]
        case .quit:
            screen.isLeaving = true
            return [.quit]
        }
    }

    mutating func mark() -> [Effect] {
        guard selectedRow != nil else { return [] }
        toggleMark()
        return move(1)
    }

    mutating func markRange() -> [Effect] {
        markRangeOnScreen()
        return []
    }

    mutating func undoLast() -> [Effect] { revert(undo.done.last?.records.last?.reversed, isRedo: false) }

    mutating func redoLast() -> [Effect] { revert(undo.undone.last?.records.first, isRedo: true) }

    /// Makes a change backwards, if the object still is what that change left behind.
    private mutating func revert(_ record: ChangeRecord?, isRedo: Bool) -> [Effect] {
        guard !refuses(isRedo ? .redo : .undo), let record else { return [] }
        let what = isRedo ? "redo" : "undo"
        let row = index(of: record.type).flatMap { kinds[$0].table[record.key] }
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
            screen.overlay = .confirm(
                Confirmation(
                    question: "To \(what): delete \(record.type.kind) \(record.key)?",
                    deed: .revert(record, current: current, isRedo: isRedo)))
            return []
        }
        return [.revert(record, current: current, isRedo: isRedo)]
    }

    mutating func takeUndone(_ record: ChangeRecord, isRedo: Bool) {
        if let step = isRedo ? undo.undone.last : undo.done.last { if isRedo { cluster.undo.didRedo(step.id) } else { cluster.undo.didUndo(step.id) } }
        tell("\(isRedo ? "Made again" : "Took back") the change of \(record.key).", .healthy)
        follow(record)
    }

    /// Moves to an object that was just made, as soon as it is in the list.
    mutating func follow(_ record: ChangeRecord) {
        guard record.after != nil, let index = index(of: record.type) else { return }
        if let place = cluster.kinds[index].table.index(of: record.key) {
            screen[listOf: record.type].select(index: place, in: kinds[index].table, rows: viewport.listRows)
        } else {
            screen[listOf: record.type].awaited = record.key
        }
    }
}
