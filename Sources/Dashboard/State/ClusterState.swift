import Foundation
import KubeModel

/// What is known of one cluster. It has no idea of a screen, nor of who looks at it.
public struct ClusterState: Sendable {
    public internal(set) var info: ClusterInfo
    public internal(set) var kinds: [KindState]
    /// What the server has beside them: listed once somebody asks for it by name.
    var otherKinds: [Discovery.Kind] = []
    /// What lists are asked of the server for; nil: the whole cluster. A kind that may not be listed there has its own.
    public internal(set) var scope: String?
    /// Namespaces the server named, beyond those that objects stand in.
    public internal(set) var knownNamespaces: [String] = []
    /// The latest transition of any condition.
    public internal(set) var latest: LatestChange?
    /// What happened to any object since start.
    public internal(set) var changeLog = ChangeLog()
    /// What is wrong, as far as that is worked out.
    public internal(set) var findings = FindingList.none
    public internal(set) var requests: [RequestLine] = []
    /// Where the cluster is files: what was read of them, as of now.
    public internal(set) var source: SourceReport?
    /// Whether the plugin that logs in runs at the moment.
    public internal(set) var isLoggingIn = false
    public internal(set) var undo = UndoLog()
    /// Changes sent and not yet answered, in words: `replacing team-a/cart-cors`.
    public internal(set) var pending: [String] = []

    init(_ info: ClusterInfo, kinds: [Kind], scope: String?) {
        self.info = info
        self.scope = scope
        self.kinds = kinds.map { KindState($0, scope: scope) }
    }

    public func index(of type: ResourceType) -> Int? {
        kinds.firstIndex { $0.kind.type.group == type.group && $0.kind.type.plural == type.plural }
    }

    mutating func note(_ happened: [ChangeEntry]) {
        guard !happened.isEmpty else { return }
        changeLog.add(happened)
        guard let last = happened.last(where: { if case .condition = $0.deed { true } else { false } }) else { return }
        latest = LatestChange(at: last.arrived, key: last.key, health: last.health)
    }

    /// Those that objects stand in, and those the server named.
    var namespaces: Set<String> { Set(kinds.flatMap { $0.table.namespaces } + knownNamespaces).subtracting([""]) }

    /// Since when what is known of any kind is of the past.
    public var staleSince: Date? { kinds.compactMap(\.staleSince).min() }

    public func index(of id: KindID) -> Int? { kinds.firstIndex { KindID($0.kind.type) == id } }

    /// Totals over all kinds, those of the Gateway API included, in a namespace or in all.
    public func totals(in namespace: String?) -> StateTotals {
        var sum = StateTotals()
        for kind in kinds { sum.add(kind.totals(in: namespace)) }
        return sum
    }

    /// The worst connection of all kinds that are served: what the header says.
    func connection(now: Date) -> ConnectionState {
        let states = kinds.map(\.connection).filter { $0 != .notInstalled }
        func rank(_ state: ConnectionState) -> Int {
            switch state {
            case .credentialsExpired: 0
            case .retrying: 1
            case .connecting: 2
            case .listing: 3
            case .forbidden: 4
            case .polling: 5
            case .live: 6
            case .notInstalled: 7
            }
        }
        let worst = states.min { rank($0) < rank($1) } ?? .connecting
        if case .listing = worst {
            let count = states.reduce(0) { if case .listing(let count) = $1 { $0 + count } else { $0 } }
            return .listing(count: count)
        }
        if case .forbidden = worst {
            // What one kind lacks does not hide how the others are doing.
            if let polling = states.first(where: { if case .polling = $0 { true } else { false } }) { return polling }
            if states.contains(.live) { return .live }
        }
        if case .retrying(let error, _) = worst {
            let soonest = kinds.compactMap(\.retryAt).min() ?? now
            return .retrying(error, inSeconds: max(0, soonest.timeIntervalSince(now)))
        }
        return worst
    }
}

public struct LatestChange: Hashable, Sendable {
    public var at: Date
    public var key: ObjectKey
    public var health: Health
}
