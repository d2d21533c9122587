import Foundation
import KubeModel

extension DashboardState {
    /// The effects that begin a session.
    public func begin() -> [Effect] { [.watch(typesInOrder, namespace: scope)] }

    /// All types, the one on screen first: its rows are waited for.
    private var typesInOrder: [ResourceType] {
        let types = kinds.map(\.kind.type)
        return [types[kindIndex]] + types[..<kindIndex] + types[(kindIndex + 1)...]
    }

    mutating func take(_ event: ReflectorEvent, of type: ResourceType) {
        guard let index = index(of: type) else { return }
        switch event {
        case .state(let state):
            kinds[index].connection = state
            kinds[index].retryAt = nil
            if case .retrying(_, let seconds) = state { kinds[index].retryAt = now.addingTimeInterval(seconds) }
        case .listStarted: kinds[index].table.beginList()
        case .batch(let changes):
            if let change = kinds[index].apply(changes) { latest = change }
        case .listCompleted:
            var latestChange: LatestChange?
            kinds[index].anchored { kind in
                for row in kind.table.completeList() {
                    let entries = kind.timeline.note(old: row, new: nil, arrived: now)
                    if let last = entries.last {
                        latestChange = LatestChange(at: last.arrived, key: row.key, health: last.health)
                    }
                }
            }
            if let latestChange { latest = latestChange }
        }
        kinds[index].marked.formIntersection(kinds[index].table.rows.keys)
        if index == kindIndex { current.scrollToSelection(rows: viewport.listRows) }
    }

    /// Takes in what the server serves: unknown kinds of kgateway's group join the list.
    mutating func discover(_ types: [ResourceType]) -> [Effect] {
        var fresh: [ResourceType] = []
        for type in types where type.group == ResourceType.kgatewayGroup {
            if let index = index(of: type) {
                guard kinds[index].kind.type.version != type.version else { continue }
                // The server speaks another version of a kind we know: watch that one.
                kinds[index].kind = KindCatalog.kind(for: type)
                fresh.append(type)
            } else {
                var state = KindState(KindCatalog.kind(for: type))
                state.table.show(namespace: namespace, filter: filter)
                kinds.append(state)
                fresh.append(type)
            }
        }
        return fresh.isEmpty ? [] : [.watch(fresh, namespace: scope)]
    }

    mutating func takeFetched(_ type: ResourceType, _ key: ObjectKey, _ body: [UInt8]) {
        guard type == current.kind.type, key == current.selected else { return }
        let version = RawJSON(body)[path: "metadata", "resourceVersion"]?.string ?? ""
        detail.fullObject = (key, version, body)
    }

    /// Shows another namespace. Lists that were asked for one namespace only are asked for anew.
    mutating func show(namespace name: String?) -> [Effect] {
        namespace = name
        let needsWiderScope = scope != nil && scope != name
        for index in kinds.indices {
            kinds[index].anchored { kind in
                if needsWiderScope {
                    kind.table.removeAll()
                    kind.connection = .connecting
                }
                kind.table.show(namespace: name, filter: filter)
            }
            kinds[index].scrollToSelection(rows: viewport.listRows)
        }
        guard needsWiderScope else { return [] }
        scope = name
        return [.rescope(typesInOrder, namespace: name)]
    }
}
