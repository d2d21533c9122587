import Foundation
import Synchronization
import TestSupport
import Testing

/// A generator that many tasks draw from.
final class SeededChance: Sendable {
    private let chance: Mutex<Chance>

    init(_ seed: UInt64) { chance = Mutex(Chance(seed)) }

    /// 0 to 1.
    func next() -> Double { chance.withLock { Double.random(in: 0..<1, using: &$0) } }
}

@Suite(.timeLimit(.minutes(10))) struct ReflectorConvergenceTests {
    /// `CONVERGENCE_SEEDS=17` plays one seed again, `1-5000` very many.
    private static var seeds: ClosedRange<UInt64> {
        let text = ProcessInfo.processInfo.environment["CONVERGENCE_SEEDS"] ?? "1-200"
        let ends = text.split(separator: "-").compactMap { UInt64($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return 1...200 }
        return first...last
    }

    @Test func afterAnySequenceOfFaultsTheDashboardEqualsTheServer() async throws {
        let seeds = Self.seeds, width = 10
        var wrong: [String] = []
        var connectionsLeft = 0
        func note(_ outcome: ConvergenceRun.Outcome) {
            if let words = outcome.wrong { wrong.append(words) }
            connectionsLeft += outcome.connectionsLeft
        }

        try await withThrowingTaskGroup(of: ConvergenceRun.Outcome.self) { group in
            for seed in seeds {
                if seed - seeds.lowerBound >= width, let outcome = try await group.next() { note(outcome) }
                group.addTask { try await ConvergenceRun(seed: seed).play() }
            }
            for try await outcome in group { note(outcome) }
        }

        for outcome in wrong { Issue.record("\(outcome)") }
        #expect(wrong.isEmpty)
        // A socket that another test's child inherited looks like one of these; a leak would show in every sequence.
        #expect(connectionsLeft <= 10)
    }
}
