import KubeModel
import Testing

@testable import GatewayGraph

/// Fields and kinds that not every version has.
@Suite struct ServedFieldTests {
    private func object(_ kind: String, _ spec: String, _ version: String = "gateway.kgateway.dev/v1alpha1") -> String {
        "kind: \(kind)\napiVersion: \(version)\nmetadata: {name: it, namespace: a}\nspec: \(spec)"
    }

    private func found(_ text: String, _ rules: GatewayRules) -> [String] {
        PolicySample.plan(text, rules: rules).findings().filter { $0.code == .versionUnsupported }.map(\.path)
    }

    @Test(arguments: [
        ("Backend", "{type: AI, ai: {llm: {}}}", "spec.ai"), ("GatewayParameters", "{kube: {aiExtension: {}}}", "spec.kube.aiExtension"),
    ]) func whatWentIsNoLongerServed(_ kind: String, _ spec: String, _ path: String) {
        #expect(found(object(kind, spec), .v21) == [])
        #expect(found(object(kind, spec), .v22) == [path])
        #expect(found(object(kind, spec), .v24) == [path])
    }

    @Test(arguments: [
        ("BackendConfigPolicy", "{circuitBreakers: {}}", "spec.circuitBreakers"), ("GatewayExtension", "{extAuth: {httpService: {}}}", "spec.extAuth.httpService"),
        ("DirectResponse", "{status: 200, bodyFormat: {}}", "spec.bodyFormat"), ("Backend", "{gcp: {}}", "spec.gcp"),
        ("TrafficPolicy", "{headerModifiers: {request: {set: [{name: a, value: b}, {name: c, secretRef: {name: d}}]}}}", "spec.headerModifiers.request.set[1].secretRef"),
    ]) func whatCameLaterIsNotServedYet(_ kind: String, _ spec: String, _ path: String) throws {
        #expect(found(object(kind, spec), .v21) == [path])
        #expect(found(object(kind, spec), .v24) == [])
        #expect(GatewayRules.needed(by: [try YAMLReader.parse(object(kind, spec))])?.rules == .v22)
    }

    @Test(arguments: [
        ("AIBackend", "gateway.kgateway.dev/v1alpha1", GatewayRules.v22, "kind"), ("AgentgatewayBackend", "agentgateway.dev/v1alpha1", .v21, "apiVersion"),
        ("ReferenceGrant", "gateway.networking.k8s.io/v1", .v22, "apiVersion"),
    ]) func aKindThatAVersionDoesNotHave(_ kind: String, _ version: String, _ rules: GatewayRules, _ path: String) {
        #expect(found(object(kind, "{}", version), rules) == [path])
    }

    @Test(arguments: [
        ("ReferenceGrant", "gateway.networking.k8s.io/v1", GatewayRules.v23), ("AgentgatewayPolicy", "agentgateway.dev/v1alpha1", .v22),
        ("TLSRoute", "gateway.networking.k8s.io/v1", .v23), ("ListenerSet", "gateway.networking.k8s.io/v1", .v23), ("ListenerPolicy", "gateway.kgateway.dev/v1alpha1", .v22),
    ]) func theVersionFollowsFromWhatIsWritten(_ kind: String, _ version: String, _ rules: GatewayRules) throws {
        #expect(GatewayRules.needed(by: [try YAMLReader.parse(object(kind, "{}", version))])?.rules == rules)
    }
}
