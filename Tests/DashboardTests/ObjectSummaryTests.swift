import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// An object in a few lines.
@Suite struct ObjectSummaryTests {
    private func lines(_ spec: JSONValue) -> [String] {
        let summary = ObjectSummary(Sample.object("a/x", spec: spec))
        return (summary.places + summary.does).map { "\($0.label): \($0.text)" }
    }

    @Test(arguments: [
        (["timeout": ["request": "30s", "idle": "5m"]], "timeout: 30s · idle 5m"),
        (["timeouts": ["request": "30s"]], "timeout: 30s"),
        (["retries": ["attempts": 3, "retryOn": "5xx,reset", "perTryTimeout": "2s"]], "retry: 3 on 5xx,reset · 2s each"),
        (["retry": ["attempts": 2, "retryOn": ["5xx", "reset"], "statusCodes": [503]]], "retry: 2 on 5xx, reset,503"),
        (["extAuth": ["extensionRef": ["name": "auth"]]], "extAuth: auth"),
        (["rateLimit": ["local": ["tokenBucket": ["maxTokens": 10, "fillInterval": "1s"]]]], "rateLimit: local tokenBucket maxTokens 10 · fillInterval 1s"),
        (["targetRefs": [["kind": "HTTPRoute", "name": "cart", "sectionName": "pay"], ["kind": "Gateway", "name": "public"]]],
            "targets: HTTPRoute/cart #pay, Gateway/public"),
        (["targetSelectors": [["kind": "HTTPRoute", "matchLabels": ["app": "cart"]]]], "selects: HTTPRoute{app=cart}"),
        (["parentRefs": [["name": "public", "namespace": "infra"]]], "parents: Gateway/infra/public"),
        (["hostnames": ["a.example", "b.example"]], "hostnames: a.example, b.example"),
    ] as [(JSONValue, String)])
    func eachFieldIsALine(spec: JSONValue, line: String) {
        #expect(lines(spec) == [line])
    }

    @Test func tokensStayMasked() {
        let line = lines(["ai": ["provider": ["openai": ["authToken": ["inline": "sk-secret"]]]]]).joined()

        #expect(!line.contains("sk-secret") && line.contains(SecretMask.text))
    }

    @Test(arguments: [
        (["annotations": ["argocd.argoproj.io/tracking-id": "shop:gateway.kgateway.dev/TrafficPolicy:a/x"]], "Argo CD, application shop"),
        (["labels": ["kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux-system"]],
            "Flux, Kustomization flux-system/apps"),
        (["labels": ["helm.toolkit.fluxcd.io/name": "cart"]], "Flux, HelmRelease cart"),
        (["annotations": ["meta.helm.sh/release-name": "cart", "meta.helm.sh/release-namespace": "shop"],
            "labels": ["app.kubernetes.io/managed-by": "Helm"]], "Helm, release shop/cart"),
        (["labels": ["app.kubernetes.io/managed-by": "somebody"]], "somebody"),
        (["labels": ["app.kubernetes.io/managed-by": ""]], nil), (["labels": ["team": "a"]], nil),
    ] as [(JSONValue, String?)])
    func whoLooksAfterItIsReadFromItsLabels(metadata: JSONValue, manager: String?) {
        #expect(ResourceManager.name(of: ["metadata": metadata]) == manager)
    }
}
