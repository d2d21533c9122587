import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import KubeClient

@Suite struct ReflectorRecovery {
    @Test func aShortRequestThatWorksEndsALongWait() {
        var bench = ReflectorBench.live()
        for _ in 1...6 {
            _ = bench.send(.failed(serverFailure))
            bench.time += 31
            _ = bench.send(.tick)
        }
        #expect(bench.send(.failed(serverFailure)) == [state(.retrying(serverFailure, inSeconds: 30)), .awaitRecovery])

        #expect(bench.after(1, .recovered) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func shortRequestsThatWorkWhereRealOnesDoNotAreBelievedLessEachTime() {
        var bench = ReflectorBench.live()
        for _ in 1...5 {
            _ = bench.send(.failed(serverFailure))
            _ = bench.after(60, .tick)
        }
        var waits: [Double] = []
        for _ in 1...6 {
            _ = bench.send(.failed(serverFailure))
            let before = bench.time
            _ = bench.after(0.5, .recovered)
            if case .waiting(let until) = bench.machine.phase {
                bench.time = until
                _ = bench.send(.tick)
            }
            waits.append(bench.time - before)
        }

        #expect(waits == [0.5, 2.5, 4.5, 8.5, 10.5, 10.5])
    }

    @Test func aListThatWorksMakesTheNextFailureANewOne() {
        var bench = ReflectorBench.live()
        _ = bench.after(300, .ended)
        for _ in 1...4 {
            _ = bench.send(.failed(.unauthorized))
            _ = bench.after(30, .tick)
        }
        _ = bench.send(.opened)
        _ = bench.after(6, .failed(.unauthorized))

        #expect(bench.machine.deadline == bench.time + 0.8)
    }

    @Test func aWatchThatFailsAfterEveryListMakesTheWaitsGrow() {
        var bench = ReflectorBench.live()
        var waits: [Double] = []
        for round in 1...4 {
            guard case .emit(.state(.retrying(_, let wait)))? = bench.send(.failed(serverFailure)).first else { break }
            waits.append(wait)
            _ = bench.after(wait, .tick)
            _ = bench.send(.opened)
            _ = bench.send(.bookmark(version: "\(20 + round)", endsInitialEvents: true))
        }

        #expect(waits == [0.8, 0.8, 1.6, 3.2])
    }

    @Test func aServerThatForgetsEveryVersionAtOnceIsNotAskedWithoutEnd() {
        var bench = ReflectorBench.live()
        var opened = 0
        for _ in 1...50 {
            guard case .open? = bench.send(.failed(.gone)).first else { break }
            opened += 1
            _ = bench.send(.opened)
            _ = bench.send(.bookmark(version: "20", endsInitialEvents: true))
        }

        #expect(opened == ImmediateRetries.turnLimit)
        #expect(bench.machine.phase == .waiting(until: bench.time + 0.8))
    }

    @Test func watchesThatEndAfterEachBookmarkAreNotOpenedWithoutEnd() {
        var bench = ReflectorBench.live()
        var opened = 0
        for _ in 1...50 {
            guard case .open? = bench.after(0.01, .ended).first else { break }
            opened += 1
            _ = bench.send(.opened)
            _ = bench.send(.bookmark(version: "20", endsInitialEvents: false))
        }

        #expect(opened <= ImmediateRetries.turnLimit + 1)
    }

    @Test func garbageMeansThatNothingOfItIsTrusted() {
        var bench = ReflectorBench.live()

        #expect(bench.send(.failed(.notJSON)) == [state(.retrying(.notJSON, inSeconds: 0.8)), .awaitRecovery])
        #expect(bench.after(0.8, .tick) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func aListWithDamagedObjectsIsReadAgainBeforeItDropsThem() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(notSupported))
        _ = bench.send(.opened)

        #expect(
            bench.send(.listed(version: "7", continueToken: nil, unreadable: 1)).first
                == state(.retrying(.notJSON, inSeconds: 0.8)))
        _ = bench.after(0.8, .tick)
        _ = bench.send(.opened)
        #expect(
            bench.send(.listed(version: "7", continueToken: nil, unreadable: 1)).first
                == .emit(.listCompleted(generation: 2)))
    }

    @Test func retryAfterOfHoursIsNotTakenLiterally() {
        var bench = ReflectorBench.live()
        _ = bench.send(.failed(.unavailable(message: "closed", retryAfter: 7_200)))

        #expect(bench.machine.deadline == bench.time + 120)
    }
}

