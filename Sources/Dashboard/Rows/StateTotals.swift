import KubeModel

/// How many objects are in each state. Objects being deleted count by their state, like all others.
public struct StateTotals: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: Health.allCases.count)

    public init() {}

    public subscript(health: Health) -> Int { counts[health.rawValue] }
    public var all: Int { counts.reduce(0, +) }

    /// The worst state any object is in; nil where all is healthy or has no state.
    public var worst: Health? {
        Health.allCases.first { $0 < .healthy && self[$0] > 0 }
    }

    mutating func add(_ health: Health, _ amount: Int) { counts[health.rawValue] += amount }

    public mutating func add(_ other: StateTotals) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }
}
