import Testing

@testable import GatewayGraph

/// What a request meets of places that lie over each other (section 11 of the rules).
@Suite struct EffectiveFieldTests {
    private let route = "kind: HTTPRoute, name: cart", listener = "kind: Gateway, name: gw, sectionName: shop", gateway = "kind: Gateway, name: gw"

    private func effects(_ texts: String..., rules: GatewayRules = .v21) -> [String] {
        PolicySample.plan(PolicySample.base, texts.joined(), rules: rules).effects(0)
    }

    private func ext(_ name: String) -> String {
        """

        ---
        kind: GatewayExtension
        apiVersion: gateway.kgateway.dev/v1alpha1
        metadata: {name: \(name), namespace: a}
        spec: {type: ExtAuth, extAuth: {}}
        """
    }

    @Test func theMostSpecificPlaceHasAFieldWhole() {
        #expect(
            effects(
                PolicySample.policy("r", route, "cors: {}"), PolicySample.policy("l", listener, "cors: {}, csrf: {}"),
                PolicySample.policy("g", gateway, "cors: {}, csrf: {}, buffer: {}")) == [
                    "buffer: routeConfiguration.g", "cors: route.r | virtualHost.l shadowed, routeConfiguration.g shadowed",
                    "csrf: virtualHost.l | routeConfiguration.g shadowed",
                ])
    }

    @Test func extensionsOfAllPlacesRunBesideEachOtherAndTheSameOneOnce() {
        let text = effects(
            ext("one"), ext("two"), PolicySample.policy("r", route, "extAuth: {extensionRef: {name: one}}"),
            PolicySample.policy("l", listener, "extAuth: {extensionRef: {name: two}}"),
            PolicySample.policy("g", gateway, "extAuth: {extensionRef: {name: one}}"))
        #expect(text == ["extAuth: route.r=a/one, virtualHost.l=a/two | routeConfiguration.g shadowed"])
    }

    @Test func whoSwitchesThemOffDoesSoForAllPlaces() {
        let text = effects(
            ext("one"), PolicySample.policy("r", route, "extAuth: {extensionRef: {name: one}}"), PolicySample.policy("g", gateway, "extAuth: {disable: {}}"))
        #expect(text == ["extAuth: off by g | route.r disabledBy"])
    }

    @Test func timeoutsOfAGatewayDoNothingBefore2_3() {
        let policy = PolicySample.policy("g", gateway, "timeouts: {request: 1s}, retry: {attempts: 2}")
        #expect(effects(policy) == ["retry:  | routeConfiguration.g noEffectHere", "timeouts:  | routeConfiguration.g noEffectHere"])
        #expect(effects(policy, rules: .v23) == ["retry: routeConfiguration.g", "timeouts: routeConfiguration.g"])
    }

    @Test func theRulesOwnSettingsComeFirst() {
        let native = PolicySample.base.replacing("  - name: pay\n", with: "  - name: pay\n    timeouts: {request: 5s}\n    retry: {attempts: 1}\n")
        let all = PolicySample.policy("r", route, "timeouts: {request: 1s}, retry: {attempts: 2}")
        let part = PolicySample.policy("r", route, "timeouts: {request: 1s, streamIdle: 2s}")
        #expect(PolicySample.plan(native, all).effects(0) == ["retry:  | route.r nativeSetting", "timeouts:  | route.r nativeSetting"])
        // Of timeouts the rest is left to the policy.
        #expect(PolicySample.plan(native, part).effects(0) == ["timeouts: route.r"])
    }

    @Test func nothingRunsWhereEverythingAnswers500() {
        let text = effects(PolicySample.policy("r", route, "cors: {}"), PolicySample.policy("g", gateway, "extAuth: {extensionRef: {name: nobody}}"))
        #expect(text == [])
    }
}
