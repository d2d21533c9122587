import APIServer
import Dashboard
import DashboardUI
import KubeModel
import Sandbox
import TerminalUI
import TestSupport
import Testing

/// A server that drops fields in silence, as those before 1.25 do, seen from the dashboard.
@MainActor @Suite(.serialized) struct ShortfallSceneTests {
    /// What the server says it has stored: the policy without its timeout.
    private static func answer(_ code: Int) -> Fault {
        var object = BrowsingSceneTests.policy("shop/cart")
        object["spec"]?["timeout"] = nil
        return .answer(
            FaultAnswer(code, ["Content-Type: application/json"], body: JSONWriter.text(object)))
    }

    private func play(
        _ rule: FaultRule, _ scene: @MainActor (DashboardStage, FaultProxy) async throws -> Void
    ) async throws {
        let server = Scene.server(BrowsingSceneTests.objects)
        let proxy = try FaultProxy(target: try await server.start())
        proxy.apply([rule])
        do {
            try await DashboardStage.play(port: proxy.port, token: Scene.token) { try await scene($0, proxy) }
        } catch {
            proxy.stop()
            await server.stop()
            throw error
        }
        proxy.stop()
        await server.stop()
    }

    @Test func anEditOfWhichAPartIsNotStoredIsSaidAndItsTextIsKept() async throws {
        try await play(FaultRule("PUT ", Self.answer(200))) { stage, _ in
            stage.edit { $0.replacing("30s", with: "5s") }
            try stage.press("e")

            try await stage.see("Replaced TrafficPolicy shop/cart, but not all of it is stored", "spec.timeout is gone")
            let draft = try #require(stage.drafts.list().first)
            #expect(String(decoding: try stage.drafts.contents(of: draft.path), as: UTF8.self).contains("request: 5s"))
        }
    }

    @Test func anUndoOfWhichAPartIsNotStoredIsSaidAndTheWholeIsKept() async throws {
        try await play(FaultRule("POST /apis/gateway", Self.answer(201))) { stage, _ in
            try stage.press("ctrl-d")
            try await stage.see("Delete TrafficPolicy shop/cart?")
            try stage.press("y")
            try await stage.see("Deleted TrafficPolicy shop/cart.")
            try await stage.hold { $0.selectedRow?.key.name != "cart" }
            try stage.press("z")

            try await stage.see("Took back the change of TrafficPolicy shop/cart, but not all of it", "spec.timeout is gone")
            let draft = try #require(stage.drafts.list().first)
            #expect(String(decoding: try stage.drafts.contents(of: draft.path), as: UTF8.self).contains("request: 30s"))
        }
    }
}
