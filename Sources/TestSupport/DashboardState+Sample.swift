import Dashboard
import Foundation
import GatewayGraph
import KubeModel

extension DashboardState {
    /// A dashboard at ``Sample/now`` on which every kind is live and empty.
    public static func sample(
        namespace: String? = nil, isSandbox: Bool = false, isReadOnly: Bool = false
    ) -> DashboardState {
        let cluster = ClusterInfo(context: "kind-prod", isSandbox: isSandbox, isReadOnly: isReadOnly)
        var state = DashboardState(cluster: cluster, namespace: namespace, now: Sample.now)
        _ = state.update(.discovered(Discovery(kinds: state.kinds.map { Discovery.Kind(type: $0.kind.type) })))
        for kind in state.kinds { state.list([], of: kind.kind.type) }
        return state
    }

    /// A whole list comes in: rows that it does not name are gone afterwards.
    public mutating func list(_ rows: [ResourceRow], of type: ResourceType = .trafficPolicy) {
        _ = update(.reflector(type, .listStarted(generation: 1)))
        _ = update(.reflector(type, .batch(rows.map { RowChange(.listed, $0, arrived: now) })))
        _ = update(.reflector(type, .listCompleted(generation: 1)))
        _ = update(.reflector(type, .state(.live)))
    }

    /// One batch of changes comes in from the watch, all at once.
    public mutating func watch(_ kind: RowChange.Kind, _ rows: ResourceRow..., of type: ResourceType = .trafficPolicy) {
        _ = update(.reflector(type, .batch(rows.map { RowChange(kind, $0, arrived: now) })))
    }

    /// Does several things, one after the other.
    ///
    /// - Returns: What the last one asks for.
    @discardableResult
    public mutating func perform(_ actions: Action...) -> [Effect] {
        var effects: [Effect] = []
        for action in actions { effects = update(action) }
        _ = update(.settle)
        return effects
    }

    /// Types a text into the prompt that is open.
    public mutating func type(_ text: String) {
        for character in text { _ = update(.edit(.insert(String(character)))) }
        _ = update(.settle)
    }

    /// The names in the list, as the person sees them.
    public var visibleNames: [String] { current.table.visible.map(\.name) }
}

extension [Effect] {
    /// What is asked for by these effects, in order.
    public var watched: [WatchRequest] {
        flatMap { if case .watch(let requests) = $0 { requests } else { [WatchRequest]() } }
    }

    /// What is no longer asked for.
    public var unwatched: [ResourceType] {
        flatMap { if case .unwatch(let types) = $0 { types } else { [ResourceType]() } }
    }
}
