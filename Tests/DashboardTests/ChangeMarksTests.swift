import Foundation
import TestSupport
import Testing

@testable import Dashboard

@Suite struct ChangeMarksTests {
    private func moment(_ seconds: Double) -> Date { Sample.now.addingTimeInterval(seconds) }

    @Test func eachMarkEndsAtItsTime() {
        var marks = ChangeMarks()
        for number in 1...5 { marks[Sample.key("a/\(number)")] = ChangeMark(until: moment(Double(number))) }

        #expect(marks.nextEnd == moment(1))
        marks.drop(now: moment(3))
        #expect(marks.count == 2)
        #expect(marks[Sample.key("a/3")] == nil)
        #expect(marks[Sample.key("a/4")] != nil)
        #expect(marks.nextEnd == moment(4))
        marks.drop(now: moment(9))
        #expect(marks.isEmpty)
        #expect(marks.nextEnd == nil)
    }

    @Test func aRowThatChangesAgainIsMarkedForLonger() {
        var marks = ChangeMarks()
        marks[Sample.key("a/x")] = ChangeMark(until: moment(1))
        marks[Sample.key("a/y")] = ChangeMark(until: moment(2))
        marks[Sample.key("a/x")] = ChangeMark(until: moment(4), isHealthChanged: true)
        marks.drop(now: moment(3))

        #expect(marks.count == 1)
        #expect(marks[Sample.key("a/x")]?.isHealthChanged == true)
        marks.drop(now: moment(4))
        #expect(marks.isEmpty)
    }

    @Test func aMarkThatIsTakenAwayMayComeAgain() {
        var marks = ChangeMarks()
        marks[Sample.key("a/x")] = ChangeMark(until: moment(1))
        marks[Sample.key("a/x")] = nil
        marks[Sample.key("a/x")] = ChangeMark(until: moment(5))
        marks.drop(now: moment(2))

        #expect(marks.count == 1)
    }
}
