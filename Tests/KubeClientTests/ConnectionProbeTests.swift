import Foundation
import KubeModel
import Synchronization
import Testing

@testable import KubeClient

@Suite(.timeLimit(.minutes(10))) struct Probing {
    @Test func manyKindsAskTheServerOnceASecondTogether() async {
        let sleeps = Mutex<[Double]>([])
        let attempts = Mutex(0)
        let clock = ReflectorClock(
            now: { 0 }, sleep: { seconds in sleeps.withLock { $0.append(seconds) } }, random: { 0 })
        let isUp = RawGate()
        let probe = ConnectionProbe(clock: clock) {
            let count = attempts.withLock { count in
                count += 1
                return count
            }
            // The first attempt ends only when everybody waits.
            if count == 1 { await isUp.passed() }
            return count < 4 ? .refused(host: "h:1") : nil
        }

        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...9 { group.addTask { await probe.reachable() } }
            while await probe.waiting < 9 { await Task.yield() }
            isUp.open()
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(refused == Array(repeating: true, count: 9))
        #expect(attempts.withLock { $0 } == 4)
        #expect(sleeps.withLock { $0 } == [0.25, 0.25, 0.25])
    }

    @Test func aTaskThatIsCancelledWaitsNoLonger() async {
        let clock = ReflectorClock(now: { 0 }, sleep: { _ in await Task.yield() }, random: { 0 })
        let probe = ConnectionProbe(clock: clock) { .timedOut }
        let task = Task { await probe.reachable() }
        while await probe.waiting < 1 { await Task.yield() }

        task.cancel()

        #expect(await task.value == false)
    }
}

@Suite struct Waiting {
    @Test func chanceSpreadsAWaitByUpToDouble() {
        var early = Backoff()
        var late = Backoff()

        #expect(early.fail(at: 0, random: 0) == 0.8)
        #expect(late.fail(at: 0, random: 1) == 1.6)
    }
}

@Suite struct Logging {
    @Test func onlyTheLatestThousandRequestsAreKept() {
        let log = RequestLog()
        for number in 1...1_005 { _ = log.begin(HTTPRequest(path: "/\(number)"), at: .init(timeIntervalSince1970: 0)) }

        #expect(log.count == 1_005)
        #expect(log.snapshot().count == 1_000)
        #expect(log.snapshot().first?.path == "/6")
        #expect(log.snapshot().last?.id == 1_005)
    }

    @Test func aContinueTokenIsCut() {
        let log = RequestLog()
        let query = [HTTPRequest.Parameter(name: "limit", value: "5"), .init(name: "continue", value: "eyJ2Ijoi")]

        _ = log.begin(HTTPRequest(path: "/x", query: query), at: .init(timeIntervalSince1970: 0))

        #expect(log.snapshot().first?.path == "/x?limit=5&continue=…")
    }
}
