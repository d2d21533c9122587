import Testing

@testable import GatewayGraph

/// Secrets, ConfigMaps and servers that are named outside of routes and of the policies on them.
@Suite struct NamedFindingsTests {
    /// One object of each kind that is not the one that is named.
    private static let others = """
        kind: Secret
        apiVersion: v1
        metadata: {name: other, namespace: a}
        type: Opaque
        data: {x: eA==}
        ---
        kind: ConfigMap
        apiVersion: v1
        metadata: {name: other, namespace: a}
        data: {x: x}
        ---
        kind: Service
        apiVersion: v1
        metadata: {name: other, namespace: a}
        spec: {ports: [{port: 80}]}
        """

    private func object(_ kind: String, _ spec: String, _ version: String = "gateway.kgateway.dev/v1alpha1") -> String {
        "\n---\nkind: \(kind)\napiVersion: \(version)\nmetadata: {name: it, namespace: a}\n\(spec)"
    }

    private func found(_ base: String, _ texts: String..., rules: GatewayRules = .v22, unread: Set<String> = []) -> [String] {
        PolicySample.plan(base, texts.joined(), rules: rules, unread: unread).findings().filter { $0.severity == .error }.map {
            "\($0.code.rawValue) \($0.object.split(separator: "/").suffix(3).joined(separator: "/")) \($0.path)"
        }
    }

    private static let api = "gateway.networking.k8s.io/v1"

    @Test(arguments: [
        (
            "BackendTLSPolicy", "spec: {targetRefs: [{group: \"\", kind: Service, name: other}], validation: {hostname: x, caCertificateRefs: [{group: \"\", kind: ConfigMap, name: ca}]}}", api,
            "certificateMissing BackendTLSPolicy/a/it spec.validation.caCertificateRefs[0].name"
        ),
        (
            "BackendTLSPolicy", "spec: {targetRefs: [{group: \"\", kind: Service, name: other}], validation: {hostname: x, caCertificateRefs: [{group: \"\", kind: Service, name: other}]}}", api,
            "certificateMissing BackendTLSPolicy/a/it spec.validation.caCertificateRefs[0].kind"
        ),
        (
            "BackendConfigPolicy", "spec: {targetRefs: [{group: \"\", kind: Service, name: other}], tls: {secretRef: {name: client}}}", "",
            "certificateMissing BackendConfigPolicy/a/it spec.tls.secretRef.name"
        ),
        ("Backend", "spec: {type: AWS, aws: {auth: {type: Secret, secretRef: {name: aws}}}}", "", "secretContentUnusable Backend/a/it spec.aws.auth.secretRef.name"),
        ("GatewayExtension", "spec: {oauth2: {credentials: {clientID: x, clientSecretRef: {name: gone}}}}", "", "secretContentUnusable GatewayExtension/a/it spec.oauth2.credentials.clientSecretRef.name"),
        ("GatewayExtension", "spec: {jwt: {providers: [{jwks: {local: {configMapRef: {name: gone}}}}]}}", "", "secretContentUnusable GatewayExtension/a/it spec.jwt.providers[0].jwks.local.configMapRef.name"),
        ("GatewayExtension", "spec: {type: ExtAuth, extAuth: {grpcService: {backendRef: {name: gone, port: 1}}}}", "", "extensionBackendMissing GatewayExtension/a/it spec.extAuth.grpcService.backendRef.name"),
        ("HTTPListenerPolicy", "spec: {accessLog: [{grpcService: {logName: x, backendRef: {name: gone, port: 1}}}]}", "", "backendMissing HTTPListenerPolicy/a/it spec.accessLog[0].grpcService.backendRef.name"),
        (
            "HTTPListenerPolicy", "spec: {tracing: {provider: {openTelemetry: {serviceName: x, grpcService: {backendRef: {name: other, port: 4317}}}}}}", "",
            "backendPortMissing HTTPListenerPolicy/a/it spec.tracing.provider.openTelemetry.grpcService.backendRef.port"
        ),
        (
            "ListenerPolicy", "spec: {default: {clientCertificateValidation: {mode: Require, caCertificateRefs: [{group: \"\", kind: Secret, name: ca}]}}}", "",
            "certificateMissing ListenerPolicy/a/it spec.default.clientCertificateValidation.caCertificateRefs[0].name"
        ),
        (
            "ListenerPolicy", "spec: {perPort: [{port: 80, listener: {httpSettings: {accessLog: [{openTelemetry: {grpcService: {backendRef: {name: gone, port: 1}}}}]}}}]}", "",
            "backendMissing ListenerPolicy/a/it spec.perPort[0].listener.httpSettings.accessLog[0].openTelemetry.grpcService.backendRef.name"
        ),
        ("GatewayParameters", "spec: {kube: {envoyContainer: {env: [{name: X, valueFrom: {secretKeyRef: {name: gone, key: x}}}]}}}", "", "secretContentUnusable GatewayParameters/a/it spec.kube.envoyContainer.env[0].valueFrom.secretKeyRef.name"),
        ("Gateway", "spec: {gatewayClassName: kgateway, tls: {frontend: {default: {validation: {caCertificateRefs: [{group: \"\", kind: ConfigMap, name: ca}]}}}}}", api, "certificateMissing Gateway/a/it spec.tls.frontend.default.validation.caCertificateRefs[0].name"),
        ("Gateway", "spec: {gatewayClassName: kgateway, tls: {backend: {clientCertificateRef: {name: client}}}}", api, "certificateMissing Gateway/a/it spec.tls.backend.clientCertificateRef.name"),
        ("XBackend", "spec: {tls: {clientCertificateRef: {name: client}}}", "gateway.networking.x-k8s.io/v1alpha1", "certificateMissing XBackend/a/it spec.tls.clientCertificateRef.name"),
        ("AgentgatewayBackend", "spec: {policies: {auth: {secretRef: {name: key}}}}", "agentgateway.dev/v1alpha1", "secretContentUnusable AgentgatewayBackend/a/it spec.policies.auth.secretRef.name"),
        ("AgentgatewayPolicy", "spec: {traffic: {extAuth: {backendRef: {name: gone, port: 1}}}}", "agentgateway.dev/v1alpha1", "backendMissing AgentgatewayPolicy/a/it spec.traffic.extAuth.backendRef.name"),
    ] as [(String, String, String, String)])
    func whatIsNamedAndNotThere(_ kind: String, _ spec: String, _ version: String, _ expected: String) {
        let text = version.isEmpty ? object(kind, spec) : object(kind, spec, version)
        #expect(found(Self.others, text) == [expected])
        // Nothing is missing where nothing of the kind is there, or not all could be read.
        if expected.hasSuffix("Ref.name") || expected.hasSuffix("].name") {
            #expect(found("kind: Namespace\napiVersion: v1\nmetadata: {name: a}", text) == [])
            #expect(found(Self.others, text, unread: ["Secret", "ConfigMap", "Service"]) == [])
        }
    }

