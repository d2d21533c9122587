import APIServer
import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import TerminalUI
import TestSupport
import Testing

/// Editing, creating, deleting and taking back with keys, down to what the server holds afterwards.
@MainActor @Suite(.serialized) struct ChangingSceneTests {
    private func play(_ scene: @MainActor (DashboardStage, KubeServer) async throws -> Void) async throws {
        try await Scene.play(BrowsingSceneTests.objects, scene)
    }

    private func timeout(_ server: KubeServer, _ place: String = "shop/cart") -> String? {
        server.store.object(.trafficPolicy, Sample.key(place))?[path: ["spec", "timeout", "request"]]?.string
    }

    @Test func anEditReplacesTheObject() async throws {
        try await play { stage, server in
            stage.edit { $0.replacing("30s", with: "5s") }
            try stage.press("e")

            try await stage.see("Replaced TrafficPolicy shop/cart.")
            #expect(timeout(server) == "5s")
            try stage.press("@")
            try await stage.see("PUT")
        }
    }

    @Test func aKeyThatIsPressedAgainOpensNoSecondEditor() async throws {
        try await play { stage, _ in
            var opened = 0
            stage.edit { text in
                opened += 1
                return text
            }
            try stage.press("e e e c e")

            try await stage.see("Nothing was changed in TrafficPolicy shop/cart.")
            // Whatever was waiting has had its turn.
            try stage.press("@")
            try await stage.see("Requests")
            #expect(opened == 1)
        }
    }

    @Test func anUnchangedTextSendsNothing() async throws {
        try await play { stage, server in
            let version = server.store.version
            stage.edit { $0 }
            try stage.press("e")

            try await stage.see("Nothing was changed in TrafficPolicy shop/cart.")
            #expect(server.store.version == version)
            #expect(stage.drafts.list().isEmpty)
        }
    }

    @Test func aNewSpecIsProgressingUntilTheControllerHasSeenIt() async throws {
        try await play { stage, server in
            let object = try #require(server.store.object(.trafficPolicy, Sample.key("shop/cart")))
            let generation = object[path: ["metadata", "generation"]]?.integer ?? 0
            try server.tell("shop/cart", .trafficPolicy, "Accepted=True/Valid@\(generation)")
            stage.edit { $0.replacing("30s", with: "5s") }
            try stage.press("d e")

            try await stage.see("generation \(generation + 1), observed \(generation)", "◐ Accepted")
            try server.tell("shop/cart", .trafficPolicy, "Accepted=True/Valid@\(generation + 1)")
            try await stage.see("generation \(generation + 1), observed \(generation + 1)", "✓ Accepted")
        }
    }

