import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct YAMLDocumentTests {
    private func document(_ object: JSONValue, reveals: Bool = false) -> YAMLDocument {
        YAMLDocument(
            object,
            identity: YAMLDocument.Identity(
                id: ResourceID(.trafficPolicy, Sample.key("a/x")), resourceVersion: "1", showsManagedFields: false, revealsSecrets: reveals))
    }

    private func text(_ document: YAMLDocument) -> String { document.lines.map(\.text).joined(separator: "\n") }

    @Test(
        arguments: [
            ["ai": ["provider": ["openai": ["authToken": ["inline": "sk-secret"]]]]],
            ["basicAuth": ["users": ["a:sk-secret", "b:sk-secret"]]],
            ["basicAuth": ["users": ["a": "sk-secret"]]],
            ["basicAuth": ["inline": "sk-secret"]],
            ["backend": ["auth": ["key": "sk-secret"]]],
            ["traffic": ["basicAuthentication": ["users": ["a:sk-secret"]]]],
        ] as [JSONValue])
    func inlineSecretsAreMaskedUntilAKeyRevealsThem(spec: JSONValue) {
        let masked = document(["spec": spec])

        #expect(!text(masked).contains("sk-secret"))
        #expect(text(masked).contains(SecretMask.text))
        #expect(masked.hasMasked)
        let revealed = document(["spec": spec], reveals: true)
        #expect(text(revealed).contains("sk-secret"))
        #expect(!revealed.hasMasked)
    }

    @Test func aSecretInKubectlsAnnotationIsMaskedToo() {
        let applied = #"{"spec":{"ai":{"authToken":{"inline":"sk-secret"}}}}"#
        let object: JSONValue = [
            "metadata": ["annotations": ["kubectl.kubernetes.io/last-applied-configuration": .string(applied)]]
        ]

        #expect(!text(document(object)).contains("sk-secret"))
        #expect(text(document(object)).contains("inline"))
    }

    @Test func aSecretInAnyAnnotationThatHoldsACopyIsMaskedToo() {
        let copy = #"{"spec":{"ai":{"authToken":{"inline":"sk-secret"}}}}"#
        let object: JSONValue = ["metadata": ["annotations": ["kapp.k14s.io/original": .string(copy)]]]

        #expect(!text(document(object)).contains("sk-secret"))
    }

    @Test(
        arguments: [
            ["authToken": ["secretRef": ["name": "openai"]]], ["auth": ["secretRef": ["key": "api"]]],
            ["inline": "not a token"], ["users": ["a"]],
            ["basicAuth": ["users": .null]],
        ] as [JSONValue])
    func whatIsNoSecretIsShown(spec: JSONValue) {
        #expect(!document(["spec": spec]).hasMasked)
    }

    @Test mutating func theSearchFindsLinesWhateverTheirCase() {
        var shown = document(["spec": ["name": "Cart", "host": "cart.example", "port": 80]])

        shown.find("cart")

        #expect(shown.matches.map { shown.lines[$0].text } == ["  name: Cart", "  host: cart.example"])
        shown.find("")
        #expect(shown.matches.isEmpty)
    }

    @Test func textOfALiteralBlockIsToldApart() {
        let shown = document(["spec": ["body": "a: 1\nb: 2\n", "status": 200]])

        #expect(shown.lines.map(\.isText) == [false, false, true, true, false])
    }

    @Test func theMatchesAreGoneThroughRoundAndRound() {
        var state = DashboardState.sample()
        state.list([Sample.policy("a/cart")])
        state.perform(.yaml, .searchPrompt)
        state.type("team")
        #expect(state.detail.document?.matches.isEmpty == true)
        state.perform(.edit(.killToStart))
        state.type("cart")
        state.perform(.accept)

        let count = state.detail.document?.matches.count ?? 0
        #expect(count == 3)
        state.perform(.nextMatch(1), .nextMatch(1))
        #expect(state.detail.matchIndex == 2)
        state.perform(.nextMatch(1))
        #expect(state.detail.matchIndex == 0)
        state.perform(.nextMatch(-1))
        #expect(state.detail.matchIndex == count - 1)
        state.perform(.cancel)
        #expect(state.detail.search.isEmpty)
    }

    @Test func theDocumentFollowsTheObject() {
        var state = DashboardState.sample()
        state.list([Sample.policy("a/cart", version: 1)])
        state.perform(.yaml)
        let first = state.detail.document

        state.watch(.modified, Sample.policy("a/cart", "Accepted=False/Invalid", version: 2))

        #expect(state.detail.document != first)
        #expect(state.detail.document?.lines.contains { $0.text.contains("Invalid") } == true)
    }

    @Test func secretsAreMaskedAgainForTheNextObject() {
        var state = DashboardState.sample()
        state.list([Sample.policy("a/cart"), Sample.policy("a/other")])
        state.perform(.yaml, .toggleSecrets)
        #expect(state.detail.revealsSecrets)

        state.perform(.cancel, .move(1))

        #expect(!state.detail.revealsSecrets)
    }
}
