import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// Changes kept incrementally against the same rows sorted from nothing, for changes drawn by a seed.
@Suite struct ResourceTableRandomTests {
    /// A small generator whose numbers a seed decides (xorshift).
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let conditions = ["Accepted=True/Valid", "Accepted=False/Invalid", "Accepted=Unknown/Pending"]
    private static let orders: [RowOrder] = [
        RowOrder(), RowOrder(.name, isReversed: true), RowOrder(.age), RowOrder(.age, isReversed: true),
        RowOrder(.state), RowOrder(.state, isReversed: true), RowOrder(.column(1)),
    ]
    /// Made once: scanning is not what is tested here.
    private static let pool: [ResourceRow] = (0..<240).map { number in
        Sample.policy(
            "team-\(number % 4)/p\(number % 60)", conditions[number % 3], version: number + 1,
            age: Double(number * 37 % 200))
    }

    private func randomChanges(_ count: Int, _ dice: inout Dice) -> [RowChange] {
        (0..<count).map { _ in
            let row = Self.pool[Int.random(in: 0..<Self.pool.count, using: &dice)]
            return RowChange(Int.random(in: 0..<4, using: &dice) == 0 ? .deleted : .modified, row, arrived: Sample.now)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func changesKeptUpEqualARebuild(seed: UInt64) {
        var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
        for order in Self.orders {
            var table = ResourceTable()
            var rows: [ObjectKey: ResourceRow] = [:]
            table.sort(by: order)
            let filter = RowFilter(seed % 2 == 0 ? "" : "!p1 state:failing")
            table.show(namespace: seed % 3 == 0 ? "team-1" : nil, filter: filter)
            for _ in 0..<12 {
                // Both ways in: change by change, and from 64 on merged at once.
                let changes = randomChanges([1, 7, 63, 64, 200].randomElement(using: &dice) ?? 1, &dice)
                table.apply(changes)
                for change in changes { rows[change.row.key] = change.kind == .deleted ? nil : change.row }

                let wanted = rows.values
                    .filter { (table.namespace == nil || $0.key.namespace == table.namespace) && filter.matches($0) }
                    .sorted(by: order.precedes).map(\.key)
                #expect(table.visible == wanted)
                #expect(table.count == rows.count)
                #expect(rows.allSatisfy { table[$0.key] == $0.value })
                #expect(table.totals(in: nil).all == rows.count)
                #expect(table.visible.allSatisfy { table.index(of: $0).map { table.visible[$0] } == $0 })
            }
        }
    }
}
