import Foundation
import KubeModel

/// One transition of one condition: a change of its status or its reason, or its coming or going.
public struct TimelineEntry: Hashable, Sendable {
    /// What a condition said before or after.
    public struct Side: Hashable, Sendable {
        public var status: Condition.Status
        public var reason: String

        init(_ told: ConditionDigest.Entry) {
            status = told.status
            reason = told.reason
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
    ///   - conditions: What the conditions of the new one say in full; nil: read from its bytes, where anything changed.
    /// - Returns: The transitions, oldest first.
    @discardableResult
    public mutating func note(
        old: ResourceRow?, new: ResourceRow?, arrived: Date, conditions: [ConditionGroup]? = nil
    ) -> [TimelineEntry] {
        guard let key = new?.key ?? old?.key else { return [] }
        let fresh = Self.transitions(from: old, to: new, arrived: arrived, conditions)
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

        init(source: String, type: String) { (self.source, self.type) = (source, type) }

        init(_ told: ConditionDigest.Entry) { self.init(source: told.place, type: told.type) }
    }

    static func transitions(
        from old: ResourceRow?, to new: ResourceRow?, arrived: Date, _ conditions: [ConditionGroup]? = nil
    ) -> [TimelineEntry] {
        let was = old?.digest ?? .empty, now = new?.digest ?? .empty
        guard !now.says(asMuchAs: was) else { return [] }
        let before = index(was), after = index(now)
        var entries: [TimelineEntry] = []
        var words: [Place: Condition]?
        for told in now.entries {
            let place = Place(told), side = TimelineEntry.Side(told), former = before[place].map { TimelineEntry.Side($0) }
            // Of two conditions of one type the last one counts.
            guard side != former, after[place] == told else { continue }
            let said = words ?? Self.words(conditions ?? new?.conditionGroups ?? [])
            words = said
            entries.append(
                TimelineEntry(
                    arrived: arrived, place: place.source, type: place.type, from: former, to: side,
                    message: said[place]?.message ?? "", lastTransitionTime: said[place]?.lastTransitionTime,
                    health: told.health))
        }
        for told in was.entries where after[Place(told)] == nil {
            entries.append(
                TimelineEntry(
                    arrived: arrived, place: told.place, type: told.type, from: TimelineEntry.Side(told), to: nil,
                    message: "", lastTransitionTime: nil, health: told.health))
        }
        return entries
    }

    private static func index(_ digest: ConditionDigest) -> [Place: ConditionDigest.Entry] {
        Dictionary(digest.entries.map { (Place($0), $0) }, uniquingKeysWith: { $1 })
    }

    private static func words(_ groups: [ConditionGroup]) -> [Place: Condition] {
        var words: [Place: Condition] = [:]
        for group in groups {
            for condition in group.conditions { words[Place(source: group.title, type: condition.type)] = condition }
        }
        return words
    }
}
