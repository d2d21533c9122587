import Foundation
import KubeModel

extension DashboardState {
    /// The effects that begin a session.
    public func begin() -> [Effect] { [.watch(inOrder.map { kinds[$0] }.filter(\.isWatched).map(\.watch))] }

    /// All kinds, the one on screen first: its rows are waited for.
    private var inOrder: [Int] { [kindIndex] + kinds.indices.filter { $0 != kindIndex } }

    mutating func take(_ event: ReflectorEvent, of type: ResourceType) -> [Effect] {
        guard let index = index(of: type) else { return [] }
        var effects: [Effect] = []
        switch event {
        case .state(let state):
            kinds[index].take(state, now: now)
            if case .forbidden = state { effects = narrow(index) }
            effects += settleNamespace()
        case .listStarted: kinds[index].table.beginList()
        case .batch(let changes):
            if let change = kinds[index].apply(changes) { latest = change }
        case .listCompleted:
            var latestChange: LatestChange?
            kinds[index].anchored { kind in
                for row in kind.completeList() {
                    let entries = kind.timeline.note(old: row, new: nil, arrived: now)
                    if let last = entries.last {
                        latestChange = LatestChange(at: last.arrived, key: row.key, health: last.health)
                    }
                }
            }
            if let latestChange { latest = latestChange }
        }
        kinds[index].dropMarksOfTheGone()
        if index == kindIndex { current.scrollToSelection(rows: viewport.listRows) }
        return effects
    }

    mutating func takeFetched(_ type: ResourceType, _ key: ObjectKey, _ body: [UInt8]) {
        guard type == current.kind.type, key == current.selected else { return }
        let version = RawJSON(body)[path: "metadata", "resourceVersion"]?.string ?? ""
        detail.fullObject = (key, version, body)
    }
}
