import APIServer
import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import TestSupport
import Testing

/// The commands beside the dashboard, against a server of the test's own.
@Suite(.serialized) struct CommandTests {
    private static let target: JSONValue = [
        "targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"]],
        "timeout": ["request": "30s"],
    ]
    private static let objects: [JSONValue] = [
        Sample.object("shop/cart", spec: target, status: Sample.status("Accepted=True/Valid")),
        Sample.object("shop/checkout", spec: target, status: Sample.status("Accepted=False/Invalid: no")),
        Sample.object("team/search", labels: ["app": "search"], spec: target),
    ]

    /// A server, and the program with a kubeconfig that leads there.
    private func scene(_ body: (Program, [String: String], KubeServer) async throws -> Void) async throws {
        let server = Scene.server(Self.objects)
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)
                try await body(gatehouse, ["KUBECONFIG": config], server)
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func getPrintsAsKubectlDoes() async throws {
        try await scene { gatehouse, world, _ in
            let table = try await gatehouse("get", "tp", with: world)
            let lines = table.out.split(separator: "\n")
            #expect(table.status == 0 && lines.count == 3)
            #expect(lines.first?.hasPrefix("NAME       STATE     TARGETS") == true)
            #expect(lines.last?.hasPrefix("checkout   failing   HTTPRoute/cart") == true)

            let names = try await gatehouse("get", "tp", "-A", "-o", "name", with: world)
            let group = "trafficpolicy.gateway.kgateway.dev"
            #expect(names.out == "\(group)/cart\n\(group)/checkout\n\(group)/search\n")

            let wide = try await gatehouse("get", "tp", "checkout", "-o", "wide", with: world)
            #expect(wide.out.contains("Accepted=False (Invalid)"))

            let none = try await gatehouse("get", "backends", with: world)
            #expect(none.status == 0 && none.out.isEmpty && none.err == "No resources found in shop namespace.\n")

            let selected = try await gatehouse("get", "tp", "-A", "-l", "app=search", "-o", "name", with: world)
            #expect(selected.out == "\(group)/search\n")
        }
    }

    @Test func getPrintsWholeObjects() async throws {
        try await scene { gatehouse, world, _ in
            let json = try await gatehouse("get", "tp", "cart", "-o", "json", with: world)
            let object = try JSONParser.parse(json.out)
            #expect(object[path: ["spec", "timeout", "request"]]?.string == "30s")

            let yaml = try await gatehouse("get", "tp", "cart", "-o", "yaml", with: world)
            #expect(try YAMLReader.parse(yaml.out) == object)

            let list = try JSONParser.parse(try await gatehouse("get", "tp", "-A", "-o", "json", with: world).out)
            #expect(list["kind"] == "List" && list["items"]?.array?.count == 3)

            let missing = try await gatehouse("get", "tp", "nobody", with: world)
            #expect(missing.status == 1 && missing.err.contains("\"nobody\" not found"))
        }
    }

    @Test func severalKindsAndNamesArePrintedAsKubectlPrintsThem() async throws {
        try await scene { gatehouse, world, _ in
            let group = "gateway.kgateway.dev"

            let two = try await gatehouse("get", "trafficpolicy/cart", "TrafficPolicies.\(group)/checkout", with: world)
            #expect(two.status == 0)
            #expect(two.out.split(separator: "\n").map { $0.prefix(8) } == ["NAME    ", "cart    ", "checkout"])

            let kinds = try await gatehouse("get", "tp,backends,DirectResponse", "-A", "-o", "name", with: world)
            #expect(kinds.status == 0 && kinds.out.split(separator: "\n").count == 3)

            let table = try await gatehouse("get", "tp,backends", with: world)
            #expect(table.out.contains("trafficpolicy.\(group)/cart   "))

            let partly = try await gatehouse("get", "tp", "cart", "nobody", "checkout", with: world)
            #expect(partly.status == 1)
            #expect(partly.out.contains("cart") && partly.out.contains("checkout"))
            #expect(partly.err.contains("\"nobody\" not found"))

            let json = try await gatehouse("get", "tp", "cart", "checkout", "-o", "json", with: world)
            let list = try JSONParser.parse(json.out)
            #expect(list["kind"] == "List" && list["items"]?.array?.count == 2)

            let version = try await gatehouse("get", "trafficpolicies.v1alpha1.\(group)", "-o", "name", with: world)
            #expect(version.out == "trafficpolicy.\(group)/cart\ntrafficpolicy.\(group)/checkout\n")
        }
    }

    @Test(arguments: [
        ["get", "tp/cart", "checkout"], ["get", "tp", "backends/x"], ["get", "tp/"], ["get", "/cart"],
        ["get", "tp/a/b"],
        ["get", "tp,backends/x"], ["get", "tp,"], ["get", "tp/cart", "-A"], ["get", "tp/cart", "-l", "a=b"],
        ["get", "tp", "cart", "checkout", "-w"], ["get", "tp,backends", "-w"], ["delete", "tp"],
        ["delete", "tp,backends"],
        ["delete", "tp/cart", "checkout"], ["edit", "tp"], ["edit", "tp", "cart", "checkout"],
        ["edit", "tp/cart", "tp/x"],
    ])
    func wordsThatContradictEachOtherAreWrongUsage(words: [String]) async throws {
        try await scene { gatehouse, world, server in
            let version = server.store.version
            let outcome = try await gatehouse.run(words, with: world)

            #expect(outcome.status == 2 && outcome.out.isEmpty, "\(outcome.all)")
            #expect(server.store.version == version)
        }
    }

    @Test func anUnknownKindNamesTheNearestAndAKnownOneIsNotInstalled() async throws {
        try await scene { gatehouse, world, server in
            let version = server.store.version
            for command in [["get"], ["delete"], ["edit"]] {
                let wrong = try await gatehouse.run(command + ["trafficpolices", "cart"], with: world)
                #expect(wrong.status == 2 && wrong.out.isEmpty)
                #expect(wrong.err == "There is no kind “trafficpolices”. Did you mean trafficpolicies?\n")

                let absent = try await gatehouse.run(command + ["listenerpolicy", "cart"], with: world)
                #expect(absent.status == 1 && absent.out.isEmpty)
                #expect(absent.err == "ListenerPolicy is not installed on this cluster.\n")
            }
            let start = try await gatehouse("snapshot", "bakends", "--settle", "50ms", with: world)
            #expect(start.status == 2 && start.err == "There is no kind “bakends”. Did you mean backends?\n")
            let create = try await gatehouse("create", "backedns", with: world)
            #expect(create.status == 2 && create.err == "There is no kind “backedns”. Did you mean backends?\n")
            #expect(server.store.version == version)
        }
    }

    @Test(arguments: [
        ["get", "tp", "-Aoname", "-lapp=search"], ["get", "-A", "-oname", "tp", "-l=app=search"],
        ["-nteam", "get", "tp", "-o=name"], ["get", "tp", "-n=team", "--output=name"],
        ["--read-only", "get", "tp/search", "-nteam", "-oname"],
        ["get", "-oname", "-nteam", "--", "tp"],
    ])
    func valuesMayStandRightBehindTheirLetter(words: [String]) async throws {
        try await scene { gatehouse, world, _ in
            let outcome = try await gatehouse.run(words, with: world)
            #expect(outcome.out == "trafficpolicy.gateway.kgateway.dev/search\n", "\(outcome.err)")
        }
    }

    @Test(arguments: [["edit", "tp", "cart"], ["delete", "tp", "cart"], ["create", "tp"]])
    func readOnlyRefusesWhatChangesSomething(words: [String]) async throws {
        try await scene { gatehouse, world, server in
            let version = server.store.version
            for words in [words + ["--read-only"], ["--read-only"] + words] {
                let outcome = try await gatehouse.run(words, with: world)
                #expect(outcome.status == 2 && outcome.out.isEmpty)
                #expect(outcome.err.contains("--read-only refuses every change"))
            }
            #expect(server.store.version == version)
        }
    }

    @Test func aCommandThatIsWrittenWrongNamesTheOneThatIsMeant() async throws {
        try await scene { gatehouse, world, _ in
            let outcome = try await gatehouse("dlete", "tp", "cart", with: world)
            #expect(outcome.status == 2 && outcome.err == "There is no command “dlete”. Did you mean delete?\n")
        }
    }

    @Test func authAsksForTheNamespaceOfTheContext() async throws {
        try await scene { gatehouse, world, _ in
            let own = try await gatehouse("auth", with: world)
            let other = try await gatehouse("auth", "-n", "team", with: world)
            let all = try await gatehouse("auth", "-A", with: world)

            #expect(own.out.contains("You may, in namespace shop:"))
            #expect(other.out.contains("You may, in namespace team:"))
            #expect(all.out.contains("You may, in all namespaces:"))
        }
    }

    @Test func deleteTakesSeveralAndTellsOfThoseThatAreNotThere() async throws {
        try await scene { gatehouse, world, server in
            let outcome = try await gatehouse("delete", "tp/cart", "TrafficPolicy/nobody", "tp/checkout", with: world)

            #expect(outcome.status == 1)
            let type = "trafficpolicy.gateway.kgateway.dev"
            #expect(outcome.out == "\(type) \"cart\" deleted\n\(type) \"checkout\" deleted\n")
            #expect(outcome.err.contains("Cannot delete TrafficPolicy shop/nobody"))
            #expect(server.store.object(.trafficPolicy, Sample.key("team/search")) != nil)
        }
    }

    @Test func aWatchSaysWhatIsDeleted() async throws {
        try await scene { gatehouse, world, _ in
            let child = try gatehouse.start(["get", "tp", "-w"], with: world, name: "watch")
            defer { child.terminate() }
            try #require(await child.says("checkout   failing"))

            let deletion = try await gatehouse("delete", "tp", "checkout", with: world)

            #expect(deletion.status == 0)
            #expect(await child.says("checkout   deleted"))
            child.terminate()
            await child.ended()
        }
    }

    private func editor(_ gatehouse: Program, _ script: String) throws -> String {
        try gatehouse.write("#!/bin/sh\n\(script)\n", to: "my editor.sh", mode: 0o700)
    }

    @Test func editReplacesTheObject() async throws {
        try await scene { gatehouse, world, server in
            let editor = try editor(gatehouse, #"sed -i s/30s/5s/ "$1""#)
            let outcome = try await gatehouse(
                "edit", "tp", "cart", with: world.merging(["KUBE_EDITOR": "'\(editor)'"]) { $1 })

            #expect(outcome.status == 0, "\(outcome.err)")
            #expect(outcome.out == "Replaced TrafficPolicy shop/cart.\n")
            let object = server.store.object(.trafficPolicy, Sample.key("shop/cart"))
            #expect(object?[path: ["spec", "timeout", "request"]]?.string == "5s")
        }
    }

    @Test func editWithoutAChangeSendsNothing() async throws {
        try await scene { gatehouse, world, server in
            let version = server.store.version
            let outcome = try await gatehouse("edit", "tp", "cart", with: world.merging(["KUBE_EDITOR": "true"]) { $1 })

            #expect(outcome.status == 0)
            #expect(outcome.out.contains("Nothing was changed"))
            #expect(server.store.version == version)
        }
    }

    @Test func aRefusedEditKeepsADraftForItsOwnerOnly() async throws {
        try await scene { gatehouse, world, server in
            // The second time it leaves the text as it is, which means: give up.
            let editor = try editor(gatehouse, #"sed -i 's/kind: HTTPRoute/kind: 7/' "$1""#)
            let outcome = try await gatehouse(
                "edit", "tp", "cart", with: world.merging(["EDITOR": "'\(editor)'"]) { $1 })

            #expect(outcome.status == 1)
            let drafts = "\(gatehouse.folder)/state/gatehouse/drafts"
            let names = try FileManager.default.contentsOfDirectory(atPath: drafts)
            let name = try #require(names.first { !$0.hasPrefix(".") })
            #expect(outcome.err.contains("\(drafts)/\(name)"))
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(drafts)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try String(contentsOfFile: "\(drafts)/\(name)", encoding: .utf8).contains("kind: 7"))
            #expect(server.store.object(.trafficPolicy, Sample.key("shop/cart"))?["metadata"]?["generation"] == 1)
            #expect(!outcome.all.contains(Scene.token))
        }
    }

    @Test func deleteDeletesOne() async throws {
        try await scene { gatehouse, world, server in
            let outcome = try await gatehouse("delete", "tp", "cart", with: world)

            #expect(outcome.status == 0)
            #expect(outcome.out == "trafficpolicy.gateway.kgateway.dev \"cart\" deleted\n")
            #expect(server.store.object(.trafficPolicy, Sample.key("shop/cart")) == nil)
            let again = try await gatehouse("delete", "tp", "cart", with: world)
            #expect(again.status == 1 && again.err.contains("not found"))
        }
    }

    @Test func aSnapshotIsOneFrame() async throws {
        try await scene { gatehouse, world, _ in
            let text = try await gatehouse("snapshot", "--size", "120x30", "--settle", "50ms", with: world)
            #expect(text.status == 0, "\(text.err)")
            #expect(text.out.contains("TrafficPolicy ── 3") && text.out.contains("● live"))
            #expect(!text.out.contains("\u{1B}") && !text.all.contains(Scene.token))
            let rows = text.out.split(separator: "\n" as Character, omittingEmptySubsequences: false)
            #expect(rows.count >= 30 && rows.allSatisfy { $0.count <= 120 })

            let keys = try await gatehouse(
                "snapshot", "--size", "80x24", "--settle", "50ms", "--keys", "/check enter y", "--format", "ansi",
                with: world)
            #expect(keys.out.contains("\u{1B}[") && keys.out.contains("checkout"))

            let plain = try await gatehouse("snapshot", "--settle", "50ms", "--ascii", "--no-color", with: world)
            #expect(plain.out.utf8.allSatisfy { $0 < 0x80 })

            let svg = try await gatehouse("snapshot", "--settle", "50ms", "--format", "svg", with: world)
            #expect(svg.out.hasPrefix("<svg") || svg.out.hasPrefix("<?xml"))
        }
    }

    @Test func theSandboxServesUntilItIsTold() async throws {
        try await Program.run { gatehouse in
            let config = "\(gatehouse.folder)/sandbox.yaml"
            let child = try gatehouse.start(
                ["sandbox", "--quiet-story", "--token", "the-secret", "--kubeconfig", config], name: "sandbox")
            defer { child.terminate() }
            #expect(await child.says("listening on http://127.0.0.1:"))
            #expect(try FileManager.default.attributesOfItem(atPath: config)[.posixPermissions] as? Int == 0o600)

            let names = try await gatehouse("get", "backends", "-A", "-o", "name", with: ["KUBECONFIG": config])
            #expect(names.status == 0 && names.out.split(separator: "\n").count == 15)

            kill(child.process.processIdentifier, SIGINT)
            await child.ended()
            #expect(child.process.terminationStatus == 0 && child.process.terminationReason == .exit)
            #expect(!(child.out + child.err + names.all).contains("the-secret"))
        }
    }
}
