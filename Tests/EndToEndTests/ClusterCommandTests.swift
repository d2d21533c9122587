import APIServer
import Foundation
import Sandbox
import TestSupport
import Testing

/// The commands about the cluster itself.
@Suite(.serialized) struct ClusterCommandTests {
    @Test func contextsAreListedAsKubectlListsThem() async throws {
        try await Program.run { gatehouse in
            let config = try gatehouse.kubeconfig(server: "https://127.0.0.1:1", token: "t")

            let table = try await gatehouse("contexts", "--kubeconfig", config)
            let names = try await gatehouse("contexts", "-o", "name", with: ["KUBECONFIG": config])
            let none = try await gatehouse("contexts")

            #expect(
                table.out
                    == "CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         test   test      test       shop\n")
            #expect(names.out == "test\n")
            #expect(none.status == 3 && none.out.isEmpty)
            #expect(none.err.hasPrefix("No kubeconfig names a context. Name one with --kubeconfig FILE"))
        }
    }

    @Test func authSaysWhoAndHowAndWhat() async throws {
        let server = Scene.server([])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)

                let outcome = try await gatehouse("auth", "--as", "jane", "--as-group", "ops", "--kubeconfig", config)

                #expect(outcome.status == 0)
                for line in [
                    "Context      test", "Server       http://127.0.0.1:\(port)", "Verified by  nothing: plain http",
                    "Login        a token", "Acting as    jane, groups: ops",
                ] {
                    #expect(outcome.out.contains(line + "\n"))
                }
                #expect(outcome.out.contains("\nKIND"))
                #expect(outcome.out.contains("\nTrafficPolicy"))
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func authNamesWhatIsWrongAfterWhatIsKnown() async throws {
        try await Program.run { gatehouse in
            let config = try gatehouse.kubeconfig(server: "https://127.0.0.1:1", token: "t")

            let outcome = try await gatehouse("auth", "--kubeconfig", config)

            #expect(outcome.status == 3)
            #expect(outcome.out.contains("Verified by  the authorities of this system\n"))
            #expect(outcome.err.contains("Nothing listens on 127.0.0.1:1"))
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func everyShellGetsAScriptThatAsksUs(shell: String) async throws {
        try await Program.run { gatehouse in
            let script = try await gatehouse("completions", shell)
            #expect(script.status == 0 && script.out.contains("---completion"))
        }
    }

    @Test func tabOffersWhatTheServerHas() async throws {
        let server = Scene.server([Sample.object("shop/cart"), Sample.object("team/search")])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let world = [
                    "KUBECONFIG": try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)
                ]
                /// On a busy machine an answer may come too late for one Tab; the next one shows it.
                func offered(_ word: String, for option: String, _ line: String...) async throws -> Bool {
                    let words = ["---completion", "get", "--", option, "2", "0", "gatehouse"] + line
                    for _ in 0..<100 {
                        let lines = try await gatehouse.run(words, with: world).out.split(separator: "\n")
                        if lines.contains(Substring(word)) { return true }
                    }
                    return false
                }

                #expect(try await offered("trafficpolicies", for: "positional@0", "get", ""))
                #expect(try await offered("cart", for: "positional@1", "get", "tp", ""))
                #expect(try await offered("search", for: "positional@1", "get", "tp", "-n", "team", ""))
                #expect(try await offered("test", for: "--context", "get", "--context", ""))
                #expect(try await offered("team", for: "--namespace", "get", "-n", ""))
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func tabOffersNothingWhereNobodyAnswers() async throws {
        try await Program.run { gatehouse in
            let world = ["KUBECONFIG": try gatehouse.kubeconfig(server: "https://127.0.0.1:1", token: "t")]

            let outcome = try await gatehouse.run(
                ["---completion", "get", "--", "positional@0", "2", "0", "gatehouse", "get", ""], with: world)

            #expect(outcome.status == 0 && outcome.all.split(separator: "\n").isEmpty)
        }
    }
}
