import KubeModel
import TestSupport
import Testing

@testable import KubeClient

private let polling = state(.polling(everySeconds: 30))

extension ReflectorBench {
    /// A machine that may list, and has: what it watches with is refused.
    fileprivate static func polling() -> ReflectorBench {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(noRight))
        _ = bench.send(.opened)
        _ = bench.send(.listed(version: "7", continueToken: nil))
        return bench
    }
}

@Suite struct ReflectorPolling {
    @Test func aStreamingListThatIsForbiddenMayStillBeListed() {
        var bench = ReflectorBench()
        _ = bench.send(.start)

        #expect(bench.send(.failed(noRight)) == [open(.list(notOlderThan: nil))])
    }

    @Test func withoutTheRightToWatchTheListIsReadEveryHalfMinute() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(noRight))
        _ = bench.send(.opened)

        #expect(
            bench.send(.listed(version: "7", continueToken: nil)) == [.emit(.listCompleted(generation: 1)), polling])
        // A refusal may be a passing one: at first it is looked into quickly.
        for seconds in [5.0, 10, 20] {
            #expect(bench.after(seconds, .tick) == [open(.watch(from: "7"))])
            _ = bench.send(.failed(noRight))
        }
        _ = bench.send(.opened)
        _ = bench.send(.listed(version: "8", continueToken: nil))
        #expect(bench.after(29.9, .tick) == [])
        #expect(bench.after(0.1, .tick) == [open(.list(notOlderThan: "8"))])
    }

    @Test func aListThatIsReadAgainIsNotShownAsNews() {
        var bench = ReflectorBench.polling()
        _ = bench.after(30, .tick)
        _ = bench.send(.failed(noRight))

        #expect(bench.send(.opened) == [.emit(.listStarted(generation: 2))])
        #expect(bench.send(.arrived(rows: 300, added: 300, version: "8")) == [])
        #expect(bench.send(.listed(version: "9", continueToken: nil)) == [.emit(.listCompleted(generation: 2))])
    }

    @Test func aServerWithoutWatchesIsPolledToo() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(.methodNotAllowed("no watch")))
        _ = bench.send(.opened)
        _ = bench.send(.listed(version: "7", continueToken: nil))

        #expect(bench.send(.failed(.methodNotAllowed("no watch"))) == [polling])
    }

    @Test func aServerThatRefusesEveryWatchAsMalformedIsPolled() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(notSupported))
        _ = bench.send(.opened)
        _ = bench.send(.listed(version: "7", continueToken: nil))

        #expect(bench.send(.failed(notSupported)) == [open(.list(notOlderThan: nil))])
        _ = bench.send(.opened)
        _ = bench.send(.listed(version: "7", continueToken: nil))
        #expect(bench.send(.failed(notSupported)) == [polling])
    }

    @Test func watchingIsTriedAgainSoonAndThenLessAndLessOften() {
        var bench = ReflectorBench.polling()
        var attempts: [Int] = []
        for second in 1...800 {
            for output in bench.after(1, .tick) {
                if case .open(.watch, _) = output {
                    attempts.append(second)
                    if bench.send(.failed(noRight)).contains(open(.list(notOlderThan: "7"))) { _ = bench.send(.opened) }
                }
            }
            _ = bench.send(.listed(version: "7", continueToken: nil))
        }

        #expect(attempts == [5, 15, 35, 75, 155, 315, 555, 795])
    }

    @Test func aWatchThatIsRefusedAgainGoesBackToTheList() {
        var bench = ReflectorBench.polling()
        bench.time = 300
        _ = bench.send(.tick)

        #expect(bench.send(.failed(noRight)) == [open(.list(notOlderThan: "7"))])
        _ = bench.send(.opened)
        #expect(bench.send(.listed(version: "8", continueToken: nil)) == [.emit(.listCompleted(generation: 2))])
    }

    @Test func aPersonWhoAsksMakesItTryToWatch() {
        var bench = ReflectorBench.polling()

        #expect(bench.after(1, .retryRequested) == [open(.watch(from: "7"))])
        #expect(bench.send(.opened) == [state(.live)])
    }

    @Test func rightsThatGoWhileWatchingEndInPolling() {
        var bench = ReflectorBench.live()
        _ = bench.after(300, .ended)

        #expect(bench.send(.failed(noRight)) == [open(.list(notOlderThan: "11"))])
        _ = bench.send(.opened)
        #expect(
            bench.send(.listed(version: "12", continueToken: nil)) == [.emit(.listCompleted(generation: 2)), polling])
    }
}

@Suite struct ReflectorRights {
    @Test func aKindThatIsForbiddenIsAskedForSoonAndThenLessOften() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(noRight))

        #expect(bench.send(.failed(noRight)) == [state(.forbidden(noRight))])
        #expect(bench.after(0.8, .tick) == [open(.streamingList(notOlderThan: nil))])
        for _ in 1...8 {
            _ = bench.send(.failed(noRight))
            _ = bench.send(.failed(noRight))
            bench.time += 31
            _ = bench.send(.tick)
        }
        _ = bench.send(.failed(noRight))
        _ = bench.send(.failed(noRight))
        #expect(bench.machine.deadline == bench.time + 30)
    }

    @Test func credentialsAreTriedEveryTenSecondsAtTheLatest() {
        var bench = ReflectorBench.live()
        for _ in 1...9 {
            _ = bench.send(.failed(.unauthorized))
            bench.time += 10
            #expect(bench.send(.tick) == [open(.watch(from: "11"))])
        }
        #expect(bench.send(.opened) == [state(.live)])
    }

    @Test func aPluginThatFailsIsTreatedLikeATokenThatExpired() {
        var bench = ReflectorBench.live()
        let error = ClusterError.loginFailed("The plugin is not there.")

        #expect(bench.send(.failed(error)) == [state(.credentialsExpired(error))])
        #expect(bench.after(0.8, .tick) == [open(.watch(from: "11"))])
    }

    @Test func aServerThatIsNotTrustedIsAskedOnceASecond() {
        var bench = ReflectorBench.live()
        _ = bench.after(300, .ended)
        let error = ClusterError.untrusted("The certificate is of somebody else.")

        #expect(bench.send(.failed(error)) == [.awaitServer, state(.retrying(error, inSeconds: 1))])
    }
}
