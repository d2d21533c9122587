import Testing

@testable import GatewayGraph

/// Listeners by the rules of newer versions.
@Suite struct ListenerFindingsTests {
    private func found(_ texts: String..., rules: GatewayRules) -> [String] {
        PolicySample.plan(PolicySample.base, texts.joined(), rules: rules).findings().filter { $0.severity > .note }.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.object.split(separator: "/").suffix(3).joined(separator: "/")) \($0.path)"
        }
    }

    private func set(_ version: String, _ kind: String, in namespace: String) -> String {
        """

        ---
        kind: \(kind)
        apiVersion: \(version)
        metadata: {name: more, namespace: \(namespace)}
        spec:
          parentRef: {name: gw, namespace: a}
          listeners: [{name: more, port: 8080, protocol: HTTP}]
        """
    }

    @Test func aSetOfTheTrialGroupIsReadNoLongerSince23() {
        let old = set("gateway.networking.x-k8s.io/v1alpha1", "XListenerSet", in: "b")

        #expect(found(old, rules: .v22) == ["error listenerSetNotAllowed XListenerSet/b/more spec.parentRef"])
        #expect(found(old, rules: .v23) == ["error listenerSetNotAllowed XListenerSet/b/more kind"])
        #expect(found(set("gateway.networking.k8s.io/v1", "ListenerSet", in: "b"), rules: .v23) == [
            "error listenerSetNotAllowed ListenerSet/b/more spec.parentRef"
        ])
    }

    private func https(_ mode: String) -> String {
        """

        ---
        kind: Gateway
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: tls, namespace: a}
        spec:
          gatewayClassName: kgateway
          listeners: [{name: https, port: 443, protocol: HTTPS, tls: {\(mode)certificateRefs: [{name: cert}, {name: gone}]}}]
        ---
        kind: Secret
        apiVersion: v1
        metadata: {name: cert, namespace: a}
        type: kubernetes.io/tls
        """
    }

    @Test(arguments: ["mode: Terminate, ", ""]) func ofSeveralCertificatesABadOneCountsByVersion(_ mode: String) {
        #expect(found(https(mode), rules: .v21) == ["error certificateCount Gateway/a/tls spec.listeners[0].tls.certificateRefs"])
        #expect(found(https(mode), rules: .v22) == ["error certificateCount Gateway/a/tls spec.listeners[0].tls.certificateRefs[1].name"])
        #expect(found(https(mode), rules: .v23) == ["warning certificateCount Gateway/a/tls spec.listeners[0].tls.certificateRefs[1].name"])
    }
}
