import Foundation
import TestSupport
import Testing

/// Where no kubeconfig names a cluster, nothing is done to any, and nobody is left to believe it was.
@Suite(.serialized) struct AbsentKubeconfigTests {
    private static let commands: [[String]] = [
        ["get", "tp"], ["get", "tp", "-w"], ["edit", "tp", "checkout-cors", "-n", "checkout"],
        ["delete", "tp", "checkout-cors", "-n", "checkout"], ["create", "tp"], ["auth"], ["contexts"],
    ]

    @Test(arguments: commands)
    func everyCommandButTheDashboardFailsAndSaysHowToNameOne(words: [String]) async throws {
        try await Program.run { gatehouse in
            let outcome = try await gatehouse.run(words, with: ["EDITOR": "false"])

            #expect(outcome.status == 3 && outcome.out.isEmpty, "\(outcome.all)")
            for way in ["--kubeconfig", "KUBECONFIG", "~/.kube/config"] { #expect(outcome.err.contains(way)) }
            #expect(outcome.err.contains("--sandbox") || words == ["contexts"])
        }
    }

    /// What a file holds that names no cluster.
    @Test(arguments: [
        "", "apiVersion: v1\nkind: Config\n", "kind: Config\nclusters: []\ncontexts: []\ncurrent-context: \"\"\n",
    ])
    func aKubeconfigThatNamesNothingIsNoClusterEither(text: String) async throws {
        try await Program.run { gatehouse in
            let path = try gatehouse.write(text, to: "nothing")
            for words in [["delete", "tp", "x"], ["get", "tp"], ["snapshot", "--settle", "0ms"]] {
                let outcome = try await gatehouse.run(words, with: ["KUBECONFIG": path])
                #expect(outcome.status == 3 && outcome.out.isEmpty)
                #expect(outcome.err.contains("The kubeconfig \(path) names no cluster."))
            }
            try FileManager.default.createDirectory(
                atPath: "\(gatehouse.folder)/.kube", withIntermediateDirectories: true)
            _ = try gatehouse.write(text, to: ".kube/config")
            let home = try await gatehouse("delete", "tp", "x")
            #expect(home.status == 3 && home.out.isEmpty && home.err.contains("~/.kube/config does not"))
        }
    }

    @Test func aFileThatDoesNotExistIsSaidToBeMissing() async throws {
        try await Program.run { gatehouse in
            let path = "\(gatehouse.folder)/nowhere"
            for words in [["get", "tp"], ["delete", "tp", "x"], ["contexts"], ["snapshot", "--settle", "0ms"]] {
                let named = try await gatehouse.run(words + ["--kubeconfig", path])
                let set = try await gatehouse.run(words, with: ["KUBECONFIG": path])
                #expect(named.status == 1 && set.status == 3)
                for outcome in [named, set] {
                    #expect(outcome.out.isEmpty)
                    #expect(outcome.err.contains("The kubeconfig \(path) does not exist."))
                }
            }
        }
    }

    @Test func withoutACurrentContextTheChoiceIsNamed() async throws {
        try await Program.run { gatehouse in
            let path = try gatehouse.write(
                "contexts: [{name: one, context: {cluster: c}}, {name: two, context: {cluster: c}}]", to: "config")
            let outcome = try await gatehouse("delete", "tp", "x", with: ["KUBECONFIG": path])

            #expect(outcome.status == 3 && outcome.out.isEmpty)
            #expect(outcome.err.contains("Name one with --context: one, two."))
        }
    }

    @Test func aPictureOfTheSandboxSaysThatItIsOne() async throws {
        try await Program.run { gatehouse in
            let picture = try await gatehouse("snapshot", "--settle", "50ms")
            let wanted = try await gatehouse("snapshot", "--settle", "50ms", "--sandbox")

            #expect(picture.status == 0)
            #expect(picture.out.contains("No kubeconfig was found") && picture.out.contains("SANDBOX"))
            #expect(picture.err.contains("No kubeconfig was found"))
            #expect(wanted.err.isEmpty && !wanted.out.contains("No kubeconfig") && wanted.out.contains("SANDBOX"))
        }
    }

    @Test func theDashboardSaysSoUntilAKeyIsPressed() async throws {
        try await Program.run { gatehouse in
            let terminal = try Terminal([try Program.path()], environment: gatehouse.environment())
            do {
                try await terminal.see("No kubeconfig was found", "SANDBOX", "checkout-cors")
                terminal.type("j")
                try await terminal.see("filter")
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("q")
            #expect(await terminal.end().status == 0)
        }
    }

    @Test func tabOffersNoClusterThatIsNotThere() async throws {
        try await Program.run { gatehouse in
            for line in ["get ", "get tp ", "delete tp ", "get --context ", "get -n ", "tra"] {
                let outcome = try await gatehouse("---completion-words", "line", "gatehouse " + line)
                #expect(outcome.status == 0 && outcome.all.isEmpty, "\(line): \(outcome.all)")
            }
        }
    }
}
