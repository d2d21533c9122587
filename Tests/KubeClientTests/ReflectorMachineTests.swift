import KubeModel
import TestSupport
import Testing

@testable import KubeClient

@Suite struct ReflectorListing {
    @Test func theFirstRequestIsAStreamingListOfWhateverIsNewest() {
        var bench = ReflectorBench()

        let outputs = bench.send(.start)

        #expect(outputs == [state(.connecting), open(.streamingList(notOlderThan: nil))])
    }

    @Test func theEndBookmarkCompletesTheListAndTheSameRequestGoesOnAsAWatch() {
        var bench = ReflectorBench()
        _ = bench.send(.start)

        #expect(bench.send(.opened) == [.emit(.listStarted(generation: 1)), state(.listing(count: 0))])
        #expect(bench.send(.arrived(rows: 3, added: 3, version: "9")) == [state(.listing(count: 3))])
        #expect(
            bench.send(.bookmark(version: "10", endsInitialEvents: true))
                == [.emit(.listCompleted(generation: 1)), state(.live)])
        #expect(bench.machine.version == "10")
    }

    @Test(arguments: [notSupported, .invalid(APIStatus(code: 422, reason: "Invalid", message: "no"))])
    func aServerThatRefusesTheStreamingListIsAskedForAListAtOnce(error: ClusterError) {
        var bench = ReflectorBench()
        _ = bench.send(.start)

        #expect(bench.send(.failed(error)) == [open(.list(notOlderThan: nil))])
    }

    @Test func aListThatIsRefusedTooIsReadInPages() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(notSupported))

        #expect(bench.send(.failed(notSupported)) == [open(.page(after: nil))])
    }

    @Test func fiveSecondsWithoutInitialEventsOrTheirEndMeanTheServerIgnoredTheWish() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.after(1, .opened)
        _ = bench.after(4, .arrived(rows: 2, added: 2, version: "5"))

        #expect(bench.after(4, .arrived(rows: 1, added: 0, version: "6")).isEmpty)
        #expect(bench.after(0.9, .tick) == [])
        #expect(bench.after(0.1, .tick) == [.close, open(.list(notOlderThan: nil))])
    }

    @Test func pagesFollowOneAnotherAsOneListAndEndInAWatch() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(notSupported))
        _ = bench.send(.failed(notSupported))
        _ = bench.send(.opened)

        #expect(bench.send(.listed(version: "7", continueToken: "t")) == [open(.page(after: "t"))])
        #expect(bench.send(.opened) == [])
        #expect(
            bench.send(.listed(version: "7", continueToken: nil))
                == [.emit(.listCompleted(generation: 1)), state(.live), open(.watch(from: "7"))])
    }

    @Test func aForgottenContinueTokenStartsThePagesAgainUnderANewNumber() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(notSupported))
        _ = bench.send(.failed(notSupported))
        _ = bench.send(.opened)
        _ = bench.send(.listed(version: "7", continueToken: "t"))

        #expect(bench.send(.failed(.gone)) == [open(.page(after: nil))])
        #expect(bench.send(.opened).first == .emit(.listStarted(generation: 2)))
    }

    @Test func aListThatBreaksOffIsNeverCompleted() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.opened)
        _ = bench.send(.arrived(rows: 5, added: 5, version: "3"))

        #expect(bench.send(.failed(.truncated)) == [.awaitServer, state(.retrying(.truncated, inSeconds: 1))])
        #expect(bench.send(.reachable(wasRefused: false)) == [open(.streamingList(notOlderThan: nil))])
        #expect(bench.send(.opened).first == .emit(.listStarted(generation: 2)))
    }
}

@Suite struct ReflectorWatching {
    @Test func aWatchThatEndsInItsTimeIsResumedAtOnceAndNotShown() {
        var bench = ReflectorBench.live()

        #expect(bench.after(300, .ended) == [open(.watch(from: "11"))])
        #expect(bench.send(.opened) == [])
    }

    @Test func bookmarksMoveTheVersionForward() {
        var bench = ReflectorBench.live()

        _ = bench.send(.bookmark(version: "99", endsInitialEvents: false))

        #expect(bench.after(300, .ended) == [open(.watch(from: "99"))])
    }

    @Test func anExpiredVersionStartsANewListAndRowsStayUntilItIsComplete() {
        var bench = ReflectorBench.live()

        #expect(bench.send(.failed(.gone)) == [open(.streamingList(notOlderThan: "11"))])
        #expect(bench.send(.opened) == [.emit(.listStarted(generation: 2)), state(.listing(count: 0))])
        #expect(
            bench.send(.bookmark(version: "40", endsInitialEvents: true))
                == [.emit(.listCompleted(generation: 2)), state(.live)])
    }

    @Test func aVersionFromTheServersFutureIsForgotten() {
        var bench = ReflectorBench.live()
        _ = bench.send(.failed(.gone))

        #expect(bench.send(.failed(.versionTooLarge)) == [open(.streamingList(notOlderThan: nil))])
    }

    @Test func aWatchThatNeverSaidAnythingIsFollowedByAList() {
        var bench = ReflectorBench.live()
        _ = bench.send(.ended)
        _ = bench.send(.opened)

        #expect(bench.after(300, .ended) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func aWatchThatEndsAsSoonAsItBeganCountsAsLost() {
        var bench = ReflectorBench.live()
        _ = bench.after(60, .ended)
        _ = bench.send(.opened)

        #expect(bench.after(0.1, .ended) == [open(.watch(from: "11"))])
        #expect(bench.send(.opened) == [])
        #expect(bench.after(0.1, .ended) == [.awaitServer, state(.retrying(.reset, inSeconds: 1))])
    }

    @Test func silenceBeyondTheBookmarksOpensANewWatch() {
        var bench = ReflectorBench.live()
        _ = bench.send(.bookmark(version: "12", endsInitialEvents: false))

        #expect(bench.after(29, .tick) == [.askForSign])
        #expect(bench.after(1, .tick) == [.close, open(.watch(from: "12"))])
    }

    @Test func aWatchWhoseAnswerNeverBeginsTimesOut() {
        var bench = ReflectorBench.live()
        _ = bench.after(300, .ended)

        #expect(bench.after(30, .tick) == [.close, .awaitServer, state(.retrying(.timedOut, inSeconds: 1))])
    }
}