@Suite struct ReflectorSilence {
    @Test func aServerWhoseBookmarksComeOftenIsMissedSooner() {
        var bench = ReflectorBench.live()
        _ = bench.after(15, .bookmark(version: "12", endsInitialEvents: false))

        _ = bench.after(15, .bookmark(version: "13", endsInitialEvents: false))

        #expect(bench.after(48.5, .tick) == [.askForSign])
        #expect(bench.machine.deadline == bench.time + 0.25)
        #expect(bench.after(0.25, .tick) == [.close, open(.watch(from: "13"))])
    }

    @Test func aWatchThatNeverSaidAnythingIsNotWaitedForInVain() {
        var bench = ReflectorBench.live()
        _ = bench.after(300, .ended)
        _ = bench.send(.opened)

        #expect(bench.after(150, .tick) == [.close, open(.streamingList(notOlderThan: "11"))])
    }

    @Test func aSilentServerIsAskedForASignAndNoLongerCalledLiveWithoutOne() {
        var bench = ReflectorBench.live()

        // At the next multiple of fifteen seconds, where all kinds ask together.
        #expect(bench.machine.deadline == 30)
        #expect(bench.after(9.9, .tick) == [])
        #expect(bench.after(0.1, .tick) == [.askForSign])
        #expect(bench.machine.deadline == 45)
        #expect(
            bench.after(5, .unanswered(.timedOut))
                == [.close, .awaitServer, state(.retrying(.timedOut, inSeconds: 1))])
        #expect(
            bench.after(9, .reachable(wasRefused: false)) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func whatAWatchBringsIsASignToo() {
        var bench = ReflectorBench.live()
        _ = bench.after(10, .tick)
        _ = bench.after(1, .arrived(rows: 1, added: 0, version: "12"))

        #expect(bench.after(4, .unanswered(.timedOut)) == [])
        #expect(bench.machine.deadline == 45)
    }

