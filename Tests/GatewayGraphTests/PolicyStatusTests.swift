import Testing

@testable import GatewayGraph

/// What a controller is expected to write of policies (R50 to R55).
@Suite struct PolicyStatusTests {
    private let route = "kind: HTTPRoute, name: cart", rule = "kind: HTTPRoute, name: cart, sectionName: pay", gateway = "kind: Gateway, name: gw"

    /// `name: Gateway/gw Merged`.
    private func statuses(_ texts: String..., rules: GatewayRules = .v21) -> [String] {
        let plan = PolicySample.plan(PolicySample.base, texts.joined(), rules: rules)
        return zip(plan.world.policies, plan.predicted()).map { policy, statuses in
            let words = statuses.map { status in
                let section = status.ancestor.section.map { "#\($0)" } ?? ""
                return " \(status.ancestor.kind)/\(status.ancestor.name)\(section) \(status.accepted ? "" : "refused ")\(status.attached.name)"
            }
            return "\(policy.head.name):\(words.joined())"
        }
    }

    @Test func whoHasEveryFieldIsAttachedWhoHasSomeMergedWhoHasNoneOverridden() {
        #expect(
            statuses(
                PolicySample.policy("all", rule, "cors: {}, csrf: {}"), PolicySample.policy("some", route, "cors: {}, buffer: {}"),
                PolicySample.policy("none", route, "cors: {}, csrf: {}", ", annotations: {kgateway.dev/policy-weight: \"-1\"}")) == [
                    "all: Gateway/gw Merged", "some: Gateway/gw Merged", "none: Gateway/gw Overridden",
                ])
        #expect(statuses(PolicySample.policy("only", route, "cors: {}")) == ["only: Gateway/gw Attached"])
    }

    @Test func aGatewaysPolicyThatIsHiddenEverywhereIsStillAttached() {
        #expect(statuses(PolicySample.policy("g", gateway, "cors: {}"), PolicySample.policy("r", route, "cors: {}")) == [
            "g: Gateway/gw Attached", "r: Gateway/gw Attached",
        ])
    }

    @Test func aMisspeltTargetHasNoEntryAtAll() {
        #expect(statuses(PolicySample.policy("lost", "kind: HTTPRoute, name: crat", "cors: {}")) == ["lost:"])
    }

    @Test func anInvalidPolicyIsRefusedAndNewerVersionsLeaveItPending() {
        let bad = PolicySample.policy("bad", route, "extAuth: {extensionRef: {name: nobody}}")
        #expect(statuses(bad) == ["bad: Gateway/gw refused Attached"])
        #expect(statuses(bad, rules: .v22) == ["bad: Gateway/gw refused Pending"])
    }

    @Test func since2_4PoliciesOfRoutesAreReportedToTheRoutesOwnParent() {
        let base = PolicySample.base.replacing("sectionName: http", with: "sectionName: shop")
        let plan = PolicySample.plan(base, PolicySample.policy("only", route, "cors: {}"), rules: .v24)
        #expect(plan.predicted()[0].map(\.ancestor.section) == ["shop"])
    }
}
