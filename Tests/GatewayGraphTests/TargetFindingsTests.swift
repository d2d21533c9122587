import Testing

@testable import GatewayGraph

/// Targets that lead nowhere.
@Suite struct TargetFindingsTests {
    /// `error targetMissing a/p spec.targetRefs[0].name`.
    private func found(_ texts: String..., unread: Set<String> = []) -> [String] {
        PolicySample.plan(PolicySample.base, texts.joined(), unread: unread).findings().filter { $0.severity > .note }.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.object.split(separator: "/").suffix(2).joined(separator: "/")) \($0.path)"
        }
    }

    private let auth = "rbac: {policy: {matchExpressions: [\"true\"]}}"

    @Test func aMisspeltTargetLeavesAPathOpenWhereItWasToProtect() throws {
        #expect(found(PolicySample.policy("p", "kind: HTTPRoute, name: crat", auth)) == ["error targetMissing a/p spec.targetRefs[0].name"])
        #expect(found(PolicySample.policy("p", "kind: HTTPRoute, name: crat", "cors: {}")) == ["warning targetMissing a/p spec.targetRefs[0].name"])
        let finding = try #require(
            PolicySample.plan(PolicySample.base, PolicySample.policy("p", "kind: HTTPRoute, name: crat", auth)).findings().first)
        #expect(finding.message == "no HTTPRoute a/crat: requests pass without it; did you mean cart?")
    }

    @Test func aSectionThatIsNotThere() {
        #expect(found(PolicySample.policy("p", "kind: HTTPRoute, name: cart, sectionName: pya", auth)) == [
            "error sectionMissing a/p spec.targetRefs[0].sectionName"
        ])
        #expect(found(PolicySample.policy("p", "kind: Gateway, name: gw, sectionName: https", "cors: {}")) == [
            "warning sectionMissing a/p spec.targetRefs[0].sectionName"
        ])
    }

    @Test func aTargetInAnotherNamespaceIsNeverReached() {
        let other = PolicySample.policy("p", "kind: HTTPRoute, name: cart", "cors: {}").replacing("namespace: a", with: "namespace: b")
        #expect(found(other) == ["warning targetInOtherNamespace b/p spec.targetRefs[0].name"])
    }

    @Test func aTargetThatNobodyServes() {
        let lonely = "\n---\nkind: HTTPRoute\napiVersion: gateway.networking.k8s.io/v1\nmetadata: {name: alone, namespace: a}\nspec: {rules: [{backendRefs: [{name: x, port: 1}]}]}"
        #expect(found(lonely, PolicySample.policy("p", "kind: HTTPRoute, name: alone", "cors: {}")) == [
            "warning targetNotServed a/p spec.targetRefs[0].name"
        ])
    }

    @Test func selectorsThatSelectNothing() {
        func selecting(_ labels: String) -> String {
            """

            ---
            kind: TrafficPolicy
            apiVersion: gateway.kgateway.dev/v1alpha1
            metadata: {name: p, namespace: a}
            spec: {targetSelectors: [{group: gateway.networking.k8s.io, kind: HTTPRoute, matchLabels: \(labels)}], cors: {}}
            """
        }
        #expect(found(selecting("{}")) == ["warning selectorEmpty a/p spec.targetSelectors[0].matchLabels"])
        #expect(found(selecting("{app: none}")) == ["warning selectorMatchesNothing a/p spec.targetSelectors[0].matchLabels"])
    }

    @Test func nothingIsMissingOfAKindThatMayNotBeRead() {
        #expect(found(PolicySample.policy("p", "kind: HTTPRoute, name: crat", auth), unread: ["HTTPRoute"]) == [])
    }
}
