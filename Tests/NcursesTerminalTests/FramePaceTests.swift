import Testing

@testable import NcursesTerminal

@Suite struct FramePaceTests {
    @Test func afterAFrameTheAnswerIsWaitedFor() {
        var pace = FramePace(asks: true)

        let isAsked = pace.send(2_000)
        let isWaiting = pace.isWaiting
        pace.answer()

        #expect(isAsked && isWaiting && !pace.isWaiting)
    }

    @Test func smallChangesShareAQuestion() {
        var pace = FramePace(asks: true)

        let asked = [80, 80, 80, 80].map { pace.send($0) }

        #expect(asked == [false, false, true, false])
    }

    @Test func whoHasNeverAnsweredIsAskedThreeTimesAndWaitedForLongerEachTime() {
        var pace = FramePace(asks: true)
        var pauses: [Duration] = []

        for _ in 0..<3 where pace.send(2_000) {
            pauses.append(pace.pause)
            pace.timeOut()
        }

        #expect(pauses == [.milliseconds(300), .milliseconds(600), .milliseconds(1200)])
        let isAskedAgain = pace.send(2_000)
        #expect(!isAskedAgain && !pace.isWaiting)
    }

    @Test func whoHasAnsweredIsWaitedForLonger() {
        var pace = FramePace(asks: true)
        _ = pace.send(2_000)
        pace.answer()

        _ = pace.send(2_000)

        #expect(pace.isWaiting && pace.pause == FramePace.trust)
    }

    @Test func aLateAnswerIsNotThatOfTheNextFrame() {
        var pace = FramePace(asks: true)
        _ = pace.send(2_000)
        pace.timeOut()
        _ = pace.send(2_000)

        pace.answer()
        let isWaiting = pace.isWaiting
        pace.answer()

        #expect(isWaiting && !pace.isWaiting)
    }

    @Test func oneLostAnswerDoesNotHoldUpTheNextFrames() {
        var pace = FramePace(asks: true)
        _ = pace.send(2_000)
        pace.answer()
        _ = pace.send(2_000)
        pace.timeOut()

        _ = pace.send(2_000)
        pace.answer()

        #expect(!pace.isWaiting)
    }

    @Test func aLineThatComesBackIsAskedAgain() {
        var pace = FramePace(asks: true)
        _ = pace.send(2_000)
        pace.answer()
        for _ in 0..<3 where pace.send(2_000) { pace.timeOut() }

        let inVain = pace.send(2_000)
        pace.answer()
        let back = pace.send(2_000)

        #expect(!inVain && back)
    }

    @Test func somebodyElsesAnswersAreNotWaitedFor() {
        var pace = FramePace(asks: true)
        _ = pace.send(2_000)

        pace.forget()

        let isWaiting = pace.isWaiting
        let isAsked = pace.send(2_000)
        pace.answer()
        #expect(!isWaiting && isAsked && !pace.isWaiting)
    }

    @Test func whereNobodyCanAnswerNothingIsAsked() {
        var pace = FramePace(asks: false)

        let isAsked = pace.send(9_000)

        #expect(!isAsked && !pace.isWaiting)
    }
}
