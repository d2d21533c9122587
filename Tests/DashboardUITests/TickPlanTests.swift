import GatewayGraph
import Dashboard
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import DashboardUI

@Suite struct TickPlanTests {
    private var state = DashboardState.sample()

    private func next(youngest: Double? = nil) -> Double { TickPlan.secondsToNext(state: state, youngest: youngest) }

    @Test func anIdleDashboardSleepsAMinute() {
        #expect(next() == 60)
    }

    @Test func aYoungAgeWakesItWhenItsTextChanges() {
        #expect(next(youngest: 5.25) <= 0.77)
        #expect(next(youngest: 5.25) >= 0.75)
        #expect(next(youngest: 0) <= 1.05)
    }

    @Test func agesOfMinutesAreLeftAlone() {
        #expect(next(youngest: 90) == 60)
    }

    @Test mutating func aHighlightEndsOnTime() {
        state.list([Sample.policy("a/x", "Accepted=True/Valid")])
        state.watch(.modified, Sample.policy("a/x", "Accepted=False/Invalid", version: 2))
        #expect(next() == 3)

        state.perform(.tick(Sample.now.addingTimeInterval(2.5)))
        #expect(next() == 0.5)
        state.perform(.tick(Sample.now.addingTimeInterval(3)))
        #expect(next() == 60)
    }

    @Test mutating func aNoticeEndsOnTime() {
        state.perform(.told("Copied."))

        #expect(next() == 6)
    }

    @Test mutating func aCountdownIsDrawnEverySecond() {
        state.perform(.reflector(.backend, .state(.retrying(.reset, inSeconds: 12))))

        #expect(next() == 1)
    }

    @Test mutating func theRequestLogIsAlive() {
        state.perform(.requests)

        #expect(next() == 1)
    }
}
