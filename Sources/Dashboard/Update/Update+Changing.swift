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
        let type = subjectKind.kind.type, space = namespace ?? subject?.key.namespace ?? "default"
        let targets = targets(of: type).sorted { $0.key.namespace == space && $1.key.namespace != space }
        guard !targets.isEmpty else { return [.create(type, namespace: space, target: nil)] }
        screen.overlay = .picker(
            Picker(purpose: .target(type, namespace: space, targets), choices: [Picker.noTarget] + targets.map(\.description)))
        return []
    }

    /// What a new policy of a kind could be attached to: of the namespace on screen those that are there.
    ///
    /// Cost: the Gateways and routes that are listed; a key that is seldom pressed.
    private func targets(of type: ResourceType) -> [GraphID] {
        let kinds: [ResourceType] =
            switch type.kind {
            case ResourceType.trafficPolicy.kind: [.httpRoute, .gateway]
            case ResourceType.httpListenerPolicy.kind, ResourceType.listenerPolicy.kind: [.gateway]
            default: []
            }
        return kinds.flatMap { kind -> [GraphID] in
            guard let index = index(of: kind) else { return [] }
            let keys = self.kinds[index].table.keys(most: 2_000)
            return keys.filter { namespace == nil || $0.namespace == namespace }.sorted().map { GraphID(kind, $0) }
        }
    }

    mutating func create(_ type: ResourceType, namespace: String, targets: [GraphID], choice: Int?) -> [Effect] {
        // The first choice is none.
        let target = choice.flatMap { targets.indices.contains($0 - 1) ? targets[$0 - 1] : nil }
        return [.create(type, namespace: target?.key.namespace ?? namespace, target: target)]
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
        screen.overlay = .confirm(careful(Confirmation(question: question, deed: .delete(targets)), targets.map(\.key)))
        let ids = targets.map { GraphID($0.type, $0.key) }
        // Of a single policy it is told where it counts.
        let wins = ids.count == 1 && ids[0].isPolicy ? [Effect.ask(.wins(ids[0]))] : []
        return [.ask(.loss(Set(ids)))] + wins + foresee(ids.map { ForeseenChange(id: $0, value: nil) })
    }

    mutating func askToQuit() -> [Effect] {
        if overlay != nil { return cancel() }
        guard pending.isEmpty else {
            screen.overlay = .confirm(
                Confirmation(question: "Still \(pending.joined(separator: ", ")). Quit all the same?", deed: .quit))
            return []
        }
        screen.isLeaving = true
        return [.quit]
    }

    mutating func confirm() -> [Effect] {
        if case .preview(let preview, let deed) = overlay { return agree(to: preview, deed) }
        guard case .confirm(let confirmation) = overlay, confirmation.isAnswered else { return [] }
        screen.overlay = screen.waitingPage
        screen.waitingPage = nil
        switch confirmation.deed {
        case .delete(let targets):
            screen.isWriting = true
            return [.delete(targets)]
        case .job(let job): return begin(job)
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
