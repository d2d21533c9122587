import APIServer
import Dashboard
import DashboardUI
import GatewayGraph
import KubeModel
import TestSupport
import Testing

/// What an edit would do, seen before it is sent: with keys, down to what the server holds afterwards.
@MainActor @Suite(.serialized) struct PreviewSceneTests {
    private func play(_ scene: @MainActor (DashboardStage, KubeServer) async throws -> Void) async throws {
        try await Scene.play(BrowsingSceneTests.objects, manners: WriteManners(), scene)
    }

    private func timeout(_ server: KubeServer) -> String? {
        server.store.object(.trafficPolicy, Sample.key("shop/cart"))?[path: ["spec", "timeout", "request"]]?.string
    }

    @Test func nothingIsSentBeforeThePersonHasSeenIt() async throws {
        try await play { stage, server in
            let version = server.store.version
            stage.edit { $0.replacing("30s", with: "5s") }
            try stage.press("e")

            try await stage.see("Replace TrafficPolicy shop/cart", "spec.timeout.request", "- 30s", "+ 5s", "y send it")
            #expect(server.store.version == version)
            try stage.press("y")
            try await stage.see("Replaced TrafficPolicy shop/cart.")
            #expect(timeout(server) == "5s")
        }
    }

    @Test func whatIsLeftIsADraftAndTheObjectAsItWas() async throws {
        try await play { stage, server in
            stage.edit { $0.replacing("30s", with: "5s") }
            try stage.press("e")
            try await stage.see("y send it")
            try stage.press("esc")

            try await stage.see("You left it before it was sent. Your text is kept in")
            #expect(timeout(server) == "30s")
            #expect(stage.drafts.list().count == 1)
        }
    }

    @Test func eGoesBackToTheTextAndShowsTheNextOne() async throws {
        try await play { stage, server in
            var texts = 0
            stage.edit { text in
                texts += 1
                return texts == 1 ? text.replacing("30s", with: "5s") : text.replacing("5s", with: "6s")
            }
            try stage.press("e")
            try await stage.see("+ 5s")
            try stage.press("e")
            try await stage.see("+ 6s")
            try stage.press("enter")

            try await stage.see("Replaced TrafficPolicy shop/cart.")
            #expect(timeout(server) == "6s")
        }
    }

    @Test func aTextThatTheServerRefusesIsNotAskedAbout() async throws {
        try await play { stage, server in
            var texts: [String] = []
            stage.edit { text in
                texts.append(text)
                return texts.count == 1 ? text.replacing("request: 30s", with: "request: [30s]") : text
            }
            try stage.press("e")

            try await stage.see("Nothing was changed in TrafficPolicy shop/cart.")
            #expect(texts.last?.contains("#!") == true)
            #expect(timeout(server) == "30s")
        }
    }
}
