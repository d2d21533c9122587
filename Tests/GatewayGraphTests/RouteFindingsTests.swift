import Testing

@testable import GatewayGraph

/// Rules that answer 500 (R20, R40a).
@Suite struct RouteFindingsTests {
    private func found(_ rule: String, settings: [String: String] = [:], _ more: String = "") -> [String] {
        let base = PolicySample.base.replacing("  - backendRefs: [{name: cart, port: 80}]\n", with: "").replacing(
            "  - backendRefs: [{name: cart, port: 80}]", with: "  - \(rule)")
        return PolicySample.plan(base, more, settings: settings).findings().filter { $0.severity == .error }.map { "\($0.code.rawValue) \($0.path)" }
    }

    @Test(arguments: [
        ("{name: empty}", ["ruleEmpty spec.rules[1]"]),
        ("{matches: [{path: {value: /a//b}}], backendRefs: [{name: x, port: 1}]}", ["rewriteInvalid spec.rules[1].matches[0].path.value"]),
        ("{matches: [{path: {value: /a/..}}], backendRefs: [{name: x, port: 1}]}", ["rewriteInvalid spec.rules[1].matches[0].path.value"]),
        ("{backendRefs: [{name: x, port: 1, weight: 0}, {name: y, port: 1, weight: 0}]}", ["weightsAllZero spec.rules[1].backendRefs"]),
        ("{backendRefs: [{name: x, port: 1, weight: 0}]}", []),
        (
            "{filters: [{type: ExtensionRef, extensionRef: {group: gateway.kgateway.dev, kind: TrafficPolicy, name: nobody}}], backendRefs: [{name: x, port: 1}]}",
            ["filterMissing spec.rules[1].filters[0].extensionRef.name"]
        ),
        ("{backendRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: nobody}]}", ["delegationBroken spec.rules[1].backendRefs[0].name"]),
        ("{backendRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]}", ["delegationBroken spec.rules[1].backendRefs[0].name"]),
    ] as [(String, [String])])
    func aRule(_ rule: String, _ codes: [String]) { #expect(found(rule) == codes) }

    @Test func aRegularExpressionThatCannotBeReadIsLeftOutByAStrictController() {
        let rule = "{matches: [{path: {type: RegularExpression, value: \"/a[\"}}], backendRefs: [{name: x, port: 1}]}"
        #expect(found(rule) == [])
        #expect(found(rule, settings: ["KGW_VALIDATION_MODE": "STRICT"]) == ["regexInvalid spec.rules[1].matches[0].path.value"])
    }

    @Test func aListenerWithoutItsCertificateIsNotServed() {
        let https = """

            ---
            kind: Gateway
            apiVersion: gateway.networking.k8s.io/v1
            metadata: {name: tls, namespace: a}
            spec:
              gatewayClassName: kgateway
              listeners: [{name: https, port: 443, protocol: HTTPS, tls: {mode: Terminate, certificateRefs: [{name: cert}]}}]
            """
        func secret(_ data: String) -> String { "\n---\nkind: Secret\napiVersion: v1\nmetadata: {name: cert, namespace: a}\n\(data)" }
        let rule = "backendRefs: [{name: x, port: 1}]"
        let other = secret("type: Opaque").replacing("name: cert", with: "name: other")
        #expect(found(rule, https + other) == ["certificateMissing spec.listeners[0].tls.certificateRefs[0].name"])
        // Without any Secret they are kept elsewhere.
        #expect(found(rule, https) == [])
        #expect(found(rule, https + secret("data: {tls.crt: \"\"}")) == ["certificateMissing spec.listeners[0].tls.certificateRefs[0].name"])
        #expect(found(rule, https + secret("data: {tls.crt: \"\", tls.key: \"\"}")) == [])
        // The server itself takes none of this type without both.
        #expect(found(rule, https + secret("type: kubernetes.io/tls")) == [])
        #expect(found(rule, https + secret("type: Opaque")) == [])
    }
}
