import APIServer
import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import TestSupport
import Testing

/// What is shown and asked on a terminal before something is sent, and whom nobody asks.
@Suite(.serialized) struct AskingCommandTests {
    private static func policy(_ name: String, on route: String) -> JSONValue {
        Sample.object(
            "shop/\(name)",
            spec: ["targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string(route)]], "timeout": ["request": "30s"]])
    }
    private static let world: [JSONValue] = [
        policy("cart", on: "cart"), policy("other", on: "nobody"), Sample.object("public", .gatewayClass, spec: ["controllerName": "kgateway.dev/kgateway"]),
        Sample.object(
            "shop/public", .gateway, spec: ["gatewayClassName": "public", "listeners": [["name": "http", "port": 80, "protocol": "HTTP"]]]),
        Sample.object(
            "shop/cart", .httpRoute,
            spec: ["parentRefs": [["name": "public"]], "rules": [["backendRefs": [["name": "cart", "port": 80]]]]]),
        Sample.object("shop/cart", .service, spec: ["ports": [["port": 80]]]),
    ]

    private func scene(
        _ rules: AccessRules? = nil, _ body: (Program, [String: String], KubeServer) async throws -> Void
    ) async throws {
        let server = Scene.server(Self.world, grants: rules.map { ["poor": $0] } ?? [:])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: rules == nil ? Scene.token : "poor")
                try await body(gatehouse, ["KUBECONFIG": config, "GATEHOUSE_YES": ""], server)
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func talk(
        _ words: [String], _ gatehouse: Program, _ world: [String: String], declining offer: String? = nil, until seen: String, answer: String
    ) async throws -> (status: Int32?, text: String) {
        let terminal = try Terminal([try Program.path()] + words, environment: gatehouse.environment(world))
        let shown: String
        do {
            if let offer {
                _ = try await terminal.see(offer)
                terminal.type("n\n")
            }
            shown = try await terminal.see(seen)
        } catch {
            _ = await terminal.end(seconds: 0)
            throw error
        }
        terminal.type(answer)
        let end = await terminal.end()
        return (end.status, shown + end.written)
    }

    private func exists(_ name: String, _ server: KubeServer) -> Bool { server.store.object(.trafficPolicy, Sample.key("shop/\(name)")) != nil }

    @Test func anEditTellsItsEffectBeforeTheQuestion() async throws {
        try await scene { gatehouse, world, server in
            let editor = world.merging(["EDITOR": "sed -i s/30s/5s/"]) { $1 }
            let left = try await talk(["edit", "tp", "cart"], gatehouse, editor, until: "[n]o: ", answer: "n\n")
            #expect(left.status == 1)
            #expect(left.text.contains("request 30s") && left.text.contains("HTTPRoute shop/cart"), "\(left.text)")
            #expect(server.store.object(.trafficPolicy, Sample.key("shop/cart"))?[path: ["spec", "timeout", "request"]] == "30s")

            let sent = try await talk(
                ["edit", "tp", "cart"], gatehouse, editor, declining: "Go on with it? [Y]es, [n]o, begin anew: ", until: "[e]dit again, [n]o: ", answer: "\n")
            #expect(sent.status == 0)
            #expect(server.store.object(.trafficPolicy, Sample.key("shop/cart"))?[path: ["spec", "timeout", "request"]] == "5s")
        }
    }

    @Test func whatMayNotBeReadIsNotKnown() async throws {
        let rules = AccessRules(
            user: "poor",
            rules: [.init(verbs: ["get", "list", "update"], resources: ["trafficpolicies", "httproutes", "gatewayclasses", "services"])])
        try await scene(rules) { gatehouse, world, _ in
            let editor = world.merging(["EDITOR": "sed -i s/30s/5s/"]) { $1 }
            let left = try await talk(["edit", "tp", "cart"], gatehouse, editor, until: "[n]o: ", answer: "n\n")
            #expect(left.text.contains("not known") && left.text.contains("Gateways"), "\(left.text)")
        }
    }

    @Test func aDeletionIsAskedForAndEnterIsANo() async throws {
        try await scene { gatehouse, world, server in
            let no = try await talk(["delete", "tp", "cart"], gatehouse, world, until: "[N]o: ", answer: "\n")
            #expect(no.status == 1 && no.text.contains("Nothing was deleted."))
            #expect(no.text.contains("Delete TrafficPolicy shop/cart: targetRefs, timeout") && no.text.contains("HTTPRoute shop/cart"), "\(no.text)")
            #expect(exists("cart", server))

            let yes = try await talk(["delete", "tp/cart", "tp/cart", "tp/other"], gatehouse, world, until: "Delete them? [y]es, [N]o: ", answer: "y\n")
            #expect(yes.status == 0 && yes.text.contains("Delete 2 objects:"))
            #expect(!exists("cart", server) && !exists("other", server))
        }
    }

    @Test func inACarefulContextTheNameIsTyped() async throws {
        try await scene { gatehouse, world, server in
            let careful = world.merging(["GATEHOUSE_CAREFUL": "te*"]) { $1 }
            let script = try await gatehouse("delete", "tp", "cart", with: careful)
            #expect(script.status == 1 && script.err.contains("--yes") && exists("cart", server))
            // What an environment says for everything is no word on this.
            let silent = careful.merging(["GATEHOUSE_YES": "1"]) { $1 }
            let habit = try await gatehouse("delete", "tp", "cart", with: silent)
            #expect(habit.status == 1 && habit.err.contains("--yes") && exists("cart", server))
            let asked = try await talk(["delete", "tp", "cart"], gatehouse, silent, until: "type its name (cart)", answer: "y\n")
            #expect(asked.status == 1 && exists("cart", server))

            let wrong = try await talk(["delete", "tp", "cart"], gatehouse, careful, until: "type its name (cart)", answer: "y\n")
            #expect(wrong.status == 1 && exists("cart", server))
            let right = try await talk(["delete", "tp", "cart"], gatehouse, careful, until: "type its name (cart)", answer: "cart\n")
            #expect(right.status == 0 && !exists("cart", server))
            #expect(try await gatehouse("delete", "tp", "other", "--yes", with: careful).status == 0)
            #expect(!exists("other", server))
        }
    }

    @Test func aScriptIsNotAsked() async throws {
        try await scene { gatehouse, world, server in
            let outcome = try await gatehouse("delete", "tp", "cart", with: world)
            #expect(outcome.status == 0 && outcome.err.isEmpty && !exists("cart", server))
        }
    }

    @Test func whoMayNotIsToldBeforeAnythingIsOpenedOrAsked() async throws {
        try await scene(.readOnly(user: "poor")) { gatehouse, world, server in
            let editor = world.merging(["EDITOR": "touch opened; false"]) { $1 }
            for (words, sentence) in [
                (["edit", "tp", "cart"], "You may not update TrafficPolicy shop/cart: no editor was opened.\n"),
                (["create", "tp"], "You may not create trafficpolicies in the namespace shop: no editor was opened.\n"),
            ] {
                let outcome = try await gatehouse.run(words, with: editor)
                #expect(outcome.status == 1 && outcome.err == sentence, "\(outcome.err)")
            }
            let script = try await gatehouse("delete", "tp", "cart", "other", "--yes", with: world)
            #expect(script.status == 1 && script.err == "You may not delete TrafficPolicy shop/cart: nothing was deleted.\n", "\(script.err)")
            let terminal = try Terminal([try Program.path(), "delete", "tp", "cart"], environment: gatehouse.environment(world))
            let end = await terminal.end()
            #expect(end.status == 1 && end.written.contains("You may not delete TrafficPolicy shop/cart: nothing was deleted."))
            #expect(!end.written.contains("[N]o") && exists("cart", server))
            #expect(!FileManager.default.fileExists(atPath: "\(gatehouse.folder)/opened"))
        }
    }

    @Test func whereTheServerDoesNotSayTheUnchangedObjectIsTried() async throws {
        let server = Scene.server(Self.world, grants: ["poor": .readOnly(user: "poor")])
        let proxy = try FaultProxy(target: try await server.start())
        proxy.apply([FaultRule("selfsubjectaccessreviews", .answer(.refusal(404, "NotFound")))])
        let outcome: Result<Program.Outcome, any Error>
        do {
            var edited: Program.Outcome?
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(proxy.port)", token: "poor")
                edited = try await gatehouse("edit", "tp", "cart", with: ["KUBECONFIG": config, "EDITOR": "false"])
            }
            outcome = .success(try #require(edited))
        } catch { outcome = .failure(error) }
        proxy.stop()
        await server.stop()

        let edited = try outcome.get()
        #expect(edited.status == 1 && edited.err.contains("You may not update TrafficPolicy shop/cart") && edited.err.contains("no editor was opened"), "\(edited.err)")
        #expect(proxy.requests.contains { $0.hasPrefix("PUT ") && $0.contains("dryRun=All") })
    }
}
