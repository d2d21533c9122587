import Foundation
import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct FindingKeeperTests {
    /// A graph with what is kept of it, and a clock that is moved by hand.
    private struct Bench {
        var index = ReferenceIndex()
        var policies = PolicyKeeper()
        var keeper = FindingKeeper()
        var now = 100.0
        /// What a look at everything is said to take.
        var cost = 0.001
        var looks = 0

        init(_ texts: String...) {
            for type in PolicyKeeper.checkedTypes { index.beginList(of: type) }
            for object in PolicySample.objects(texts) { put(object) }
            for type in PolicyKeeper.checkedTypes { index.completeList(of: type, in: nil) }
            settle()
        }

        mutating func put(_ object: JSONValue, isRestated: Bool = false) {
            guard let head = ObjectHead(object), let type = PolicyKeeper.checkedTypes.first(where: { $0.kind == head.kind && $0.group == head.group }) else { return }
            let projection = RowProjection(isPolicy: true, references: ReferenceRule.paths(of: type)) { _, _ in [] }
            guard let row = try? ResourceScanner(projection: projection).row(JSONWriter.bytes(object)) else { return }
            index.put(row, type)
            let id = GraphID(type, row.key)
            policies.note(row, of: id)
            if keeper.isNoting { keeper.note(id, isRestated: isRestated, at: Date(timeIntervalSince1970: now)) }
        }

        /// Does what there is to do, until it is only to wait for more than a moment.
        mutating func settle() {
            for _ in 0..<100 {
                let time = now
                switch keeper.step(&policies, index, isAsked: false, now: now, at: Date(timeIntervalSince1970: now), clock: { time }) {
                case .nothing: return
                case .wait(let seconds):
                    guard seconds < 0.3 else { return }
                    now += seconds
                case .look(let look):
                    looks += 1
                    keeper.take(look.findings(FindingOptions()), took: cost, now: now)
                }
            }
        }

        mutating func pass(_ seconds: Double) {
            now += seconds
            settle()
        }

        mutating func codes(isSettling: Bool? = nil) -> [String] {
            keeper.all(now: now).filter { isSettling == nil || $0.isSettling == isSettling }
                .filter { $0.finding.severity > .note }.map { "\($0.finding.code) \($0.object.map(\.description) ?? "")" }
        }
    }

    private static func policy(_ target: String, version: Int = 1) -> String {
        PolicySample.policy("p", "kind: HTTPRoute, name: \(target)", "timeouts: {request: 3s}", ", resourceVersion: \"\(version)\", generation: \(version)")
    }

    @Test func whatIsMissingCountsOnceItHasBeenSoForTwoSeconds() {
        var bench = Bench(PolicySample.base, Self.policy("crat"))
        #expect(bench.codes(isSettling: true).contains("targetMissing TrafficPolicy a/p"))

        bench.pass(2.1)
        #expect(bench.codes(isSettling: false).contains("targetMissing TrafficPolicy a/p"))
    }

    @Test(arguments: [0.001, 0.5]) func aChangeOfOneObjectIsFoundAtOnceHoweverMuchThereIs(cost: Double) throws {
        var bench = Bench(PolicySample.base, Self.policy("cart"))
        bench.cost = cost
        bench.keeper.noteSurroundings()
        bench.pass(60)
        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))

        bench.put(try #require(PolicySample.objects([Self.policy("crat", version: 2)]).first))
        bench.pass(0.05)
        #expect(bench.codes().contains("targetMissing TrafficPolicy a/p"))

        bench.put(try #require(PolicySample.objects([Self.policy("cart", version: 3)]).first))
        bench.pass(0.05)
        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))
    }

    @Test func everythingIsLookedAtAsSeldomAsItsCostAllows() throws {
        var bench = Bench(PolicySample.base, Self.policy("cart"))
        bench.cost = 0.5
        bench.keeper.noteSurroundings()
        bench.pass(60)
        let looks = bench.looks

        for step in 0..<20 {
            bench.put(try #require(PolicySample.objects([Self.policy(step.isMultiple(of: 2) ? "crat" : "cart", version: 2 + step)]).first))
            bench.pass(0.2)
        }
        #expect(bench.looks <= looks + 1)
    }

    @Test func aKindThatMayNotBeListedIsMissingNowhere() {
        var bench = Bench(PolicySample.base, Self.policy("crat"))
        bench.index.forget(.httpRoute, .forbidden)
        bench.keeper.noteSurroundings()
        bench.pass(3)

        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))
        #expect(bench.keeper.all(now: bench.now).contains { $0.finding.code == .unreadableKind })
    }

    @Test func whatAnObjectSuppressesWithAReasonDoesNotCount() {
        let annotation = ", annotations: {gatehouse.dev/ignore: \"targetMissing=the route comes with the next release\"}"
        var bench = Bench(PolicySample.base, PolicySample.policy("p", "kind: HTTPRoute, name: crat", "timeouts: {request: 3s}", annotation))
        bench.pass(3)

        #expect(!bench.codes().contains("targetMissing TrafficPolicy a/p"))
    }
}