    @Test func theControllersAnswerIsSeenAsItComes() async throws {
        try await Scene.playStory { stage, sandbox in
            try stage.press(": n s space s e a r c h enter / s e a r c h - r e t r y enter")
            try await stage.see("TrafficPolicy ── 1 of ", "search-retry")
            let object = try #require(
                sandbox.server.store.object(.trafficPolicy, Sample.key("search/search-retry")))
            let attempts = try #require(object[path: ["spec", "retries", "attempts"]]?.integer)
            let generation = try #require(object[path: ["metadata", "generation"]]?.integer)
            stage.edit { $0.replacing("attempts: \(attempts)", with: "attempts: \(attempts + 1)") }
            try stage.press("d e")

            // What stands there before the answer may never be drawn where the processor has others to serve.
            try await stage.see("generation \(generation + 1), observed \(generation + 1)", "✓ Accepted")
        }
    }

    @Test func aRefusalStandsInTheTextAndTheDraftIsKept() async throws {
        try await play { stage, server in
            var shown: [String] = []
            stage.edit(
                { $0.replacing("kind: HTTPRoute", with: "kind: 7") },
                { text in
                    shown.append(text)
                    return text
                })
            try stage.press("e")

            let frame = try await stage.see("Your text is kept in")
            #expect(shown.count == 1)
            #expect(
                shown.first?.hasPrefix(
                    "#! The text does not fit what this server says of a TrafficPolicy. Nothing was sent.") == true)
            #expect(shown.first?.contains("#! spec.targetRefs[0].kind") == true)
            #expect(frame.contains("Nothing was changed"))
            let draft = try #require(stage.drafts.list().first)
            let text = String(decoding: try stage.drafts.contents(of: draft.path), as: UTF8.self)
            #expect(text.contains("kind: 7") && !text.contains("#!"))
            let mode = try FileManager.default.attributesOfItem(atPath: draft.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(timeout(server) == "30s")
            try stage.press(": d r a f t s enter")
            try await stage.see("Drafts", "TrafficPolicy shop/cart")
        }
    }

    @Test func aRefusedTextCanBeMendedAndSentAgain() async throws {
        try await play { stage, server in
            stage.edit(
                { $0.replacing("kind: HTTPRoute", with: "kind: 7").replacing("30s", with: "6s") },
                { $0.replacing("kind: 7", with: "kind: HTTPRoute") })
            try stage.press("e")

            try await stage.see("Replaced TrafficPolicy shop/cart.")
            #expect(timeout(server) == "6s")
            #expect(stage.drafts.list().isEmpty)
        }
    }

    @Test func aStatusWrittenWhileTheEditorWasOpenHindersNothing() async throws {
        try await play { stage, server in
            stage.screen.editor = { _, path in
                try? server.tell("shop/cart", .trafficPolicy, "Accepted=True/Valid", "Attached=True/Attached")
                guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return .exited(1) }
                try? text.replacing("30s", with: "7s").write(toFile: path, atomically: false, encoding: .utf8)
                return .exited(0)
            }
            try stage.press("e")

            try await stage.see("Replaced TrafficPolicy shop/cart.")
            #expect(timeout(server) == "7s")
            #expect(stage.drafts.list().isEmpty)
        }
    }

    @Test func aChangeByOthersOfTheSameFieldIsShownAndNeverOverwritten() async throws {
        try await play { stage, server in
            let kind = server.kind(.trafficPolicy)
            let key = Sample.key("shop/cart")
            var shown: [String] = []
            stage.screen.editor = { _, path in
                guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return .exited(1) }
                shown.append(text)
                guard shown.count == 1 else { return .exited(0) }
                if var object = server.store.object(.trafficPolicy, key) {
                    object["spec"]?["timeout"] = ["request": "99s"]
                    _ = try? server.store.replace(object, kind: kind)
                }
                try? text.replacing("30s", with: "7s").write(toFile: path, atomically: false, encoding: .utf8)
                return .exited(0)
            }
            try stage.press("e")

            try await stage.see("Your text is kept in")
            #expect(timeout(server) == "99s")
            #expect(shown.count == 2)
            #expect(shown.last?.contains("#!") == true && shown.last?.contains("99s") == true)
            #expect(shown.last?.contains("7s") == true)
        }
    }

    @Test func anEditorThatFailsChangesNothing() async throws {
        try await play { stage, server in
            stage.screen.editor = { _, _ in .exited(1) }
            try stage.press("e")

            try await stage.see("test-editor ended with status 1")
            #expect(timeout(server) == "30s")
        }
    }

    @Test func aNewObjectIsCreatedFromTheTemplateAndSelected() async throws {
        try await play { stage, server in
            stage.edit { _ in
                """
                apiVersion: gateway.kgateway.dev/v1alpha1
                kind: TrafficPolicy
                metadata:
                  name: brand-new
                  namespace: shop
                spec:
                  targetRefs:
                  - group: gateway.networking.k8s.io
                    kind: HTTPRoute
                    name: cart-route
                  timeout:
                    request: 9s
                """
            }
            try stage.press("c")

            try await stage.see("Created TrafficPolicy shop/brand-new", "TrafficPolicy ── 4")
            try await stage.hold { $0.selectedRow?.key.name == "brand-new" }
            #expect(timeout(server, "shop/brand-new") == "9s")
            try stage.press("z")
            try await stage.see("To undo: delete TrafficPolicy shop/brand-new?")
            #expect(timeout(server, "shop/brand-new") == "9s")
            try stage.press("y")
            try await stage.see("Took back the change of TrafficPolicy shop/brand-new.", "TrafficPolicy ── 3")
            #expect(timeout(server, "shop/brand-new") == nil)
        }
    }

    @Test func anEditIsTakenBackAndMadeAgain() async throws {
        try await play { stage, server in
            stage.edit { $0.replacing("30s", with: "5s") }
            try stage.press("e")
            try await stage.see("Replaced TrafficPolicy shop/cart.")
            try await stage.hold { $0.selectedRow?.generation == 2 }
            // Pressed again before the answer it asks for nothing: the same change is taken back once.
            try stage.press("z z")
            try await stage.see("Took back the change of TrafficPolicy shop/cart.")
            #expect(timeout(server) == "30s")
            #expect(stage.runtime.state.notice?.tone != .failing)
            try await stage.hold { $0.selectedRow?.generation == 3 }
            try stage.press("Z")
            try await stage.see("Made again the change of TrafficPolicy shop/cart.")
            #expect(timeout(server) == "5s")
        }
    }

    @Test func aDeletionAsksAndIsTakenBack() async throws {
        try await play { stage, server in
            try stage.press("j ctrl-d")
            try await stage.see("Delete TrafficPolicy shop/checkout?")
            try stage.press("esc")
            #expect(server.store.count(of: .trafficPolicy) == 3)
            try stage.press("ctrl-d y")
            try await stage.see("Deleted TrafficPolicy shop/checkout. z takes it back.", "TrafficPolicy ── 2")
            #expect(server.store.count(of: .trafficPolicy) == 2)
            try stage.press("z")
            try await stage.see("Took back the change of TrafficPolicy shop/checkout.", "TrafficPolicy ── 3")
            #expect(timeout(server, "shop/checkout") == "30s")
        }
    }

    @Test func markedRowsGoTogether() async throws {
        try await play { stage, server in
            try stage.press("space space")
            try await stage.see("2 marked")
            try stage.press("ctrl-d")
            try await stage.see("Delete 2 of kind TrafficPolicy: shop/cart, shop/checkout?")
            try stage.press("y")
            try await stage.see("TrafficPolicy ── 1")
            #expect(server.store.count(of: .trafficPolicy) == 1)
        }
    }

    @Test func anObjectMadeAnewUnderTheSameNameIsNotDeleted() async throws {
        try await play { stage, server in
            let kind = server.kind(.trafficPolicy)
            let key = Sample.key("shop/cart")
            try stage.press("ctrl-d")
            try server.store.delete(key, kind: kind)
            var successor = BrowsingSceneTests.policy("shop/cart")
            successor["metadata"]?["uid"] = "another"
            server.store.apply(seed: successor, kind: kind)
            try stage.press("y")

            try await stage.see("Cannot delete TrafficPolicy shop/cart")
            #expect(timeout(server) == "30s")
        }
    }

    @Test func aReadOnlyDashboardSaysWhyItDoesNothing() async throws {
        try await Scene.play(BrowsingSceneTests.objects, isReadOnly: true) { stage, server in
            try stage.press("ctrl-d")
            try await stage.see("This dashboard is read-only", "READ-ONLY")
            try stage.press("e c z")
            #expect(server.store.count(of: .trafficPolicy) == 3)
        }
    }
}
