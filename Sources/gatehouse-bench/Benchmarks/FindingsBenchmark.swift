import Foundation
import GatewayGraph
import KubeModel

/// What it costs to know everything that is wrong: at first, and after one change.
enum FindingsBenchmark {
    private static let rounds = 7

    /// - Parameters:
    ///   - everything: Milliseconds that the policies of all of it take.
    ///   - change: Another version of one of them, by its number.
    static func figures(_ objects: [JSONValue], everything: Double, change: (Int) -> JSONValue) -> [Figure] {
        var index = ReferenceIndex(), policies = PolicyKeeper(), keeper = FindingKeeper()
        var now = 0.0, looks: [Double] = [], changes: [Double] = [], found = 0
        func put(_ object: JSONValue) {
            guard let (row, type) = PoliciesBenchmark.row(of: object) else { return }
            let id = GraphID(type, row.key)
            if keeper.isNoting { keeper.noteBefore(id, row, index) }
            guard index.put(row, type) else { return }
            policies.note(row, of: id)
            if keeper.isNoting { keeper.note(id, isRestated: false, at: Date()) }
        }
        /// Does what is due within so many seconds.
        func settle(within seconds: Double) {
            let end = now + seconds
            while now <= end {
                let begun = ContinuousClock.now, start = now
                switch keeper.step(&policies, index, isAsked: true, now: now, at: Date(), clock: { start + begun.seconds }) {
                case .nothing: return
                case .wait(let wait): now += max(wait, 0.001)
                case .look(let look):
                    let begun = ContinuousClock.now
                    guard let all = look.outcome(FindingOptions()) else { return }
                    looks.append(begun.seconds)
                    found += all.findings.count
                    keeper.take(all, took: begun.seconds, now: now)
                }
            }
        }
        for object in objects { put(object) }
        settle(within: 60)
        for round in 0..<rounds {
            put(change(round))
            let begun = ContinuousClock.now
            settle(within: 0.1)
            changes.append(begun.seconds)
            keeper.noteSurroundings()
            settle(within: 60)
        }
        guard found >= 0, !looks.isEmpty else { return [] }
        return [
            Figure("everything that is wrong", looks.median * 1e3, "ms", beside: ("policies of everything", everything), goal: .ratioAtMost(3)),
            Figure("what is wrong after a change", changes.median * 1e3, "ms", beside: ("policies of everything", everything), goal: .ratioAtMost(0.3)),
        ]
    }
}
