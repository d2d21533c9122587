import APIServer
import Foundation
import Sandbox
import TestSupport
import Testing

/// What the program says and how it ends where there is little to do.
@Suite(.serialized) struct UsageTests {
    @Test func helpAndVersionGoToStandardOutput() async throws {
        try await Program.run { gatehouse in
            let help = try await gatehouse("--help")
            #expect(help.status == 0 && help.err.isEmpty)
            for word in ["USAGE", "--kubeconfig", "--read-only", "get", "edit", "snapshot", "sandbox"] {
                #expect(help.out.contains(word))
            }
            let version = try await gatehouse("--version")
            #expect(version.status == 0)
            #expect(version.out.hasPrefix("gatehouse 0."))
        }
    }

    @Test(arguments: ["get", "edit", "create", "delete", "links", "check", "explain", "snapshot", "sandbox"])
    func everyCommandHasHelp(command: String) async throws {
        try await Program.run { gatehouse in
            let help = try await gatehouse(command, "--help")
            #expect(help.status == 0)
            #expect(help.out.contains("gatehouse \(command)"))
        }
    }

    @Test(arguments: [
        ["--nonsense"], ["get"], ["get", "tp", "-n", "a", "-A"], ["snapshot", "--size", "3"],
        ["snapshot", "--keys", "ctrl-nope"],
        ["get", "tp", "-o", "xml"], ["sandbox", "--objects", "-1"], ["--sandbox", "--context", "x"],
        ["get", "tp", "-l", "a in ("], ["links", "tp"], ["links", "tp", "a", "b"], ["links", "tp/a", "-o", "xml"],
        ["--manifests", "x", "--kubeconfig", "y"], ["snapshot", "--manifests", "x", "--context", "y"], ["snapshot", "--manifests", "-"], ["--manifests", "x", "--sandbox"],
    ])
    func wrongUsageIsStatusTwo(words: [String]) async throws {
        try await Program.run { gatehouse in
            let child = try gatehouse.start(words)
            await child.ended()
            #expect(child.process.terminationStatus == 2, "\(child.err)")
            #expect(child.out.isEmpty && !child.err.isEmpty)
        }
    }

    @Test func theDashboardWantsATerminal() async throws {
        try await Program.run { gatehouse in
            let outcome = try await gatehouse("--sandbox")
            #expect(outcome.status == 2)
            #expect(outcome.err.contains("needs a terminal") && outcome.out.isEmpty)
        }
    }

    @Test func anUnreachableServerIsStatusThree() async throws {
        try await Program.run { gatehouse in
            let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:1", token: Scene.token)
            let outcome = try await gatehouse("get", "trafficpolicies", "--kubeconfig", config)
            #expect(outcome.status == 3)
            #expect(outcome.err.contains("127.0.0.1:1"))
            #expect(!outcome.all.contains(Scene.token))
        }
    }

    @Test func aKubeconfigThatCannotBeReadIsNeverReplacedByTheSandbox() async throws {
        try await Program.run { gatehouse in
            let folder = "\(gatehouse.folder)/folder"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let broken = try gatehouse.write("clusters: [", to: "broken")
            for path in [folder, broken] {
                let outcome = try await gatehouse("get", "tp", "-A", with: ["KUBECONFIG": path])
                #expect(outcome.status == 1, "\(path)")
                #expect(outcome.out.isEmpty && !outcome.err.isEmpty)
            }
            let missing = try await gatehouse("get", "tp", "--kubeconfig", "\(gatehouse.folder)/nowhere")
            #expect(missing.status == 1 && missing.err.contains("nowhere"))
        }
    }

    @Test func aContextThatIsNotThereIsNamed() async throws {
        try await Program.run { gatehouse in
            let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:1", token: Scene.token)
            let outcome = try await gatehouse("get", "tp", "--kubeconfig", config, "--context", "elsewhere")
            #expect(outcome.status == 1)
            #expect(outcome.err.contains("elsewhere"))
        }
    }

    @Test func aServerThatIsNoKubernetesIsSaidInWords() async throws {
        try await Program.run { gatehouse in
            let config = try gatehouse.kubeconfig(server: "https://127.0.0.1:1", token: Scene.token)
            let outcome = try await gatehouse("get", "tp", "--kubeconfig", config)
            #expect([1, 3].contains(outcome.status))
            #expect(outcome.err.split(separator: "\n").count <= 2 && outcome.err.contains(" "))
            #expect(!outcome.all.contains(Scene.token))
        }
    }

    @Test func aRefusedTokenIsNotRepeated() async throws {
        try await Program.run { gatehouse in
            let server = Scene.server([])
            let port = try await server.start()
            let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: "a-wrong-token")
            let outcome = try await gatehouse("get", "tp", "--kubeconfig", config)
            await server.stop()
            #expect(outcome.status == 1)
            #expect(outcome.err.contains("401") && !outcome.all.contains("a-wrong-token"))
        }
    }
}
