import Foundation
import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct FindingKeeperTests {
    private static func policy(_ target: String, version: Int = 1) -> String {
        PolicySample.policy("p", "kind: HTTPRoute, name: \(target)", "timeouts: {request: 3s}", ", resourceVersion: \"\(version)\", generation: \(version)")
    }

    @Test func whatIsMissingCountsOnceItHasBeenSoForTwoSeconds() throws {
        var bench = try FindingBench(PolicySample.base, Self.policy("crat"))
        #expect(bench.codes(isSettling: true).contains("targetMissing TrafficPolicy a/p"))

        bench.pass(2.1)
        #expect(bench.codes(isSettling: false).contains("targetMissing TrafficPolicy a/p"))
    }

    @Test(arguments: [0.001, 0.5]) func aChangeOfOneObjectIsFoundAtOnceHoweverMuchThereIs(cost: Double) throws {
        var bench = try FindingBench(PolicySample.base, Self.policy("cart"))
        bench.cost = cost
        bench.keeper.noteSurroundings()
        bench.pass(60)
        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))

        try bench.put(try #require(PolicySample.objects([Self.policy("crat", version: 2)]).first))
        bench.pass(0.05)
        #expect(bench.codes().contains("targetMissing TrafficPolicy a/p"))

        try bench.put(try #require(PolicySample.objects([Self.policy("cart", version: 3)]).first))
        bench.pass(0.05)
        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))
    }

    @Test func aBackendThatGoesOrComesIsToldOfItsRouteAtOnceHoweverMuchThereIs() throws {
        let service = """

            ---
            kind: Service
            apiVersion: v1
            metadata: {name: cart, namespace: a}
            spec: {ports: [{port: 80}]}
            """
        let other = service.replacing("name: cart", with: "name: other")
        var bench = try FindingBench(PolicySample.base, service, other)
        bench.cost = 0.5
        bench.keeper.noteSurroundings()
        bench.pass(60)
        #expect(!bench.codes().contains("backendMissing HTTPRoute a/cart"))

        bench.remove(GraphID(.service, ObjectKey(namespace: "a", name: "cart")), .service)
        bench.pass(0.05)
        #expect(bench.codes().contains("backendMissing HTTPRoute a/cart"))
        try bench.put(try #require(PolicySample.objects([service]).first))
        bench.pass(0.05)
        #expect(!bench.codes().contains("backendMissing HTTPRoute a/cart"))
    }

    @Test func everythingIsLookedAtAsSeldomAsItsCostAllows() throws {
        var bench = try FindingBench(PolicySample.base, Self.policy("cart"))
        bench.cost = 0.5
        bench.keeper.noteSurroundings()
        bench.pass(60)
        let looks = bench.looks

        for step in 0..<20 {
            try bench.put(try #require(PolicySample.objects([Self.policy(step.isMultiple(of: 2) ? "crat" : "cart", version: 2 + step)]).first))
            bench.pass(0.2)
        }
        #expect(bench.looks <= looks + 1)
    }

    /// A bench that has just looked at everything, which took 40 seconds.
    private func slowBench(unaskedLimit: Int = FindingKeeper.unaskedLimit) throws -> FindingBench {
        var bench = try FindingBench(PolicySample.base, Self.policy("cart"), isAsked: true, unaskedLimit: unaskedLimit)
        bench.cost = 40
        bench.keeper.noteSurroundings()
        bench.pass(60)
        bench.keeper.noteSurroundings()
        bench.looks = 0
        return bench
    }

    @Test func aLookAtEverythingTakesATwentiethOfTheTimeHoweverLongItTakes() throws {
        var bench = try slowBench()
        bench.pass(780)
        #expect(bench.looks == 0)
        bench.pass(30)
        #expect(bench.looks == 1)
    }

    @Test func aLargeClusterIsLookedAtLessOftenWhereNobodyAsks() throws {
        var bench = try slowBench(unaskedLimit: 0)
        bench.isAsked = false
        bench.pass(3_900)
        #expect(bench.looks == 0)
        bench.isAsked = true
        bench.pass(0.1)
        #expect(bench.looks == 1)
    }

    @Test func listsThatAreBegunAnewAgainAndAgainAreNotLookedThroughEachTime() throws {
        var bench = try slowBench()
        for _ in 0..<5 {
            bench.keeper.restart()
            bench.pass(1)
        }
        #expect(bench.looks == 0)
        bench.pass(160)
        #expect(bench.looks == 1)
    }

    @Test func aLookThatWasGivenUpHasNoOutcome() async throws {
        var bench = try FindingBench(PolicySample.base, Self.policy("cart"), isAsked: true)
        bench.keeper.restart()
        bench.now += 60
        var look: FindingKeeper.WideLook?
        if case .look(let next) = bench.step() { look = next }
        let given = try #require(look)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return given.outcome(FindingOptions()) == nil
        }
        task.cancel()
        #expect(await task.value)
    }

    @Test func aKindThatMayNotBeListedIsMissingNowhere() throws {
        var bench = try FindingBench(PolicySample.base, Self.policy("crat"))
        bench.index.forget(.httpRoute, .forbidden)
        bench.keeper.noteSurroundings()
        bench.pass(3)

        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))
        #expect(bench.keeper.all(now: bench.now).contains { $0.finding.code == .unreadableKind })
    }

    @Test func whatAnObjectSuppressesWithAReasonDoesNotCount() throws {
        let annotation = ", annotations: {gatehouse.dev/ignore: \"targetMissing=the route comes with the next release\"}"
        var bench = try FindingBench(PolicySample.base, PolicySample.policy("p", "kind: HTTPRoute, name: crat", "timeouts: {request: 3s}", annotation))
        bench.pass(3)

        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))
    }
}
