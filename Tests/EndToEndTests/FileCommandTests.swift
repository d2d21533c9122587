import APIServer
import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import TestSupport
import Testing

/// `create` and `edit` with the text of a file instead of an editor.
@Suite(.serialized) struct FileCommandTests {
    private static let text = """
        # ours
        apiVersion: gateway.kgateway.dev/v1alpha1
        kind: TrafficPolicy
        metadata:
          name: cart
          namespace: shop
        spec:
          targetRefs:
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}
          timeout:
            request: 30s

        """
    private static var fresh: String { text.replacing("name: cart\n  namespace", with: "name: fresh\n  namespace") }

    /// A server with one policy; an editor that is opened all the same fails.
    private func scene(_ body: (Program, [String: String], KubeServer) async throws -> Void) async throws {
        let object = Sample.object(
            "shop/cart",
            spec: [
                "targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"]], "timeout": ["request": "30s"],
            ])
        let server = Scene.server([object])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)
                try await body(gatehouse, ["KUBECONFIG": config, "EDITOR": "touch opened; false"], server)
                #expect(!FileManager.default.fileExists(atPath: "\(gatehouse.folder)/opened"))
                let drafts = try? FileManager.default.contentsOfDirectory(atPath: "\(gatehouse.folder)/state/gatehouse/drafts")
                #expect((drafts ?? []).isEmpty)
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func request(of name: String, _ server: KubeServer) -> String? {
        server.store.object(.trafficPolicy, Sample.key("shop/\(name)"))?[path: ["spec", "timeout", "request"]]?.string
    }

    @Test func aFileIsCreatedWithItsKindOrWithoutIt() async throws {
        try await scene { gatehouse, world, server in
            _ = try gatehouse.write(Self.fresh, to: "fresh.yaml")
            let bare = try await gatehouse("create", "-f", "fresh.yaml", with: world)
            #expect(bare.status == 0 && bare.out == "Created TrafficPolicy shop/fresh.\n", "\(bare.err)")
            #expect(request(of: "fresh", server) == "30s")

            let json = JSONWriter.text(try YAMLReader.parse(Self.fresh.replacing("name: fresh", with: "name: other")))
            _ = try gatehouse.write(json, to: "other.json")
            let named = try await gatehouse("create", "tp", "--filename=other.json", with: world)
            #expect(named.status == 0 && named.out == "Created TrafficPolicy shop/other.\n", "\(named.err)")

            let again = try await gatehouse("create", "-f", "fresh.yaml", with: world)
            #expect(again.status == 1 && again.out.isEmpty && again.err.contains("already exists"))
        }
    }

    @Test func aFileReplacesWhatItIsAFileOf() async throws {
        try await scene { gatehouse, world, server in
            _ = try gatehouse.write(Self.text.replacing("30s", with: "5s"), to: "cart.yaml")
            let outcome = try await gatehouse("edit", "tp/cart", "-fcart.yaml", with: world)
            #expect(outcome.status == 0 && outcome.out == "Replaced TrafficPolicy shop/cart.\n", "\(outcome.err)")
            #expect(request(of: "cart", server) == "5s")

            let version = server.store.version
            let exported = try await gatehouse("get", "tp", "cart", "-o", "yaml", with: world)
            _ = try gatehouse.write(exported.out, to: "exported.yaml")
            let same = try await gatehouse("edit", "tp/cart", "-f", "exported.yaml", with: world)
            #expect(same.status == 0 && same.out.contains("Nothing was changed"))
            #expect(server.store.version == version)
        }
    }

    @Test func aFileOfAnOlderVersionUndoesNothing() async throws {
        try await scene { gatehouse, world, server in
            let exported = try await gatehouse("get", "tp", "cart", "-o", "yaml", with: world).out
            _ = try gatehouse.write(exported.replacing("30s", with: "5s"), to: "old.yaml")
            _ = try gatehouse.write(Self.text.replacing("30s", with: "7s"), to: "cart.yaml")
            #expect(try await gatehouse("edit", "tp", "cart", "-f", "cart.yaml", with: world).status == 0)

            let late = try await gatehouse("edit", "tp", "cart", "-f", "old.yaml", with: world)
            #expect(late.status == 1 && late.err.hasPrefix("old.yaml:") && late.err.contains("has changed since"), "\(late.err)")
            #expect(request(of: "cart", server) == "7s")
        }
    }

    @Test func whatIsRefusedIsToldWithItsPlace() async throws {
        try await scene { gatehouse, world, server in
            let version = server.store.version
            let cases: [(text: String, words: [String], place: String)] = [
                (Self.fresh.replacing("  timeout:", with: "  bogus: 1\n  timeout:"), ["create", "tp"], ":10:10: "),
                (Self.fresh.replacing("request: 30s", with: "request: [30s"), ["create", "tp"], ":12:1: "),
                (Self.fresh, ["create", "backends"], ":3:7: "), (Self.fresh, ["edit", "tp", "cart"], ":5:9: "),
                (Self.fresh.replacing("kind: TrafficPolicy", with: "kind: TraficPolicy"), ["create"], ":3:7: "),
            ]
            for (number, (text, words, place)) in cases.enumerated() {
                _ = try gatehouse.write(text, to: "\(number).yaml")
                let outcome = try await gatehouse.run(words + ["-f", "\(number).yaml"], with: world)
                #expect(outcome.status == 1 && outcome.out.isEmpty)
                #expect(outcome.err.hasPrefix("\(number).yaml\(place)"), "\(outcome.err)")
            }
            #expect(server.store.version == version)
        }
    }

    @Test func oneDocumentIsTakenAndNoMore() async throws {
        try await scene { gatehouse, world, server in
            let version = server.store.version
            _ = try gatehouse.write(Self.fresh + "---\n" + Self.text, to: "two.yaml")
            _ = try gatehouse.write("# nothing\n", to: "none.yaml")
            _ = try gatehouse.write("apiVersion: v1\nkind: List\nitems: []\n", to: "list.yaml")
            try Data(Array("# größe\n# gr".utf8) + [0xF6, 0x0A]).write(to: URL(filePath: "\(gatehouse.folder)/latin.yaml"))
            for (file, words) in [
                ("two.yaml", "two.yaml:14:1: two.yaml holds 2 documents"), ("none.yaml", "none.yaml:1:1: There is no document in none.yaml"),
                ("list.yaml", "list.yaml:3:1: list.yaml holds a list"), ("latin.yaml", "latin.yaml:2:5: from here on it is not UTF-8"),
                ("nowhere", "There is no file nowhere"),
            ] {
                let outcome = try await gatehouse("create", "-f", file, with: world)
                #expect(outcome.status == 1 && outcome.err.contains(words), "\(outcome.err)")
            }
            #expect(server.store.version == version)
        }
    }

    @Test func aFileThatMayMeanSomethingElseIsNotPassedOver() async throws {
        try await scene { gatehouse, world, _ in
            let kept = try await gatehouse("get", "tp", "cart", "-o", "yaml", with: world).out
            _ = try gatehouse.write(kept, to: "kept.yaml")
            _ = try gatehouse.write(kept.replacing("spec:\n", with: "spec:\r"), to: "returns.yaml")

            let same = try await gatehouse("edit", "tp", "cart", "-f", "kept.yaml", with: world)
            let doubted = try await gatehouse("edit", "tp", "cart", "-f", "returns.yaml", with: world)

            #expect(same.status == 0 && same.out.contains("It is on the server already"), "\(same)")
            #expect(doubted.status == 1 && doubted.err.contains("a carriage return"), "\(doubted.err)")
        }
    }

    @Test(arguments: [["create"], ["edit", "tp", "cart", "--draft", "-f", "x"], ["create", "tp/x", "-f", "x"]])
    func whatCannotBeMeantIsWrongUsage(words: [String]) async throws {
        try await Program.run { gatehouse in
            let outcome = try await gatehouse.run(words)
            #expect(outcome.status == 2 && outcome.out.isEmpty)
        }
    }

    @Test func aPipeIsAFileToo() async throws {
        try await scene { gatehouse, world, server in
            _ = try gatehouse.write(Self.fresh, to: "fresh.yaml")
            let terminal = try Terminal(
                ["/bin/sh", "-c", "cd \(gatehouse.folder); \(try Program.path()) create -f - < fresh.yaml"],
                environment: gatehouse.environment(world.merging(["GATEHOUSE_YES": ""]) { $1 }))
            let end = await terminal.end()
            #expect(end.status == 0 && end.written.contains("Created TrafficPolicy shop/fresh."), "\(end.written)")
            #expect(request(of: "fresh", server) == "30s")
        }
    }
}
