import Testing

@testable import NcursesTerminal

@Suite struct FramePaceTests {
    private var pace = FramePace(asks: true)
    private var now = ContinuousClock.now

    /// Sends a frame, and lets the answer come after a while.
    private mutating func send(_ count: Int = 2_000, answeredAfter pause: Duration) {
        if pace.send(count, at: now) {
            now += pause
            pace.answer(at: now)
        }
    }

    private mutating func makeSlow() {
        send(answeredAfter: .milliseconds(150))
    }

    @Test mutating func untilALineHasShownThatItIsSlowNothingWaits() {
        let isAsked = pace.send(9_000, at: now)
        let isWaiting = pace.isWaiting
        let isAskedAgain = pace.send(9_000, at: now + .milliseconds(20))

        #expect(isAsked && !isWaiting && !isAskedAgain && !pace.isWaiting)
    }

    @Test mutating func onASlowLineTheAnswerIsWaitedFor() {
        makeSlow()

        let isAsked = pace.send(2_000, at: now)
        let isWaiting = pace.isWaiting
        now += .milliseconds(100)
        pace.answer(at: now)

        #expect(isAsked && isWaiting && !pace.isWaiting)
    }

    @Test mutating func smallChangesShareAQuestion() {
        makeSlow()

        var asked: [Bool] = []
        for _ in 0..<4 { asked.append(pace.send(80, at: now)) }

        #expect(asked == [false, false, true, false])
    }

    @Test mutating func aQuickLineIsAskedNowAndThenAndNeverWaitedFor() {
        send(answeredAfter: .milliseconds(2))

        var asked = 0
        for _ in 0..<100 {
            now += .milliseconds(50)
            if pace.send(2_000, at: now) {
                asked += 1
                #expect(!pace.isWaiting)
                pace.answer(at: now + .milliseconds(2))
            }
        }

        #expect(asked == 2)
    }

    @Test mutating func aLineThatBecomesSlowIsNoticed() {
        send(answeredAfter: .milliseconds(2))
        now += .seconds(3)
        send(answeredAfter: .milliseconds(300))

        _ = pace.send(2_000, at: now)

        #expect(pace.isWaiting)
    }

    @Test mutating func aLineThatIsQuickAgainIsWaitedForNoLonger() {
        makeSlow()
        for _ in 0..<8 { send(answeredAfter: .milliseconds(5)) }

        now += .seconds(3)
        _ = pace.send(2_000, at: now)

        #expect(!pace.isWaiting)
    }

    @Test mutating func whoNeverAnswersIsAskedThreeTimes() {
        var asked = 0
        for _ in 0..<20 {
            if pace.send(2_000, at: now) { asked += 1 }
            #expect(!pace.isWaiting)
            now += .seconds(3)
        }

        #expect(asked == 3)
    }

    @Test mutating func oneLostAnswerDoesNotHoldUpTheNextFrames() {
        makeSlow()
        _ = pace.send(2_000, at: now)
        pace.timeOut()

        _ = pace.send(2_000, at: now)
        pace.answer(at: now + .milliseconds(100))

        #expect(!pace.isWaiting)
    }

    @Test mutating func somebodyElsesAnswersAreNotWaitedFor() {
        makeSlow()
        _ = pace.send(2_000, at: now)

        pace.forget()

        #expect(!pace.isWaiting && !pace.isOwed)
    }

    @Test func whereNobodyCanAnswerNothingIsAsked() {
        var pace = FramePace(asks: false)

        let isAsked = pace.send(9_000, at: .now)

        #expect(!isAsked && !pace.isWaiting)
    }
}
