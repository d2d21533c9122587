import Foundation
import KubeModel

extension DashboardState {
    /// The effects that begin a session.
    public mutating func begin() -> [Effect] {
        screen.followed = []
        return [.watch(inOrder.map { kinds[$0] }.filter(\.isWatched).map(\.watch))] + followGraph()
    }

    /// All kinds, the one on screen first: its rows are waited for.
    private var inOrder: [Int] { [kindIndex] + kinds.indices.filter { $0 != kindIndex } }

    mutating func take(_ event: ReflectorEvent, of type: ResourceType) -> [Effect] {
        guard let index = index(of: type) else { return [] }
        var effects: [Effect] = []
        switch event {
        case .state(let state):
            cluster.kinds[index].take(state, now: now)
            if case .forbidden = state { effects = narrow(index) }
            effects += settleNamespace()
        case .listStarted: cluster.kinds[index].table.beginList()
        case .batch(let changes):
            cluster.note(cluster.kinds[index].apply(changes))
            keepPlace(in: index)
            keepPlaceOverall()
            keepPlaceInChanges()
        case .listCompleted:
            cluster.note(cluster.kinds[index].completeList(now: now))
            keepPlace(in: index)
            keepPlaceOverall()
            keepPlaceInChanges()
        }
        screen[listOf: type].dropMarks(ofThoseNotIn: cluster.kinds[index].table)
        if !screen.overall.marked.isEmpty { screen.overall.dropMarks(ofThoseNotIn: overallRows) }
        if index == kindIndex, place == .kind { scrollToSelection() }
        return effects
    }

    mutating func takeFetched(_ type: ResourceType, _ key: ObjectKey, _ body: [UInt8]) {
        guard subject == ResourceID(type, key) else { return }
        let version = RawJSON(body)[path: "metadata", "resourceVersion"]?.string ?? ""
        screen.detail.fullObject = (key, version, body)
    }
}
