import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct UndoLogTests {
    private func step(_ seconds: Int, isUndone: Bool = false) -> HistoryStep {
        let record = ChangeRecord(type: .trafficPolicy, key: Sample.key("a/x"), before: nil, after: Sample.object("a/x", version: seconds))
        return HistoryStep(time: Date(timeIntervalSince1970: Double(seconds)), deed: "created", records: [record], isUndone: isUndone)
    }

    @Test func stepsMoveFromDoneToUndoneAndBack() {
        var log = UndoLog([step(1), step(2)])

        log.didUndo(step(2).id)
        #expect(log.done == [step(1)] && log.undone == [step(2, isUndone: true)])
        log.didRedo(step(2).id)
        #expect(log.done == [step(1), step(2)] && log.undone.isEmpty)
    }

    @Test func whatIsNotKnownIsLeftAlone() {
        var log = UndoLog([step(1)])

        log.didUndo(step(9).id)
        log.didRedo(step(9).id)
        #expect(log == UndoLog([step(1)]))
    }

    @Test func stepsOfAnotherDashboardStandWhereTheyWereMade() {
        var log = UndoLog([step(1), step(3)])

        log.add(step(2))
        log.add(step(2))
        #expect(log.done == [step(1), step(2), step(3)])
    }

    @Test func whatWasUndoneBeforeANewerChangeIsNotMadeAgain() {
        let log = UndoLog([step(5, isUndone: true), step(1, isUndone: true), step(3), step(4, isUndone: true)])

        #expect(log.done == [step(3)])
        #expect(log.undone == [step(5, isUndone: true), step(4, isUndone: true)])
    }
}
