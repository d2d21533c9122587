import Testing

@testable import GatewayGraph

@Suite struct KnownKindsTests {
    @Test(arguments: [
        ("gateway.kgateway.dev", "TrafficPolcy", "gateway.kgateway.dev TrafficPolicy"), ("gateway.networking.k8s.io", "HTTPRoutes", "gateway.networking.k8s.io HTTPRoute"),
        ("gateway.kgateway.io", "TrafficPolicy", "gateway.kgateway.dev TrafficPolicy"), ("kgateway.dev", "Backend", "gateway.kgateway.dev Backend"),
        ("networking.k8s.io", "HTTPRoute", "gateway.networking.k8s.io HTTPRoute"), ("gateway.networking.k8s.io", "TrafficPolicy", "gateway.kgateway.dev TrafficPolicy"),
        ("", "Sercive", " Service"), ("", "Gateway", "gateway.networking.k8s.io Gateway"), ("gateway.networking.k8s.io", "XListenerSet", "gateway.networking.k8s.io ListenerSet"),
    ]) func whatWasMeantIsNear(_ group: String, _ kind: String, _ meant: String) throws {
        let mistake = try #require(KnownKinds.mistake(group, kind)?.meant)
        #expect("\(mistake.group) \(mistake.kind)" == meant)
    }

    @Test func whatNothingIsNearIsAMistakeAllTheSame() throws {
        let mistake = try #require(KnownKinds.mistake("gateway.kgateway.dev", "Teapot"))
        #expect(mistake.meant == nil)
    }

    @Test(arguments: [
        ("gateway.kgateway.dev", "TrafficPolicy"), ("gateway.networking.x-k8s.io", "XListenerSet"), ("agentgateway.dev", "AgentgatewayModel"), ("", "ServiceAccount"), ("apps", "Deployment"),
        ("networking.k8s.io", "Ingress"), ("networking.istio.io", "Gateway"), ("gateway.solo.io", "Gateway"), ("gateway.gloo.solo.io", "GatewayParameters"), ("gateway.envoyproxy.io", "Backend"),
        ("kustomize.config.k8s.io", "Kustomization"), ("policy.networking.k8s.io", "AdminNetworkPolicy"), ("discovery.k8s.io", "EndpointSlice"),
    ]) func whatThereIsAndWhatIsNotKnownIsNone(_ group: String, _ kind: String) { #expect(KnownKinds.mistake(group, kind) == nil) }

    @Test func whatWasMeantIsNotSaidToBeMissing() {
        let route = PolicySample.base.replacing("kind: HTTPRoute\n", with: "kind: HTTPRuote\n")
        let found = PolicySample.plan(route, PolicySample.policy("p", "kind: HTTPRoute, name: cart", "cors: {}")).findings().filter { $0.severity == .error }
        #expect(found.map { "\($0.code.rawValue) \($0.object) \($0.path)" } == ["versionUnsupported gateway.networking.k8s.io/HTTPRuote/a/cart kind"])
    }
}
