import Foundation
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct TimelineTests {
    private var state = DashboardState.sample()

    private func entries(_ place: String = "a/x") -> [String] {
        state.current.timeline[Sample.key(place)].entries.map { entry in
            func side(_ side: TimelineEntry.Side?) -> String { side.map { "\($0.status)/\($0.reason)" } ?? "none" }
            return
                "\(entry.place.isEmpty ? "" : entry.place + " ")\(entry.type) \(side(entry.from)) > \(side(entry.to))"
        }
    }

    @Test mutating func aFlipWithinOneBatchLeavesBothTransitionsInOrder() {
        state.list([Sample.policy("a/x", "Accepted=True/Valid")])

        state.watch(
            .modified, Sample.policy("a/x", "Accepted=False/Invalid", version: 2),
            Sample.policy("a/x", "Accepted=True/Valid", version: 3))

        #expect(entries() == ["Accepted True/Valid > False/Invalid", "Accepted False/Invalid > True/Valid"])
        #expect(state.latest?.key == Sample.key("a/x"))
        #expect(state.latest?.health == .healthy)
    }

    @Test mutating func theFirstSightOfAnObjectIsNoTransition() {
        state.list([Sample.policy("a/x")])

        #expect(entries().isEmpty)
        #expect(state.latest == nil)
    }

    @Test mutating func aNewObjectBeginsWithItsConditions() {
        state.watch(.added, Sample.policy("a/x", "Accepted=True/Valid"))

        #expect(entries() == ["Accepted none > True/Valid"])
    }

    @Test mutating func aDeletionEndsEveryCondition() {
        state.list([Sample.policy("a/x")])

        state.watch(.deleted, Sample.policy("a/x", version: 2))

        #expect(entries() == ["Accepted True/Valid > none", "Attached True/Attached > none"])
    }

    @Test mutating func anObjectMissingFromANewListEndsItsConditions() {
        state.list([Sample.policy("a/x", "Accepted=True/Valid")])

        state.list([])

        #expect(entries() == ["Accepted True/Valid > none"])
    }

    @Test mutating func anotherReasonIsATransition() {
        state.list([Sample.policy("a/x", "Attached=True/Attached")])

        state.watch(.modified, Sample.policy("a/x", "Attached=True/Merged", version: 2))

        #expect(entries() == ["Attached True/Attached > True/Merged"])
    }

    @Test mutating func anotherMessageIsNoTransition() {
        state.list([Sample.policy("a/x", "Accepted=False/Invalid: one")])

        state.watch(.modified, Sample.policy("a/x", "Accepted=False/Invalid: two", version: 2))

        #expect(entries().isEmpty)
    }

    @Test mutating func theSameVersionAgainIsNoTransition() {
        state.list([Sample.policy("a/x", "Accepted=True/Valid", version: 7)])

        state.watch(.modified, Sample.policy("a/x", "Accepted=True/Valid", version: 7))
        state.list([Sample.policy("a/x", "Accepted=True/Valid", version: 7)])

        #expect(entries().isEmpty)
    }

    @Test mutating func whatChangedWhileTheConnectionWasLostIsSeenInTheNextList() {
        state.list([Sample.policy("a/x", "Accepted=True/Valid")])

        state.list([Sample.policy("a/x", "Accepted=False/Invalid", version: 2)])

        #expect(entries() == ["Accepted True/Valid > False/Invalid"])
    }

    @Test mutating func conditionsOfAncestorsAreToldApart() {
        func row(_ version: Int, _ second: String) -> ResourceRow {
            let status = Sample.ancestors(["infra/one": ["Accepted=True/Valid"], "infra/two": [second]])
            return Sample.row(Sample.object("a/x", version: version, status: status))
        }
        state.list([row(1, "Accepted=True/Valid")])

        state.watch(.modified, row(2, "Accepted=False/Invalid"))

        #expect(entries() == ["Gateway infra/two Accepted True/Valid > False/Invalid"])
    }

    @Test func onlyTheNewestThousandAreKeptAndTheRestCounted() {
        var timeline = Timeline()
        let good = Sample.policy("a/x", "Accepted=True/Valid")
        let bad = Sample.policy("a/x", "Accepted=False/Invalid")

        for number in 0..<1_010 {
            timeline.note(
                old: number.isMultiple(of: 2) ? good : bad, new: number.isMultiple(of: 2) ? bad : good,
                arrived: Sample.now.addingTimeInterval(Double(number)))
        }

        let history = timeline[Sample.key("a/x")]
        #expect(history.entries.count == 1_000)
        #expect(history.dropped == 10)
        #expect(history.entries.first?.arrived == Sample.now.addingTimeInterval(10))
    }

    @Test mutating func aChangeIsHighlightedForThreeSeconds() {
        state.list([Sample.policy("a/x", "Accepted=True/Valid")])
        state.watch(.modified, Sample.policy("a/x", "Accepted=False/Invalid", version: 2))

        let mark = state.current.changes[Sample.key("a/x")]
        #expect(mark?.isHealthChanged == true)
        #expect(mark?.conditions == ["/Accepted"])
        #expect(mark?.columns.isEmpty == true)

        state.perform(.tick(Sample.now.addingTimeInterval(2.9)))
        #expect(state.current.changes.count == 1)
        state.perform(.tick(Sample.now.addingTimeInterval(3)))
        #expect(state.current.changes.isEmpty)
    }
}
