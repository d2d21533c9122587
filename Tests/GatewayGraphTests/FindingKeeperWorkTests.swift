import Foundation
import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct FindingKeeperWorkTests {
    /// Many routes on one Gateway, each with a policy on it.
    private static func index(_ count: Int) -> ReferenceIndex {
        var index = ReferenceIndex()
        for type in PolicyKeeper.checkedTypes { index.beginList(of: type) }
        index.put(GraphSample.row(.gateway, "infra/public"), .gateway)
        for number in 0..<count {
            index.put(GraphSample.route("shop/route-\(number)"), .httpRoute)
            index.put(GraphSample.policy("shop/policy-\(number)", on: "route-\(number)"), .trafficPolicy)
        }
        for type in PolicyKeeper.checkedTypes { index.completeList(of: type, in: nil) }
        return index
    }

    private static func step(_ keeper: inout FindingKeeper, _ policies: inout PolicyKeeper, _ index: ReferenceIndex, at now: Double) -> FindingKeeper.Step {
        keeper.step(&policies, index, isAsked: false, now: now, at: Date(timeIntervalSince1970: now), clock: { now })
    }

    /// - Parameter limit: Of objects that are looked through unasked.
    /// - Returns: What a step does after an event, a minute after the lists were complete.
    private static func workOfAnEvent(among count: Int, limit: Int) throws -> [Work.Kind: Int] {
        var index = index(count), keeper = FindingKeeper(unaskedLimit: limit), policies = PolicyKeeper()
        for moment in [0, 60.0] {
            // A look that took so long is not taken again for every event.
            if case .look(let look) = step(&keeper, &policies, index, at: moment) { keeper.take(try #require(look.outcome(FindingOptions())), took: 20, now: moment) }
        }
        try #require((keeper.progress == .ready) == (2 * count + 1 <= limit))
        let row = GraphSample.policy("shop/policy-7", on: "route-7", asking: "login"), id = GraphID(.trafficPolicy, row.key)
        index.put(row, .trafficPolicy)
        policies.note(row, of: id)
        keeper.note(id, isRestated: true, at: Date(timeIntervalSince1970: 70))
        let work = Work.measure { _ = step(&keeper, &policies, index, at: 70) }
        #expect(keeper.progress != .ready || (work[.unpacking] ?? 0) > 0, "it looked at the policy")
        return work
    }

    @Test(arguments: [10, 10_000]) func theWorkOfAnEventDoesNotGrowWithTheClusterWhetherOrNotFindingsAreKept(limit: Int) throws {
        let few = try Self.workOfAnEvent(among: 60, limit: limit), many = try Self.workOfAnEvent(among: 600, limit: limit)

        for kind in Work.Kind.allCases {
            // One more look-up by a name, where a table happens to be fuller.
            #expect((many[kind] ?? 0) <= 2 * (few[kind] ?? 0) + 24, "\(kind): \(few[kind] ?? 0) and \(many[kind] ?? 0)")
        }
    }
}
