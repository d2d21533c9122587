import Dashboard
import TerminalUI
import GatewayGraph
import TestSupport
import Testing

@testable import KubeModel
@testable import DashboardUI

#if DEBUG
    /// A frame costs what it shows.
    @Suite struct DashboardFrameWorkTests {
        /// Made once: 64,000 rows take their time.
        private static let states = (few: state(1_000), many: state(64_000))

        private static func state(_ count: Int) -> DashboardState {
            var state = DashboardState.sample()
            let row = Sample.policy("bulk/row")
            state.list(
                (0..<count).map { number in
                    var row = row
                    row.key = Sample.key("bulk-\(number % 50)/row-\(number)")
                    return row
                })
            return state
        }

        @Test(arguments: [[], [Action.last], [.sort(.name), .last], [.describe], [.yaml], [.filterPrompt], [.help]])
        func aFrameOfManyRowsLooksAtNoMoreThanOneOfFew(actions: [Action]) {
            let theme = Theme(depth: .palette256, isASCII: false)
            let counts = [Self.states.few, Self.states.many].map { plain in
                var state = plain
                for action in actions { state.perform(action) }
                return Work.measure { _ = DashboardFrame.draw(state, size: Size(columns: 200, rows: 50), theme: theme) }
            }

            for kind in Work.Kind.allCases {
                #expect(counts[1][kind] ?? 0 <= (counts[0][kind] ?? 0) + 60, "\(kind): \(counts)")
            }
            // The one object on screen.
            #expect(counts[1][.unpacking] ?? 0 <= 2)
        }

        @Test func theNextTickIsFoundWithoutLookingAtWhatHasChanged() {
            let row = Sample.policy("bulk/row", "Accepted=False/Invalid", version: 5)
            let counts = [Self.states.few, Self.states.many].map { plain in
                var state = plain
                let changes = (0..<state.current.table.count).map { number in
                    var row = row
                    row.key = Sample.key("bulk-\(number % 50)/row-\(number)")
                    return RowChange(.modified, row, arrived: Sample.now)
                }
                _ = state.update(.reflector(.trafficPolicy, .batch(changes)))
                #expect(state.current.changes.count == changes.count)
                return Work.measure { _ = TickPlan.secondsToNext(state: state, youngest: nil) }
            }

            #expect(counts[0] == counts[1])
        }
    }
#endif