@Suite struct ReflectorFailing {
    @Test func aWatchThatBreaksIsTriedOnceMoreBeforeAnybodyIsTold() {
        var bench = ReflectorBench.live()

        #expect(bench.send(.failed(.reset)) == [open(.watch(from: "11"))])
        #expect(bench.send(.failed(.reset)) == [.awaitServer, state(.retrying(.reset, inSeconds: 1))])
        #expect(bench.send(.reachable(wasRefused: false)) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func aServerThatWasStoppedIsListedAgainBecauseItMayBeAnother() {
        var bench = ReflectorBench.live()
        _ = bench.send(.failed(.reset))

        #expect(bench.send(.failed(refused)) == [.awaitServer, state(.retrying(refused, inSeconds: 1))])
        #expect(bench.after(5, .reachable(wasRefused: true)) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func aServerThatAnswersButKeepsBreakingIsNotAskedEverySecond() {
        var bench = ReflectorBench.live()
        for _ in 1...2 { _ = bench.send(.failed(.reset)) }
        _ = bench.send(.reachable(wasRefused: false))
        _ = bench.send(.failed(.reset))

        #expect(
            bench.send(.reachable(wasRefused: false)) == [state(.retrying(.reset, inSeconds: 0.8)), .awaitRecovery])
        #expect(bench.after(0.8, .tick) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func failuresWaitLongerEachTimeUpToThirtySeconds() {
        var bench = ReflectorBench.live()
        var waits: [Double] = []

        for _ in 1...8 {
            guard case .emit(.state(.retrying(_, let seconds)))? = bench.send(.failed(serverFailure)).first else {
                break
            }
            waits.append(seconds)
            _ = bench.after(seconds, .tick)
        }

        #expect(waits == [0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30])
    }

    @Test func twoQuietMinutesStartTheWaitsOver() {
        var bench = ReflectorBench.live()
        for _ in 1...3 {
            _ = bench.send(.failed(serverFailure))
            _ = bench.after(10, .tick)
        }

        #expect(
            bench.after(121, .failed(serverFailure)) == [
                state(.retrying(serverFailure, inSeconds: 0.8)), .awaitRecovery,
            ])
    }

    @Test func retryAfterIsObeyed() {
        var bench = ReflectorBench.live()
        let error = ClusterError.tooManyRequests(retryAfter: 7)

        #expect(bench.send(.failed(error)) == [state(.retrying(error, inSeconds: 7))])
        #expect(bench.after(6.9, .tick) == [])
        #expect(bench.after(0.2, .tick) == [open(.watch(from: "11"))])
    }

    @Test func aKindThatIsNotServedIsNotInstalledAndAskedForAgain() {
        var bench = ReflectorBench()
        _ = bench.send(.start)

        #expect(bench.send(.failed(.notFound("404 page not found"))) == [state(.notInstalled)])
        #expect(bench.after(0.8, .tick) == [open(.streamingList(notOlderThan: nil))])
    }

    @Test func aKindThatWasThereKeepsItsRowsWhileTheServerStarts() {
        var bench = ReflectorBench.live()
        let error = ClusterError.notFound("404 page not found")

        #expect(bench.send(.failed(error)) == [state(.retrying(error, inSeconds: 0.4))])
        #expect(bench.after(0.4, .tick) == [open(.watch(from: "11"))])
        #expect(bench.after(3, .failed(error)) == [state(.retrying(error, inSeconds: 1))])
        #expect(bench.after(1, .tick) == [open(.watch(from: "11"))])
        // Whether it is gone for good is for discovery to say: a load balancer without servers answers alike.
        #expect(bench.after(60, .failed(error)) == [state(.retrying(error, inSeconds: 5))])
    }

    @Test func expiredCredentialsKeepTheVersionAndKeepTrying() {
        var bench = ReflectorBench.live()

        #expect(bench.send(.failed(.unauthorized)) == [state(.credentialsExpired(.unauthorized))])
        #expect(bench.after(0.8, .tick) == [open(.watch(from: "11"))])
        #expect(bench.send(.opened) == [state(.live)])
    }

    @Test func aPersonWhoAsksIsServedAtOnce() {
        var bench = ReflectorBench.live()
        _ = bench.send(.failed(.tooManyRequests(retryAfter: 60)))

        #expect(bench.send(.retryRequested) == [open(.watch(from: "11"))])
        #expect(bench.send(.retryRequested) == [])
    }
}
