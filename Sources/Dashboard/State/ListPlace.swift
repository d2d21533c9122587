import GatewayGraph
import KubeModel

/// What the list shows.
public enum ListPlace: Hashable, Sendable {
    /// What is wrong.
    case findings
    /// What happened to any object since start.
    case changes
    /// Every object of every kind.
    case overall
    /// The objects of one kind: ``ScreenState/kindIndex`` says of which.
    case kind
    /// The kinds that the server has not.
    case absent
}

/// A line of the pane of kinds.
public enum KindLine: Hashable, Sendable {
    case findings, changes, overall
    /// The group of the kinds below.
    case heading(String)
    /// By index.
    case kind(Int)
    /// How many kinds are not installed; those below it are the ones, where it is open.
    case absent(Int)

    /// Whether it can be chosen.
    public var isChoice: Bool { if case .heading = self { false } else { true } }
}

extension DashboardState {
    /// The lines of the pane of kinds, from the first to the last.
    public var kindLines: [KindLine] {
        var lines: [KindLine] = [.findings, .changes, .overall], group: String?
        let absent = kinds.indices.filter { kinds[$0].connection == .notInstalled }
        for index in kinds.indices where kinds[index].connection != .notInstalled {
            let type = kinds[index].kind.type
            if type.group != group {
                group = type.group
                lines.append(.heading(Self.title(of: type)))
            }
            lines.append(.kind(index))
        }
        guard !absent.isEmpty else { return lines }
        lines.append(.absent(absent.count))
        return lines + absent.filter { screen.showsAbsentKinds || place == .kind && $0 == kindIndex }.map { .kind($0) }
    }

    /// The line of what the list shows.
    public var chosenLine: KindLine {
        switch place {
        case .findings: .findings
        case .changes: .changes
        case .overall: .overall
        case .kind: .kind(kindIndex)
        case .absent: .absent(kinds.count { $0.connection == .notInstalled })
        }
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
