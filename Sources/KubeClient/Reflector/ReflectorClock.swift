import Foundation

/// Time and chance as reflectors see them; tests bring their own.
struct ReflectorClock: Sendable {
    /// Seconds that never go backwards, since any fixed moment.
    var now: @Sendable () -> Double
    /// Returns early when the task is cancelled.
    var sleep: @Sendable (_ seconds: Double) async -> Void
    /// 0 to 1, evenly spread.
    var random: @Sendable () -> Double
    /// Seconds that the computer has slept so far, since any fixed moment.
    var asleep: @Sendable () -> Double = { 0 }

    static let live: ReflectorClock = {
        // Both go on through changes of the wall clock; only the first goes on while the computer sleeps.
        let start = ContinuousClock.now, awakeStart = SuspendingClock.now
        return ReflectorClock(
            now: { (ContinuousClock.now - start) / .seconds(1) },
            // A sleep that is cancelled has nothing to report: whoever cancelled it has moved on.
            sleep: { try? await Task.sleep(for: .seconds($0)) },
            random: { Double.random(in: 0..<1) },
            asleep: { (ContinuousClock.now - start) / .seconds(1) - (SuspendingClock.now - awakeStart) / .seconds(1) })
    }()
}
