import Testing

@testable import GatewayGraph

/// Why a policy does not count (section 15 of the rules).
@Suite struct PolicyLossTests {
    private func losses(_ texts: String, settings: [String: String] = [:], at index: Int = 0) -> [String] {
        let plan = PolicySample.plan(PolicySample.base, texts, settings: settings)
        return plan.losses(plan.served[index].step.merge)
    }

    private let whole = "kind: HTTPRoute, name: cart", rule = "kind: HTTPRoute, name: cart, sectionName: pay"

    @Test func whoIsAttachedCloserComesFirst() {
        #expect(losses(PolicySample.policy("far", whole, "cors: {}") + PolicySample.policy("near", rule, "cors: {}")) == [
            "cors: far (moreSpecificAttachment by near)"
        ])
    }

    @Test func atOnePlaceTheWeightDecidesThenTheAgeAndThenNothing() {
        let old = ", creationTimestamp: \"2025-01-01T00:00:00Z\"", young = ", creationTimestamp: \"2025-01-04T00:00:00Z\""
        let heavy = young + ", annotations: {kgateway.dev/policy-weight: \"5\"}"
        #expect(losses(PolicySample.policy("b", whole, "cors: {}", old) + PolicySample.policy("a", whole, "cors: {}", heavy)) == [
            "cors: b (higherWeight by a)"
        ])
        #expect(losses(PolicySample.policy("b", whole, "cors: {}", old) + PolicySample.policy("a", whole, "cors: {}", young)) == [
            "cors: a (olderPolicy by b)"
        ])
        #expect(losses(PolicySample.policy("b", whole, "cors: {}", old) + PolicySample.policy("a", whole, "cors: {}", old)) == [
            "cors: b (tie by a)"
        ])
    }

    @Test func theSentenceSaysByHowMuch() throws {
        let plan = PolicySample.plan(
            PolicySample.base, PolicySample.policy("b", whole, "cors: {}", ", creationTimestamp: \"2025-01-01T00:00:00Z\""),
            PolicySample.policy("a", whole, "cors: {}", ", creationTimestamp: \"2025-01-04T00:00:00Z\""))
        let loss = try #require(plan.served[0].step.merge.fields["cors"]?.losers.first)
        #expect(plan.world.words(loss) == "a/b is older by 3d")
    }

    @Test func anInvalidPolicySilencesItsNeighbours() {
        let bad = PolicySample.policy("bad", whole, "extAuth: {extensionRef: {name: nobody}}")
        #expect(losses(bad + PolicySample.policy("good", whole, "cors: {}")) == [
            "cors: good (levelBlocked by bad)", "extAuth: bad (policyInvalid)",
        ])
    }

    @Test func theSameExtensionCountsOnce() {
        let extensions = """

            ---
            kind: GatewayExtension
            apiVersion: gateway.kgateway.dev/v1alpha1
            metadata: {name: ext, namespace: a}
            spec: {type: ExtAuth, extAuth: {}}
            """
        let deep = ["KGW_POLICY_MERGE": #"{"trafficPolicy":{"extAuth":"DeepMerge"}}"#]
        let first = PolicySample.policy("first", rule, "extAuth: {extensionRef: {name: ext}}")
        #expect(losses(extensions + first + PolicySample.policy("second", whole, "extAuth: {extensionRef: {name: ext}}"), settings: deep) == [
            "extAuth: second (providerAlreadyPresent by first)"
        ])
        #expect(losses(extensions + first + PolicySample.policy("none", whole, "extAuth: {disable: {}}"), settings: deep) == [
            "extAuth: first (disabledBy by none)"
        ])
    }

    @Test(arguments: [("", "childPreferred", "below", "top"), ("ShallowMergePreferParent", "parentPreferred", "top", "below")])
    func betweenLevelsTheParentsAnnotationDecides(_ annotation: String, _ reason: String, _ winner: String, _ loser: String) throws {
        let plan = PolicySample.plan(Delegation.texts(annotation))
        let served = try #require(plan.served.first)
        #expect(plan.losses(served.step.merge) == ["cors: \(loser) (\(reason) by \(winner))"])
        #expect(served.step.merge.fields["cors"]?.winners.map { plan.name($0.policy) } == [winner])
    }
}

/// A route that hands over to another one, each with a policy.
enum Delegation {
    static func texts(_ annotation: String) -> String {
        """
        kind: Gateway
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: gw, namespace: a}
        spec: {gatewayClassName: kgateway, listeners: [{name: http, port: 80, protocol: HTTP}]}
        ---
        kind: HTTPRoute
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: parent, namespace: a, annotations: {kgateway.dev/inherited-policy-priority: "\(annotation)"}}
        spec:
          parentRefs: [{name: gw}]
          hostnames: [shop.example]
          rules:
          - matches: [{path: {value: /team}}]
            backendRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: child}]
        ---
        kind: HTTPRoute
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: child, namespace: a}
        spec: {rules: [{matches: [{path: {value: /team/one}}], backendRefs: [{name: one, port: 80}]}]}
        """ + PolicySample.policy("top", "kind: HTTPRoute, name: parent", "cors: {}") + PolicySample.policy("below", "kind: HTTPRoute, name: child", "cors: {}")
    }
}
