import Foundation
import KubeModel

/// One transition of one condition: a change of its status or its reason, or its coming or going.
public struct TimelineEntry: Hashable, Sendable {
    /// What a condition said before or after.
    public struct Side: Hashable, Sendable {
        public var status: Condition.Status
        public var reason: String

        init(_ condition: Condition) {
            status = condition.status
            reason = condition.reason
        }
    }

    /// When the bytes of the new version came in.
    public var arrived: Date
    /// `Gateway infra/public`; empty for conditions of the object itself.
    public var place: String
    public var type: String
    /// nil: the condition was not there.
    public var from: Side?
    /// nil: the condition is gone.
    public var to: Side?
    public var message: String
    public var lastTransitionTime: Date?
    /// How good the new side is; the old one's where the condition is gone.
    public var health: Health
}

/// Every transition of every object of a kind since start, oldest first.
public struct Timeline: Sendable {
    /// Per object; beyond it the oldest are dropped and counted.
    public static let limit = 1_000

    public struct History: Sendable, Equatable {
        public var entries: [TimelineEntry] = []
        public var dropped = 0
    }

    private var histories: [ObjectKey: History] = [:]

    public init() {}

    public subscript(key: ObjectKey) -> History { histories[key] ?? History() }

    /// Notes what changed between two versions of one object.
    ///
    /// - Parameters:
    ///   - old: nil when the object was not there before.
    ///   - new: nil when it was deleted.
    /// - Returns: The transitions, oldest first.
    @discardableResult
    public mutating func note(old: ResourceRow?, new: ResourceRow?, arrived: Date) -> [TimelineEntry] {
        guard let key = new?.key ?? old?.key else { return [] }
        let fresh = Self.transitions(from: old, to: new, arrived: arrived)
        guard !fresh.isEmpty else { return [] }
        var history = histories[key] ?? History()
        history.entries += fresh
        if history.entries.count > Self.limit {
            let excess = history.entries.count - Self.limit
            history.entries.removeFirst(excess)
            history.dropped += excess
        }
        histories[key] = history
        return fresh
    }

    private struct Place: Hashable {
        var source: String
        var type: String
    }

    static func transitions(from old: ResourceRow?, to new: ResourceRow?, arrived: Date) -> [TimelineEntry] {
        let before = places(old), after = places(new)
        var entries: [TimelineEntry] = []
        for (place, now) in after.ordered {
            let was = before.index[place]
            let side = TimelineEntry.Side(now.condition), formerSide = was.map { TimelineEntry.Side($0.condition) }
            guard side != formerSide else { continue }
            entries.append(
                TimelineEntry(
                    arrived: arrived, place: place.source, type: place.type, from: formerSide, to: side,
                    message: now.condition.message, lastTransitionTime: now.condition.lastTransitionTime,
                    health: now.health))
        }
        for (place, was) in before.ordered where after.index[place] == nil {
            entries.append(
                TimelineEntry(
                    arrived: arrived, place: place.source, type: place.type, from: TimelineEntry.Side(was.condition),
                    to: nil, message: "", lastTransitionTime: nil, health: was.health))
        }
        return entries
    }

    private typealias Told = (condition: Condition, health: Health)

    private static func places(_ row: ResourceRow?) -> (ordered: [(Place, Told)], index: [Place: Told]) {
        guard let row else { return ([], [:]) }
        let ordered = row.conditionGroups.flatMap { group in
            group.conditions.map { condition -> (Place, Told) in
                let health = Health.of(condition, in: group, generation: row.generation)
                return (Place(source: group.title, type: condition.type), (condition, health))
            }
        }
        return (ordered, Dictionary(ordered, uniquingKeysWith: { $1 }))
    }
}
