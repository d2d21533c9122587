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

@Suite(.timeLimit(.minutes(10))) struct ConvergenceTests {
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
        let descriptors = openDescriptors().count

        try await withThrowingTaskGroup(of: String?.self) { group in
            for seed in seeds {
                if seed - seeds.lowerBound >= width, let outcome = try await group.next(), let outcome {
                    wrong.append(outcome)
                }
                group.addTask { try await ConvergenceRun(seed: seed).play() }
            }
            for try await outcome in group { if let outcome { wrong.append(outcome) } }
        }

        for outcome in wrong { Issue.record("\(outcome)") }
        #expect(wrong.isEmpty)
        await expectNoLeak(since: descriptors)
    }

    /// Other tests run at the same time, so some are theirs; 200 sequences that leaked one each would be noticed.
    private func expectNoLeak(since before: Int) async {
        let deadline = ContinuousClock.now + .seconds(20)
        while openDescriptors().count > before + 100, ContinuousClock.now < deadline {
            // What is waited for is that threads end; the pause only leaves the processor to them.
            try? await Task.sleep(for: .milliseconds(20))
        }
        let open = openDescriptors()
        #expect(open.count <= before + 100, "\(Dictionary(open.map { ($0, 1) }, uniquingKeysWith: +))")
    }

    /// What each open file of this process is: `socket`, `pipe` and such. The servers' package leaves one event file
    /// behind for each server; those do not count.
    private func openDescriptors() -> [String] {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { name in
            guard let target = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)") else { return nil }
            return target.contains("eventfd") ? nil : target.replacing(/:?\[[0-9]+\]/, with: "")
        }
    }
}
