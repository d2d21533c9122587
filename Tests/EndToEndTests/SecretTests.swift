import APIServer
import Foundation
import Sandbox
import TestSupport
import Testing

/// What proves who we are, looked for in everything the program writes.
@Suite(.serialized) struct SecretTests {
    private let secret = Scene.token

    /// A server, and a kubeconfig that leads there with secrets of every sort.
    private func scene(_ body: (Program, [String: String]) async throws -> Void) async throws {
        let server = Scene.server([Sample.object("shop/cart", status: Sample.status("Accepted=True/Valid"))])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://u:\(secret)@127.0.0.1:\(port)", token: secret)
                try await body(gatehouse, ["KUBECONFIG": config])
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func noCommandPrintsThem() async throws {
        try await scene { gatehouse, world in
            var written = ""
            for words in [
                ["get", "tp"], ["get", "tp", "cart", "-o", "yaml"], ["get", "tp", "-o", "json"], ["auth"], ["contexts"],
                ["get", "nothing"], ["get", "tp", "nobody"], ["--help"],
            ] {
                let outcome = try await gatehouse.run(words, with: world)
                written += outcome.all
            }
            let frames = try await gatehouse(
                "snapshot", "--keys", "y @", "--settle", "200ms", "--format", "ansi", with: world)
            #expect(frames.out.contains("/version") || frames.out.contains("trafficpolicies"))
            written += frames.all

            #expect(written.contains("cart"))
            #expect(!written.contains(secret))
        }
    }

    @Test func noFailurePrintsThem() async throws {
        try await Program.run { gatehouse in
            let plugin = try gatehouse.write("#!/bin/sh\necho \(secret)\nexit 1\n", to: "login", mode: 0o700)
            let exec = "exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: \(plugin)}"
            let users = [
                "token: \"\(secret) \"", "token: {a: \(secret)}", "username: a, password: \(secret)", exec,
                "client-key-data: \(secret)", "client-certificate-data: \(secret), client-key-data: \(secret)",
                "token: \(secret)", "token: [\(secret)", "tokenFile: nowhere, token: \(secret)",
            ]
            for (number, user) in users.enumerated() {
                for server in [
                    "http://127.0.0.1:1", "https://x:\(secret)@127.0.0.1:1", "http://u:\(secret)@far.example",
                ] {
                    let config = try gatehouse.write(
                        """
                        current-context: test
                        clusters: [{name: test, cluster: {server: "\(server)", proxy-url: "http://u:\(secret)@127.0.0.1:1"}}]
                        contexts: [{name: test, context: {cluster: test, user: test}}]
                        users: [{name: test, user: {\(user)}}]
                        """, to: "config")

                    let outcome = try await gatehouse("get", "tp", with: ["KUBECONFIG": config])

                    #expect(outcome.status != 0 && !outcome.err.isEmpty, "user \(number) of \(server)")
                    #expect(!outcome.all.contains(secret), "user \(number) of \(server)")
                }
            }
        }
    }

    @Test func neitherTheTerminalNorADraftNorACrashReportShowsThem() async throws {
        try await scene { gatehouse, world in
            let editor = try gatehouse.write(
                "#!/bin/sh\ngrep -q bad: \"$1\" || echo '  bad: [' >> \"$1\"\n", to: "ed.sh", mode: 0o700)
            let environment = gatehouse.environment(world.merging(["EDITOR": editor]) { $1 })
            let terminal = try Terminal([try Program.path()], environment: environment)
            var seen = ""
            do {
                seen += try await terminal.see("cart", "live")
                terminal.type("e")
                seen += try await terminal.see("kept in")
                terminal.type("@")
                seen += try await terminal.see("trafficpolicies?")
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.crash()
            seen += await terminal.end().written

            let report = "\(gatehouse.folder)/state/gatehouse/crash.txt"
            #expect(FileManager.default.fileExists(atPath: report))
            #expect(!seen.contains(secret))
            for file in FileManager.default.enumerator(atPath: "\(gatehouse.folder)/state")?.allObjects ?? [] {
                let data = FileManager.default.contents(atPath: "\(gatehouse.folder)/state/\(file)") ?? Data()
                #expect(!data.contains(secret), "\(file)")
            }
        }
    }
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
