import Dashboard
import GatewayGraph
import KubeModel

/// The lines of the kinds pane: the kinds, and between their groups a heading where there is room for it.
enum KindLine: Equatable {
    case kind(Int)
    /// The group that begins here.
    case heading(String)

    /// - Parameters:
    ///   - rows: How many lines there is room for; the kind that is shown is always among them.
    ///   - namesFirst: Whether the first group has a heading as well.
    static func lines(of state: DashboardState, rows: Int, namesFirst: Bool) -> [KindLine] {
        var lines: [KindLine] = []
        var group: String?
        for (index, kind) in state.kinds.enumerated() {
            if kind.kind.type.group != group {
                group = kind.kind.type.group
                if index > 0 || namesFirst { lines.append(.heading(title(of: kind.kind.type))) }
            }
            lines.append(.kind(index))
        }
        if lines.count > rows { lines = state.kinds.indices.map { .kind($0) } }
        guard lines.count > rows else { return lines }
        // The first window that has it; nothing moves until the choice leaves it.
        let first = max(0, min(state.kindIndex - rows + 1, lines.count - rows))
        return Array(lines[first..<min(lines.count, first + max(0, rows))])
    }

    private static func title(of type: ResourceType) -> String {
        switch type.group {
        case ResourceType.kgatewayGroup: "kgateway"
        case ResourceType.gatewayAPIGroup: "Gateway API"
        case ResourceType.agentgatewayGroup: "agentgateway"
        case ResourceType.gatewayTrialGroup: "Gateway API, on trial"
        default: type.group
        }
    }
}
