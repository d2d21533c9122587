import GatewayGraph
import KubeModel
import KubeRules
import Testing

/// Which policy wins where, on clusters of a few objects.
@Suite struct PolicyPlanTests {
    private static let base = PolicySample.base

    private func policy(_ name: String, _ target: String, _ spec: String, _ metadata: String = "") -> String {
        PolicySample.policy(name, target, spec, metadata)
    }

    /// Each place with what it names: `NAME outcome field=policy,policy`.
    private func places(_ texts: String..., settings: [String: String] = [:]) -> [String] {
        var reader = ManifestReader()
        reader.read(texts.joined(), file: "test.yaml")
        let document = PolicyPlan(reader.objects, settings: PolicySettings(settings)).document(source: .null)
        func line(_ place: JSONValue) -> String {
            let fields = (place["fields"]?.object ?? JSONObject()).compactMap { name, field -> String? in
                let winners = (field["winners"]?.array ?? []).compactMap { $0["policy"]?.string?.split(separator: "/").last.map(String.init) }
                return winners.isEmpty ? nil : " \(name)=\(winners.joined(separator: ","))"
            }
            return "\(place["name"]?.string ?? "") \(place["outcome"]?.string ?? "")\(fields.joined())"
        }
        return (document["gateways"]?.array ?? []).flatMap { gateway in
            (gateway["routeConfigurations"]?.array ?? []).flatMap { configuration in
                [line(configuration)]
                    + (configuration["virtualHosts"]?.array ?? []).flatMap { host in
                        [line(host)] + (host["routes"]?.array ?? []).map(line)
                    }
            }
        }
    }

    private static let host = "listener~80~www_shop_example"

    @Test func routesStandInEnvoysOrderUnderItsNames() {
        #expect(
            places(Self.base) == [
                "listener~80 ok", "\(Self.host) ok", "\(Self.host)-route-0-httproute-cart-a-0-1-pay-matcher-1 ok",
                "\(Self.host)-route-1-httproute-cart-a-0-0-pay-matcher-0 ok", "\(Self.host)-route-2-httproute-cart-a-1-0-matcher-0 ok",
            ])
    }

    @Test func aRulesOwnPolicyComesBeforeThatOfItsRoute() {
        let found = places(
            Self.base, policy("whole", "kind: HTTPRoute, name: cart", "timeouts: {request: 1s}, cors: {}"),
            policy("rule", "kind: HTTPRoute, name: cart, sectionName: pay", "timeouts: {request: 2s}"))

        #expect(found[2].hasSuffix("cors=whole timeouts=rule"))
        #expect(found[4].hasSuffix("cors=whole timeouts=whole"))
    }

    @Test func ofOnePlaceTheHigherWeightWinsAndThenTheOlder() {
        let target = "kind: HTTPRoute, name: cart", spec = "cors: {}"
        let found = places(
            Self.base, policy("first", target, spec, ", creationTimestamp: \"2026-01-01T00:00:00Z\""),
            policy("older", target, spec, ", creationTimestamp: \"2025-01-01T00:00:00Z\""))
        let weighted = places(
            Self.base, policy("first", target, spec, ", annotations: {kgateway.dev/policy-weight: \"5\"}"),
            policy("older", target, spec, ", creationTimestamp: \"2025-01-01T00:00:00Z\""))

        #expect(found[4].hasSuffix("cors=older") && weighted[4].hasSuffix("cors=first"))
    }

    /// Even where the route hangs on another one.
    @Test func theListenerWithTheLongestHostnameLendsItsPolicies() {
        let found = places(
            Self.base, policy("near", "kind: Gateway, name: gw, sectionName: shop", "csrf: {}"),
            policy("far", "kind: Gateway, name: gw, sectionName: http", "csrf: {}"))

        #expect(found[1] == "\(Self.host) ok csrf=near")
    }

    @Test func aPolicyThatIsNotValidSilencesItsLevelAndAnswers500() {
        let found = places(
            Self.base, policy("good", "kind: HTTPRoute, name: cart", "cors: {}"),
            policy("bad", "kind: HTTPRoute, name: cart, sectionName: pay", "extAuth: {extensionRef: {name: none}}"))

        #expect(found[2].hasSuffix(" replaced") && found[3].hasSuffix(" replaced"))
        #expect(found[4].hasSuffix(" ok cors=good"))
    }

    @Test func aGatewayPolicyThatIsNotValidTakesEverythingWithIt() {
        let found = places(
            Self.base, policy("bad", "kind: Gateway, name: gw", "extAuth: {extensionRef: {name: none}}"),
            policy("good", "kind: HTTPRoute, name: cart", "cors: {}"))

        #expect(found == ["listener~80 replaced"])
    }

    @Test func aTargetThatIsMisspeltAttachesNowhere() {
        let found = places(Self.base, policy("lost", "kind: HTTPRoute, name: crat", "cors: {}"))

        #expect(found.allSatisfy { !$0.contains("cors") })
    }

    @Test func aSettingThatCannotBeReadLeavesNoPolicyAnEffect() {
        let found = places(
            Self.base, policy("p", "kind: HTTPRoute, name: cart", "cors: {}"), settings: ["KGW_POLICY_MERGE": "{broken"])

        #expect(found.allSatisfy { !$0.contains("cors") })
    }

    @Test(arguments: ["agentgateway", "kgateway-waypoint"])
    func whatAnotherTranslatorServesIsListedAndNotComputed(name: String) {
        #expect(places(Self.base.replacing("gatewayClassName: kgateway", with: "gatewayClassName: \(name)")).isEmpty)
    }
}
