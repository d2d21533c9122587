import Foundation

/// What statuses of whatever object are judged by.
struct StatusJudge: Sendable {
    private let context: FindingContext
    /// Whether a controller wrote statuses at all: what was only written down has none.
    private let isLive: Bool
    private let hasStored: Bool
    private let places: Set<String>

    /// What a controller is given before its silence counts, in seconds.
    private static let patience: TimeInterval = 120

    init(_ context: FindingContext) {
        self.context = context
        let world = context.world
        (isLive, hasStored) = (context.whole.isLive, context.whole.isStored)
        places = Set((world.gateways + world.sets).map { "\($0.head.kind)/\($0.head.place)" })
    }

    /// Whether a controller had time enough since the spec was written.
    func isOld(_ head: ObjectHead) -> Bool {
        guard let since = context.options.seen[head.identity] ?? head.changed ?? head.created else { return true }
        return context.options.now.timeIntervalSince(since) >= Self.patience
    }

    /// Whether a status is to be expected where there is something to say.
    func expectsStatus(_ head: ObjectHead) -> Bool { isLive && (head.isStored || !hasStored) && isOld(head) && context.asks(head) }

    /// What tells why a controller says something else, or nothing.
    static let logs = "kubectl logs deployment/kgateway -n kgateway-system --since=10m"

    /// - Parameter words: Of whom: `for Gateway shop/public `; empty for the object itself.
    func missing(_ head: ObjectHead, _ path: String, _ words: String, reach: String) -> Finding {
        Finding(
            .statusMissing, .warning, head.identity, path,
            "\(head.kind) \(head.place) has no status \(words)though the controller has something to say of it: it may not run, or not see it", cure: Self.logs,
            reach: reach)
    }

    /// - Parameter condition: `status.parents[0].conditions[1]`.
    func stale(_ head: ObjectHead, _ condition: String, reach: String) -> Finding? {
        guard isOld(head) else { return nil }
        return Finding(
            .statusStale, .warning, head.identity, "\(condition).observedGeneration",
            "the status of \(head.kind) \(head.place) was written for an older spec: the controller has not taken in the newest for two minutes or more",
            cure: Self.logs, reach: reach)
    }

    func stale(_ head: ObjectHead, _ reported: [ReportedStatus], reach: String) -> Finding? {
        guard let first = reported.first(where: { $0.stale != nil }), let place = first.stale else { return nil }
        return stale(head, "\(first.path).conditions[\(place)]", reach: reach)
    }

    func orphan(_ head: ObjectHead, _ path: String, _ what: String) -> Finding {
        let namespace = head.namespace.isEmpty ? "" : " -n \(head.namespace)"
        return Finding(
            .statusOrphan, .warning, head.identity, path, "the status of \(head.kind) \(head.place) tells of \(what)",
            cure: "kubectl edit \(head.kind.lowercased()) \(head.name)\(namespace) --subresource=status")
    }

    /// Whether what a status tells of is known not to be there.
    func isGone(_ kind: String, _ namespace: String, _ name: String) -> Bool {
        let world = context.world, place = "\(namespace)/\(name)"
        guard !world.unread.contains(kind) else { return false }
        switch kind {
        case "Gateway", world.settings.rules.listenerSet.kind: return !places.contains("\(kind)/\(place)")
        case "Service": return !world.services.isEmpty && world.services[place] == nil
        case "Backend": return world.backends[place] == nil
        default: return false
        }
    }
}
