import Foundation
import GatewayGraph
import TestSupport
import Testing

@testable import KubeModel
@testable import Dashboard

#if DEBUG
    /// What happens again and again costs the same at 64,000 rows as at 1,000.
    @Suite struct WorkTests {
        private static let sizes = (few: 1_000, many: 64_000)

        /// Where something happens to the same objects in a small list and in a large one.
        private struct Worlds {
            var few: DashboardState
            var many: DashboardState

            private init(few: DashboardState, many: DashboardState) { (self.few, self.many) = (few, many) }

            /// Made once: 64,000 rows take their time.
            private static let plain = Worlds(few: world(WorkTests.sizes.few), many: world(WorkTests.sizes.many))

            private static func world(_ count: Int) -> DashboardState {
                var state = DashboardState.sample()
                let row = Sample.policy("bulk-00/row")
                state.list(
                    (0..<count).map { number in
                        var row = row
                        row.key = key(number)
                        row.created = Sample.now.addingTimeInterval(-Double(number * 7919 % count))
                        return row
                    })
                return state
            }

            init(_ prepare: (inout DashboardState) -> Void = { _ in }) {
                self = Self.plain
                prepare(&few)
                prepare(&many)
            }

            static func key(_ number: Int) -> ObjectKey {
                Sample.key("bulk-\(number % 50)/row-\(String(format: "%06d", number))")
            }

            /// As it comes from the watch, which reads the conditions.
            static func change(_ kind: RowChange.Kind, _ number: Int, isAccepted: Bool = false, version: Int) -> RowChange {
                var row = Sample.policy("bulk-0/row", isAccepted ? "Accepted=True/Valid" : "Accepted=False/Invalid", version: version)
                row.key = key(number)
                return RowChange(kind, row, arrived: Sample.now, conditions: row.conditionGroups)
            }

            /// Does the same in both, and counts.
            mutating func measure(_ body: (inout DashboardState) -> Void) -> (few: [Work.Kind: Int], many: [Work.Kind: Int]) {
                (Work.measure { body(&few) }, Work.measure { body(&many) })
            }
        }

        /// - Parameter allowance: For binary searches, each of which is six steps longer.
        private func expectAlike(
            _ counts: (few: [Work.Kind: Int], many: [Work.Kind: Int]), allowance: Int = 60,
            _ location: SourceLocation = #_sourceLocation
        ) {
            for kind in Work.Kind.allCases {
                let few = counts.few[kind] ?? 0, many = counts.many[kind] ?? 0
                #expect(many <= few + allowance, "\(kind): \(few), then \(many)", sourceLocation: location)
            }
            #expect(counts.many[.unpacking] ?? 0 <= 1, sourceLocation: location)
        }

        @Test func theCountersSeeAWalkOverAllRows() {
            var worlds = Worlds()
            let counts = worlds.measure { state in
                let keys = Set((0..<state.current.table.count).map { state.current.table.key(at: $0) })
                #expect(keys.count == state.current.table.count)
            }

            #expect(counts.many[.hash] ?? 0 >= Self.sizes.many)
            #expect(counts.many[.visit] ?? 0 >= Self.sizes.many)
        }

        private static let orders: [RowOrder.Field] = [.namespace, .name, .age, .state]

        @Test(arguments: orders)
        func aStatusThatChangesCostsTheSame(order: RowOrder.Field) {
            var worlds = Worlds { $0.perform(.sort(order)) }
            let changes = (2...11).map { Worlds.change(.modified, 507, isAccepted: $0 % 2 == 1, version: $0) }

            expectAlike(
                worlds.measure { state in for change in changes { _ = state.update(.reflector(.trafficPolicy, .batch([change]))) } },
                allowance: 10 * 60)
        }

        @Test(arguments: orders)
        func anObjectThatComesAndGoesCostsTheSame(order: RowOrder.Field) {
            var worlds = Worlds { $0.perform(.sort(order)) }
            expectAlike(
                worlds.measure { state in
                    state.watch(.added, Sample.policy("bulk-20/fresh"))
                    state.watch(.deleted, Sample.policy("bulk-20/fresh", version: 2))
                }, allowance: 120)
        }

        @Test func aBurstCostsWhatIsInIt() {
            var worlds = Worlds()
            let burst = (0..<200).map { Worlds.change(.modified, $0 * 4, version: 3) }

            expectAlike(
                worlds.measure { _ = $0.update(.reflector(.trafficPolicy, .batch(burst))) }, allowance: 200 * 20)
        }

        @Test func aTickCostsWhatHasEnded() {
            var worlds = Worlds()
            let change = Worlds.change(.modified, 507, version: 2)
            _ = worlds.few.update(.reflector(.trafficPolicy, .batch([change])))
            _ = worlds.many.update(.reflector(.trafficPolicy, .batch([change])))

            expectAlike(worlds.measure { $0.perform(.tick(Sample.now.addingTimeInterval(1))) })
            expectAlike(worlds.measure { $0.perform(.tick(Sample.now.addingTimeInterval(10))) })
            #expect(worlds.many.current.changes.isEmpty)
        }

        /// Every row has changed, and nothing ends yet: a tick looks at none of them.
        @Test func aTickAfterEverythingHasChangedCostsNoMore() {
            var worlds = Worlds { state in
                let change = Worlds.change(.modified, 0, version: 9)
                let changes = (0..<state.current.table.count).map { number in
                    var change = change
                    change.row.key = Worlds.key(number)
                    return change
                }
                _ = state.update(.reflector(.trafficPolicy, .batch(changes)))
            }

            #expect(worlds.many.current.changes.count > 60_000)
            expectAlike(worlds.measure { $0.perform(.tick(Sample.now.addingTimeInterval(1))) })
        }

        @Test(arguments: [Action.move(1), .move(-1), .page(1), .last, .first, .halfPage(1), .mark, .describe, .focusNext(1)])
        func aKeyThatMovesAboutCostsTheSame(action: Action) {
            var worlds = Worlds()
            expectAlike(worlds.measure { $0.perform(action) })
        }

        @Test(arguments: [ListPlace.overall, .changes], orders)
        func theListsOfManyKindsCostAnEventTheSame(place: ListPlace, order: RowOrder.Field) {
            var worlds = Worlds {
                $0.perform(.show(place))
                if place == .overall { $0.perform(.sort(order)) }
            }
            let changes = (2...11).map { Worlds.change(.modified, 507, isAccepted: $0 % 2 == 1, version: $0) }

            expectAlike(
                worlds.measure { state in for change in changes { _ = state.update(.reflector(.trafficPolicy, .batch([change]))) } },
                allowance: 10 * 200)
        }

        @Test(arguments: [Action.move(1), .last, .page(1), .mark])
        func movingAboutInEverythingCostsTheSame(action: Action) {
            var worlds = Worlds { $0.perform(.show(.overall), .sort(.age), .move(300)) }
            expectAlike(worlds.measure { $0.perform(action) }, allowance: 400)
        }

        @Test func aSortLooksAtEachRowOnceAndUnpacksNone() {
            for field in [RowOrder.Field.name, .age, .state] {
                var worlds = Worlds()
                let counts = worlds.measure { $0.perform(.sort(field)) }.many

                #expect(counts[.visit] ?? 0 <= Self.sizes.many * 2 + 100, "\(field)")
                #expect(counts[.hash] ?? 0 <= 100 && counts[.unpacking] ?? 0 <= 1, "\(field)")
            }
        }

        @Test func aFilterThatIsLeftCostsNoSorting() {
            var worlds = Worlds { state in
                state.perform(.sort(.name), .filterPrompt)
                state.type("0001")
                state.perform(.accept)
            }
            #expect(worlds.many.current.table.visibleCount < 2_000)
            expectAlike(worlds.measure { $0.perform(.back) })
            #expect(worlds.many.current.table.visibleCount == WorkTests.sizes.many)
        }

        @Test func aLongerFilterLooksOnlyAtWhatTheShorterOneLeft() {
            var worlds = Worlds { state in
                state.perform(.filterPrompt)
                state.type("0001")
            }
            let left = worlds.many.current.table.visibleCount
            let counts = worlds.measure { $0.type("7") }.many

            #expect(left < 2_000)
            #expect(counts[.visit] ?? 0 <= left * 3 + 200)
            #expect(counts[.unpacking] ?? 0 <= 1)
        }
    }
#endif
