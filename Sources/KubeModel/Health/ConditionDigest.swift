/// What the conditions of an object say, without their messages and times: shared by all objects of which they say the same.
public final class ConditionDigest: Sendable {
    public struct Entry: Hashable, Sendable {
        /// `Gateway infra/public`; empty for conditions of the object itself.
        public var place: String
        public var type: String
        public var status: Condition.Status
        public var reason: String
        /// How good that is for an object of that generation.
        public var health: Health
    }

    public let entries: [Entry]
    /// The worst of them; nil where there are none.
    let health: Health?

    /// Of an object without conditions.
    public static let empty = ConditionDigest([], generation: nil)

    init(_ groups: [ConditionGroup], generation: Int?) {
        entries = groups.flatMap { group in
            group.conditions.map {
                Entry(
                    place: group.title, type: $0.type, status: $0.status, reason: $0.reason,
                    health: Health.of($0, in: group, generation: generation))
            }
        }
        health = entries.map(\.health).min()
    }

    /// Whether two objects are told the same. Costs nothing where they share it.
    public func says(asMuchAs other: ConditionDigest) -> Bool { self === other || entries == other.entries }
}
