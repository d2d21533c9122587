import Foundation
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

/// What may be shown of the words of a plugin that failed.
@Suite struct PluginComplaintTests {
    private func words(_ text: String, exec: String = "command: p") throws -> String {
        let folder = try TemporaryFolder()
        let user = "exec: {apiVersion: client.authentication.k8s.io/v1beta1, \(exec)}"
        let file = try folder.write("config", kubeconfig(user: user))
        let endpoint = try #require(try Kubeconfig.load(path: file, environment: [:], context: nil))
        return PluginComplaint(try #require(endpoint.credential.plugin)).words(Array(text.utf8))
    }

    @Test func theLastLinesSayWhy() throws {
        #expect(try words("a\nb\n\nc\nThe token has expired.\n\n") == "b c The token has expired.")
        let usage = String(repeating: "usage ", count: 100)
        #expect(try words("\(usage)\nThe token has expired.\r\n") == "The token has expired.")
        #expect(try words(String(repeating: "x", count: 5000)) == "…" + String(repeating: "x", count: 400))
        #expect(try words("") == "")
    }

    @Test func noControlCharacterIsLeft() throws {
        #expect(try words("\u{1B}[31;1mred\u{1B}[0m \u{1B}]0;title\u{7}\u{9B}2J a\u{202E}b\u{7F}\u{0}") == "red 2J a b")
    }

    @Test func whatLooksLikeASecretIsLeftOut() throws {
        #expect(
            try words("bad: eyJhbGciOi.eyJzdWIi.c2ln! Bearer abcdefghij, refresh_token=r-12345678")
                == "bad: …! Bearer …, refresh_token=…")
        #expect(
            try words("k\n-----BEGIN EC PRIVATE KEY-----\nAAAA\nBBBB\n-----END EC PRIVATE KEY-----\nno") == "k … no")
    }

    @Test func whatTheKubeconfigGivesItAsASecretIsLeftOut() throws {
        let exec =
            "command: p, args: [--client-secret=hush-hush, --oidc-password, mum's, -v, info], env: [{name: MY_TOKEN, value: sesame}, {name: AWS_PROFILE, value: team-a}]"

        #expect(
            try words("sent hush-hush, mum's and sesame of team-a -v info", exec: exec)
                == "sent …, … and … of team-a -v info")
    }
}
