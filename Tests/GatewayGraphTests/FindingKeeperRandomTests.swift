import Foundation
import KubeModel
import Testing

@testable import GatewayGraph

/// What is kept as objects change is what a look at everything finds.
@Suite struct FindingKeeperRandomTests {
    private static let classObject = """
        kind: GatewayClass
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: kgateway}
        spec: {controllerName: kgateway.dev/kgateway}
        """

    /// Of what an event is about that is looked at by itself, with all but how much depends on it: that is counted with everything.
    private static func words(_ findings: some Sequence<Finding>, isNarrow: Bool) -> Set<String> {
        Set(
            findings.filter { finding in
                !isNarrow || (!finding.code.isWide && ["/HTTPRoute/", "/GRPCRoute/", "/TrafficPolicy/"].contains { finding.object.contains($0) })
            }.map { finding in
                let reach = isNarrow ? "" : finding.reach
                return "\(finding.severity) \(finding.code) \(finding.object) \(finding.path): \(finding.message) | \(finding.cure) | \(reach)"
            })
    }

    private static func differences(_ bench: inout FindingBench, isNarrow: Bool) -> [String] {
        let kept = words(bench.keeper.all(now: bench.now).map(\.finding), isNarrow: isNarrow)
        let all = words(bench.lookAtEverything(), isNarrow: isNarrow)
        return kept.subtracting(all).sorted().map { "only kept: \($0)" } + all.subtracting(kept).sorted().map { "not kept: \($0)" }
    }

    @Test(arguments: 0..<20) func whatIsKeptIsWhatALookAtEverythingFinds(seed: UInt64) throws {
        var cluster = RandomCluster(seed: seed)
        let objects = (0..<30).map { _ in cluster.object() }
        var bench = try FindingBench(Self.classObject + objects.joined())
        bench.cost = 0.5
        bench.pass(60)
        try #require(Self.differences(&bench, isNarrow: false) == [])

        for step in 0..<30 {
            // By turns what is looked at by itself, and what everything may depend on.
            let isNarrow = step % 5 != 4, text = isNarrow ? cluster.narrowObject() : cluster.object()
            let object = try #require(PolicySample.objects([text]).first), head = try #require(ObjectHead(object))
            let type = try #require(PolicyKeeper.checkedTypes.first { $0.kind == head.kind && $0.group == head.group })
            let id = GraphID(type, ObjectKey(namespace: type.isNamespaced ? head.namespace : nil, name: head.name)), isGone = bench.index[id] != nil && cluster.number(3) == 0
            if isGone { bench.remove(id, type) } else { try bench.put(object) }
            bench.pass(isNarrow ? 0.05 : 60)
            try #require(Self.differences(&bench, isNarrow: isNarrow) == [], "seed \(seed), step \(step): \(isGone ? "without " : "")\(text)")
        }
    }
}
