import Testing

@testable import GatewayGraph

/// Each way to ask who it is, wherever it is attached.
@Suite struct AuthenticationFindingsTests {
    private static let more = """

        ---
        kind: HTTPRoute
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: help, namespace: a}
        spec:
          parentRefs: [{name: gw, sectionName: http}]
          hostnames: [help.shop.example]
          rules: [{backendRefs: [{name: cart, port: 80}]}]
        """

    private func found(_ texts: String..., rules: GatewayRules = .v22) -> [String] {
        PolicySample.plan(PolicySample.base + Self.more, texts.joined(), rules: rules).findings().filter {
            [.routeUnprotected, .childDisablesAuth, .claimWithoutAuth].contains($0.code)
        }.map { "\($0.code.rawValue) \($0.object.split(separator: "/").suffix(3).joined(separator: "/")) \($0.path)".trimmingSpaces }
    }

    private static let fields = [
        "rbac: {policy: {matchExpressions: [\"true\"]}}", "basicAuth: {users: [\"a:{SHA}2kuSN7rMzfGcB2DKt67EqDWQELA=\"]}",
        "apiKeyAuth: {secretRef: {name: key}}", "extAuth: {extensionRef: {name: login}}", "jwtAuth: {extensionRef: {name: tokens}}",
        "oauth2: {extensionRef: {name: sign-in}}",
    ]

    private static let helpers = """

        ---
        {kind: Secret, apiVersion: v1, metadata: {name: key, namespace: a}, type: Opaque, data: {client: a2V5}}
        ---
        {kind: Service, apiVersion: v1, metadata: {name: auth, namespace: a}, spec: {ports: [{port: 9000}]}}
        ---
        kind: GatewayExtension
        apiVersion: gateway.kgateway.dev/v1alpha1
        metadata: {name: login, namespace: a}
        spec: {type: ExtAuth, extAuth: {grpcService: {backendRef: {name: auth, port: 9000}}}}
        ---
        kind: GatewayExtension
        apiVersion: gateway.kgateway.dev/v1alpha1
        metadata: {name: tokens, namespace: a}
        spec: {type: JWT, jwt: {providers: [{name: own, issuer: "https://id.example", jwks: {local: {inline: "{}"}}}]}}
        ---
        kind: GatewayExtension
        apiVersion: gateway.kgateway.dev/v1alpha1
        metadata: {name: sign-in, namespace: a}
        spec: {type: OAuth2, oauth2: {backendRef: {name: auth, port: 9000}}}
        """

    @Test(arguments: fields) func aRouteWithoutItIsFoundBesideOneWithIt(_ field: String) {
        #expect(found(Self.helpers, PolicySample.policy("p", "kind: HTTPRoute, name: cart", field)) == ["routeUnprotected HTTPRoute/a/help"])
    }

    @Test(arguments: fields) func onAListenerOrAGatewayItProtectsAllOfThem(_ field: String) {
        #expect(found(Self.helpers, PolicySample.policy("p", "kind: Gateway, name: gw", field)) == [])
        #expect(found(Self.helpers, PolicySample.policy("p", "kind: Gateway, name: gw, sectionName: shop", field)) == [])
    }

    @Test(arguments: ["basicAuth", "apiKeyAuth", "extAuth", "jwtAuth"]) func whoeverSwitchesItOffIsFound(_ name: String) throws {
        let field = try #require(Self.fields.first { $0.hasPrefix(name) })
        let policies = PolicySample.policy("p", "kind: Gateway, name: gw", field)
            + PolicySample.policy("open", "kind: HTTPRoute, name: help", "\(name): {disable: {}}")
        #expect(found(Self.helpers, policies) == ["childDisablesAuth TrafficPolicy/a/open spec.\(name).disable"])
    }

    @Test func anotherWayInItsPlaceIsNone() {
        let policies = PolicySample.policy("p", "kind: Gateway, name: gw", Self.fields[3])
            + PolicySample.policy("other", "kind: HTTPRoute, name: help", "extAuth: {disable: {}}, \(Self.fields[1])")
        #expect(found(Self.helpers, policies) == [])
    }

    @Test func aRuleWithoutItIsNamed() {
        let policy = PolicySample.policy("p", "kind: HTTPRoute, name: cart, sectionName: pay", Self.fields[0])
        #expect(found(policy) == ["routeUnprotected HTTPRoute/a/cart spec.rules[1]", "routeUnprotected HTTPRoute/a/help"])
    }

    @Test func aPolicyThatMissesItsTargetIsToldOnce() {
        #expect(found(Self.helpers, PolicySample.policy("p", "kind: HTTPRoute, name: crat", Self.fields[4])) == [])
        let claim = "rbac: {policy: {matchExpressions: [\"jwt.sub == 'a'\"]}}"
        let policies = PolicySample.policy("p", "kind: HTTPRoute, name: crat", Self.fields[4]) + PolicySample.policy("q", "kind: Gateway, name: gw", claim)
        #expect(found(Self.helpers, policies) == [])
        #expect(found(PolicySample.policy("q", "kind: Gateway, name: gw", claim)) == [
            "claimWithoutAuth TrafficPolicy/a/q spec.rbac.policy.matchExpressions[0]"
        ])
        #expect(found(PolicySample.policy("q", "kind: Gateway, name: gw", claim), rules: .v21) == [])
    }

    @Test func aClaimIsNotThereWhereTokensAreNoLongerRead() {
        let both = PolicySample.policy("p", "kind: Gateway, name: gw", "\(Self.fields[4]), rbac: {policy: {matchExpressions: [\"jwt.sub == 'a'\"]}}")
        let off = PolicySample.policy("open", "kind: HTTPRoute, name: help", "jwtAuth: {disable: {}}")
        #expect(found(Self.helpers, both) == [])
        #expect(found(Self.helpers, both, off) == [
            "claimWithoutAuth TrafficPolicy/a/p spec.rbac.policy.matchExpressions[0]", "childDisablesAuth TrafficPolicy/a/open spec.jwtAuth.disable",
        ])
    }
}

extension String {
    fileprivate var trimmingSpaces: String { hasSuffix(" ") ? String(dropLast()) : self }
}
