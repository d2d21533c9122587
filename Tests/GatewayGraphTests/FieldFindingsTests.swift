import Testing

@testable import GatewayGraph

@Suite struct FieldFindingsTests {
    private func found(_ texts: String..., rules: GatewayRules = .v21, unread: Set<String> = []) -> [String] {
        PolicySample.plan(texts.joined(), rules: rules, unread: unread).findings().filter { $0.severity > .note && $0.code != .backendMissing }.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.object.split(separator: "/").suffix(3).joined(separator: "/")) \($0.path)"
        }
    }

    private let route = "kind: HTTPRoute, name: cart"

    private func ext(_ spec: String) -> String {
        "\n---\nkind: GatewayExtension\napiVersion: gateway.kgateway.dev/v1alpha1\nmetadata: {name: ext, namespace: a}\nspec: \(spec)"
    }

    private var calling: String { PolicySample.policy("p", route, "extAuth: {extensionRef: {name: ext}}") }

    @Test func anExtensionThatIsNotThereOrOfAnotherType() {
        #expect(found(PolicySample.base, calling) == ["error extensionMissing TrafficPolicy/a/p spec.extAuth.extensionRef.name"])
        #expect(found(PolicySample.base, calling, ext("{type: RateLimit, rateLimit: {}}")) == ["error extensionWrongType GatewayExtension/a/ext spec.type"])
    }

    @Test func theServerOfAnExtensionMustBeThereAndHaveThePort() {
        let asking = ext("{type: ExtAuth, extAuth: {grpcService: {backendRef: {name: auth, port: 4444}}}}")
        let service = "\n---\nkind: Service\napiVersion: v1\nmetadata: {name: auth, namespace: a}\nspec: {ports: [{port: 80}]}"
        #expect(found(PolicySample.base, calling, asking, service.replacing("name: auth", with: "name: other")) == [
            "error extensionBackendMissing GatewayExtension/a/ext spec.extAuth.grpcService.backendRef.name"
        ])
        // Without any Service they are kept elsewhere.
        #expect(found(PolicySample.base, calling, asking) == [])
        #expect(found(PolicySample.base, calling, asking, service) == [
            "error extensionBackendMissing GatewayExtension/a/ext spec.extAuth.grpcService.backendRef.port"
        ])
        #expect(found(PolicySample.base, calling, asking, unread: ["Service"]) == [])
        #expect(found(PolicySample.base, calling, asking, service.replacing("port: 80", with: "port: 4444")) == [])
    }

    @Test func anotherNamespaceWantsAGrant() {
        let asking = ext("{type: ExtAuth, extAuth: {grpcService: {backendRef: {name: auth, namespace: b, port: 80}}}}")
        let service = "\n---\nkind: Service\napiVersion: v1\nmetadata: {name: auth, namespace: b}\nspec: {ports: [{port: 80}]}"
        let grant = """

            ---
            kind: ReferenceGrant
            apiVersion: gateway.networking.k8s.io/v1beta1
            metadata: {name: g, namespace: b}
            spec: {from: [{group: gateway.kgateway.dev, kind: GatewayExtension, namespace: a}], to: [{group: "", kind: Service}]}
            """
        #expect(found(PolicySample.base, calling, asking, service) == [
            "error grantMissing GatewayExtension/a/ext spec.extAuth.grpcService.backendRef.name"
        ])
        #expect(found(PolicySample.base, calling, asking, service, grant) == [])
    }

    @Test func aTieIsNoOrder() {
        let two = PolicySample.policy("p", route, "cors: {}") + PolicySample.policy("q", route, "cors: {}")
        #expect(found(PolicySample.base, two) == ["warning tie TrafficPolicy/a/q spec.cors"])
        // Newer versions serve the host at its own listener only.
        #expect(found(PolicySample.base.replacing("sectionName: http", with: "sectionName: shop"), two, rules: .v24) == [])
    }

    @Test func fieldsThatDoNothingWhereTheyAre() {
        let policy = PolicySample.policy("p", "kind: Gateway, name: gw", "timeouts: {request: 1s}, cors: {}")
        #expect(found(PolicySample.base, policy) == ["warning fieldNoEffect TrafficPolicy/a/p spec.timeouts"])
        #expect(found(PolicySample.base, policy, rules: .v23) == [])
    }

    @Test func aWeightAndAnAnnotationThatCannotBeRead() {
        let weight = PolicySample.policy("p", route, "cors: {}", ", annotations: {kgateway.dev/policy-weight: heavy}")
        #expect(found(PolicySample.base, weight) == ["warning weightInvalid TrafficPolicy/a/p metadata.annotations[kgateway.dev/policy-weight]"])
        let name = "metadata.annotations[kgateway.dev/inherited-policy-priority]"
        let annotated = "metadata: {name: cart, namespace: a, annotations: {kgateway.dev/inherited-policy-priority: ShallowMergePreferParnet}}"
        let text = PolicySample.base.replacing("metadata: {name: cart, namespace: a}", with: annotated)
        #expect(found(text) == ["warning annotationIgnored HTTPRoute/a/cart \(name)"])
    }

    @Test func aStatusThatSaysSomethingElse() {
        let status = """

            status:
              ancestors:
              - ancestorRef: {group: gateway.networking.k8s.io, kind: Gateway, name: gw, namespace: a}
                controllerName: kgateway.dev/kgateway
                conditions: [{type: Accepted, status: "True"}, {type: Attached, status: "False", reason: Overridden}]
            """
        #expect(found(PolicySample.base, PolicySample.policy("p", route, "cors: {}") + status) == ["warning statusDisagrees TrafficPolicy/a/p status.ancestors[0].conditions[1]"])
    }
}