    @Test func anAnswerOnAnotherConnectionDoesNotVouchForTheWatch() {
        var bench = ReflectorBench.live()
        _ = bench.after(10, .tick)
        #expect(bench.send(.answered(isAlone: true)) == [])

        #expect(bench.after(9.9, .tick) == [])
        #expect(
            bench.after(0.1, .tick) == [.close, .open(.watch(from: "11"), watchSeconds: 15)])
    }

    @Test func anAnswerOnTheSameConnectionVouchesForTheWatch() {
        var bench = ReflectorBench.live()
        _ = bench.after(10, .tick)
        _ = bench.send(.answered(isAlone: false))

        #expect(bench.after(15, .tick) == [.askForSign])
        #expect(bench.after(15, .tick) == [.askForSign])
    }

    @Test func aQuestionOfTheWatchBeforeIsOneOfTheWatchThatHasYetToBegin() {
        var bench = ReflectorBench.live()
        _ = bench.send(.answered(isAlone: true))
        _ = bench.after(10, .tick)
        _ = bench.after(10, .tick)

        #expect(
            bench.send(.unanswered(.timedOut))
                == [.close, .awaitServer, state(.retrying(.timedOut, inSeconds: 1))])
    }

    @Test func briefWatchesThatSayNothingDoNotListEachTime() {
        var bench = ReflectorBench.live()
        _ = bench.after(10, .tick)
        _ = bench.send(.answered(isAlone: true))
        _ = bench.after(10, .tick)

        for _ in 1...8 {
            _ = bench.send(.opened)
            #expect(bench.after(15, .ended) == [.open(.watch(from: "11"), watchSeconds: 15)])
        }
        _ = bench.send(.opened)
        // Nothing since 20 seconds: our version may be of a history that the server no longer has.
        #expect(bench.after(15, .ended) == [open(.streamingList(notOlderThan: "11"))])
    }

    @Test func watchesOfAServerThatMarksItsProgressOftenAreNotBrief() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.opened)
        _ = bench.send(.bookmark(version: "10", endsInitialEvents: true))
        _ = bench.after(15, .bookmark(version: "12", endsInitialEvents: false))
        _ = bench.send(.answered(isAlone: true))
        _ = bench.after(15, .bookmark(version: "13", endsInitialEvents: false))

        #expect(bench.after(20, .tick) == [.close, open(.watch(from: "13"))])
    }

    @Test func theMarkThatEndsABriefWatchDoesNotMakeTheNextOneLong() {
        var bench = ReflectorBench.live()
        _ = bench.after(10, .tick)
        _ = bench.send(.answered(isAlone: true))
        _ = bench.after(10, .tick)

        for version in ["12", "13", "14"] {
            _ = bench.send(.opened)
            _ = bench.after(13, .bookmark(version: version, endsInitialEvents: false))
            #expect(bench.after(2, .ended) == [.open(.watch(from: version), watchSeconds: 15)])
        }
    }

    @Test func aListThatStallsIsGivenUp() {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.failed(notSupported))
        _ = bench.send(.opened)
        _ = bench.after(10, .arrived(rows: 4, added: 4, version: "3"))

        #expect(bench.after(29, .tick) == [])
        #expect(bench.after(1, .tick) == [.close, .awaitServer, state(.retrying(.timedOut, inSeconds: 1))])
    }

    @Test func afterSleepEveryConnectionIsReplaced() {
        var bench = ReflectorBench.live()

        #expect(bench.after(5_000, .woke) == [.close, open(.watch(from: "11"))])
        _ = bench.send(.failed(refused))
        #expect(bench.send(.woke) == [open(.streamingList(notOlderThan: "11"))])
    }
}

@Suite(.timeLimit(.minutes(10))) struct ReflectorProbes {
    @Test func oneKindAfterTheOtherAsksForAllOfThem() async {
        let asked = Mutex<[String]>([])
        let clock = ReflectorClock(now: { 0 }, sleep: { _ in await Task.yield() }, random: { 0 })
        let isReady = Mutex(false)
        let probe = RecoveryProbe(clock: clock) { request in
            while !isReady.withLock({ $0 }) { await Task.yield() }
            return asked.withLock {
                $0.append(request.path)
                return $0.count < 4
            }
        }

        await withTaskGroup(of: Void.self) { group in
            for name in ["/a", "/b"] {
                group.addTask { await probe.recovered(asking: HTTPRequest(path: name)) }
                while await probe.waiting < (name == "/a" ? 1 : 2) { await Task.yield() }
            }
            isReady.withLock { $0 = true }
        }

        #expect(asked.withLock { $0 } == ["/a", "/b", "/a", "/b"])
    }

    @Test func sleepIsNoticedAndEveryReflectorIsTold() async {
        let slept = Mutex(0.0)
        let clock = ReflectorClock(
            now: { 0 }, sleep: { _ in try? await Task.sleep(for: .milliseconds(1)) }, random: { 0 },
            asleep: {
                slept.withLock {
                    $0 += 3_600
                    return $0
                }
            })
        let retrySignals = RetrySignals(clock: clock)
        let (stream, continuation) = AsyncStream.makeStream(of: RetrySignal.self)
        let number = retrySignals.subscribe { continuation.yield($0) }

        for await signal in stream {
            #expect(signal == .wakeUp)
            break
        }
        retrySignals.unsubscribe(number)
    }
}