    @Test func aModelOfAnOlderVersionWantsItsSecret() {
        let policy = PolicySample.policy(
            "p", "kind: HTTPRoute, name: cart", "ai: {promptGuard: {request: {moderation: {openAIModeration: {authToken: {kind: SecretRef, secretRef: {name: gone}}}}}}}")
        let secret = "\n---\nkind: Secret\napiVersion: v1\nmetadata: {name: other, namespace: a}\ntype: Opaque"
        #expect(found(PolicySample.base, policy, secret, rules: .v21).contains(
            "policyInvalid TrafficPolicy/a/p spec.ai.promptGuard.request.moderation.openAIModeration.authToken.secretRef.name"))
    }

    @Test(arguments: [
        ("data: {tls.crt: x}", "secretContentUnusable Secret/a/client data"), ("data: {ca.crt: x}", nil), ("data: {tls.crt: x, tls.key: x}", nil), ("type: kubernetes.io/tls", nil),
    ] as [(String, String?)]) func aClientsSecretHasAPairOrAnAuthority(_ data: String, _ expected: String?) {
        let policy = object("BackendConfigPolicy", "spec: {targetRefs: [{group: \"\", kind: Service, name: other}], tls: {secretRef: {name: client}}}")
        #expect(found(Self.others, policy, "\n---\nkind: Secret\napiVersion: v1\nmetadata: {name: client, namespace: a}\n\(data)") == (expected.map { [$0] } ?? []))
    }

    @Test(arguments: [
        ("data: {ca.pem: x}", "secretContentUnusable ConfigMap/a/ca data"), ("data: {ca.crt: nonsense}", "certificateInvalid ConfigMap/a/ca data[ca.crt]"),
        ("data: {ca.crt: \"${CA}\"}", nil), ("data: {ca.crt: \"-----BEGIN CERTIFICATE-----\\nAA==\\n-----END CERTIFICATE-----\\n\"}", nil),
    ] as [(String, String?)]) func anAuthorityIsACertificate(_ data: String, _ expected: String?) {
        let policy = object(
            "BackendTLSPolicy", "spec: {targetRefs: [{group: \"\", kind: Service, name: other}], validation: {hostname: x, caCertificateRefs: [{group: \"\", kind: ConfigMap, name: ca}]}}", Self.api)
        #expect(found(Self.others, policy, "\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: ca, namespace: a}\n\(data)") == (expected.map { [$0] } ?? []))
    }

    @Test func anotherNamespaceWantsAGrant() {
        let policy = object("HTTPListenerPolicy", "spec: {accessLog: [{grpcService: {logName: x, backendRef: {name: logs, namespace: b, port: 80}}}]}")
        let service = "\n---\nkind: Service\napiVersion: v1\nmetadata: {name: logs, namespace: b}\nspec: {ports: [{port: 80}]}"
        let grant = """

            ---
            kind: ReferenceGrant
            apiVersion: gateway.networking.k8s.io/v1beta1
            metadata: {name: g, namespace: b}
            spec: {from: [{group: gateway.kgateway.dev, kind: HTTPListenerPolicy, namespace: a}], to: [{group: "", kind: Service}]}
            """
        #expect(found(Self.others, policy, service) == ["grantMissing HTTPListenerPolicy/a/it spec.accessLog[0].grpcService.backendRef.name"])
        #expect(found(Self.others, policy, service, grant) == [])
    }

    @Test(arguments: ["HTTPS", "TLS"]) func aCertificateIsReadFromASecretAlone(_ name: String) {
        func gateway(_ ref: String) -> String {
            object("Gateway", "spec: {gatewayClassName: kgateway, listeners: [{name: l, port: 443, protocol: \(name), tls: {mode: Terminate, certificateRefs: [\(ref)]}}]}", Self.api)
        }
        #expect(found(Self.others, gateway("{kind: ConfigMap, name: other}")) == ["certificateMissing Gateway/a/it spec.listeners[0].tls.certificateRefs[0].kind"])
        #expect(found(Self.others, gateway("{name: gone}")) == ["certificateMissing Gateway/a/it spec.listeners[0].tls.certificateRefs[0].name"])
        #expect(found(Self.others, gateway("{group: \"\", kind: Secret, name: cert}"), "\n---\nkind: Secret\napiVersion: v1\nmetadata: {name: cert, namespace: a}\ntype: kubernetes.io/tls") == [])
    }

    @Test func aNameThatIsNotThereIsToldBeforeTheLeaveThatItWouldNeed() {
        let asks = object("GatewayExtension", "spec: {type: ExtAuth, extAuth: {grpcService: {backendRef: {name: othr, namespace: b, port: 80}}}}")
        let elsewhere = "\n---\nkind: Service\napiVersion: v1\nmetadata: {name: other, namespace: b}\nspec: {ports: [{port: 80}]}"

        #expect(found(Self.others, elsewhere, asks) == ["extensionBackendMissing GatewayExtension/a/it spec.extAuth.grpcService.backendRef.name"])
        #expect(found(Self.others, elsewhere, asks.replacing("othr", with: "other")) == ["grantMissing GatewayExtension/a/it spec.extAuth.grpcService.backendRef.name"])
    }

    @Test func aMisspeltKindIsOneFinding() {
        let text = PolicySample.policy("p", "kind: HTTPRoute, name: cart", "timeouts: {request: 3s}", kind: "TrafficPolicie")
        let plan = PolicySample.plan(PolicySample.base, text)

        #expect(plan.findings().filter { $0.object.contains("TrafficPolic") }.map { "\($0.code) \($0.object)" } == ["versionUnsupported gateway.kgateway.dev/TrafficPolicie/a/p"])
    }

    @Test func whatIsNotKnownIsNamedAsPeopleAndServersNameIt() {
        let kinds = ["Gateway", "GatewayClass", "GatewayParameters", "ListenerPolicy"]
        let plan = PolicySample.plan(PolicySample.base, unread: Set(kinds))
        let notes = plan.findings().filter { $0.code == .unreadableKind }

        #expect(notes.map { $0.message.prefix { $0 != " " } } == ["Gateways", "GatewayClasses", "GatewayParameters", "ListenerPolicies"])
        #expect(notes.map { $0.cure.contains("resources: [gateways]") } == [true, false, false, false])
    }

    @Test func anInvalidPolicyTellsOfThoseThatItSilences() throws {
        let bad = PolicySample.policy("bad", "kind: HTTPRoute, name: cart", "rbac: {policy: {matchExpressions: [\"(\"]}}")
        let good = PolicySample.policy("good", "kind: HTTPRoute, name: cart", "cors: {allowOrigins: [\"https://a.example\"]}")
        let heavy = PolicySample.policy("bad", "kind: HTTPRoute, name: cart", "timeouts: {request: 3s}", ", annotations: {kgateway.dev/policy-weight: heavy}")

        for (invalid, code) in [(bad, FindingCode.policyInvalid), (heavy, .weightInvalid)] {
            let found = PolicySample.plan(PolicySample.base, invalid, good).findings()
            let cause = try #require(found.first { $0.code == code })
            #expect(cause.severity == .error && cause.message.contains("; it silences TrafficPolicy a/good beside it"))
            #expect(found.filter { $0.severity == .error }.map(\.code) == [code])
            #expect(found.filter { $0.code == .levelSilenced }.map(\.severity) == [.warning])
        }
    }
}
