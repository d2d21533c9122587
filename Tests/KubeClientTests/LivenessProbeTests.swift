import KubeModel
import Synchronization
import Testing

@testable import KubeClient

@Suite struct LivenessProbeTests {
    @Test func kindsThatAskTogetherAreAnsweredByOneRequest() async {
        let attempts = Mutex(0), time = Mutex(15.0)
        let clock = ReflectorClock(now: { time.withLock { $0 } }, sleep: { _ in }, random: { 0 })
        let liveness = LivenessProbe(clock: clock) {
            attempts.withLock { $0 += 1 }
            return .timedOut
        }

        let answers = await withTaskGroup(of: ClusterError?.self) { group in
            for _ in 1...9 { group.addTask { await liveness.failure() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: .timedOut, count: 9))
        #expect(attempts.withLock { $0 } == 1)

        time.withLock { $0 = 30 }
        _ = await liveness.failure()
        #expect(attempts.withLock { $0 } == 2)
    }
}
