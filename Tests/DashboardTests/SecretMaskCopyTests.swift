import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// A copy goes further than a screen: it holds what the screen shows, and no more.
@Suite struct SecretMaskCopyTests {
    private var state = DashboardState.sample()

    private static let object: JSONValue = [
        "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "TrafficPolicy",
        "metadata": ["name": "x", "namespace": "a", "uid": "u", "resourceVersion": "1"],
        "spec": ["ai": ["authToken": ["inline": "sk-secret"]], "n": 1],
    ]

    private mutating func copied() throws -> String {
        let effects = state.perform(.copyYAML)
        guard case .copy(let text)? = effects.first else { throw Missing() }
        return text
    }

    struct Missing: Error {}

    @Test mutating func inlineTokensAreCopiedAsTheScreenShowsThem() throws {
        state.list([Sample.row(Self.object)])

        let masked = try copied()
        #expect(masked.contains("inline: ••••••\n") && !masked.contains("sk-secret"))
        #expect(state.notice?.text == "Copied the YAML of a/x, inline tokens masked: r in the YAML reveals them")

        state.perform(.yaml, .toggleSecrets)
        #expect(try copied() == YAMLWriter.text(Self.object))
        #expect(state.notice?.text == "Copied the YAML of a/x")
    }
}
