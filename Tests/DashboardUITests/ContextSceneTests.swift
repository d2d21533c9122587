import APIServer
import Dashboard
import DashboardUI
import GatewayGraph
import KubeModel
import Sandbox
import TerminalUI
import TestSupport
import Testing

/// Going from one server to another, with keys.
@MainActor @Suite(.serialized) struct ContextSceneTests {
    @Test func whatBelongsToTheOldContextEndsWithIt() async throws {
        let first = Scene.server([BrowsingSceneTests.policy("shop/first")])
        let second = Scene.server([BrowsingSceneTests.policy("shop/second")])
        let ports = (try await first.start(), try await second.start())
        let outcome = await Result {
            try await DashboardStage.play(port: ports.0, token: Scene.token, others: ["other": ports.1]) { stage in
                try await stage.see("● live", "first")
                try stage.press(": c t x")
                try await stage.hold { $0.contexts == ["stage", "other"] }
                try stage.press("enter o t h enter")
                try await stage.see("other › all namespaces", "● live", "second")
                #expect(stage.names == ["second"])

                try await stage.hold { _ in stage.openRequests(of: "stage") == 0 }
                first.store.apply(seed: BrowsingSceneTests.policy("shop/leak"), kind: first.kind(.trafficPolicy))
                second.store.apply(seed: BrowsingSceneTests.policy("shop/third"), kind: second.kind(.trafficPolicy))
                try await stage.see("third")
                #expect(stage.names == ["second", "third"])
            }
        }
        await first.stop()
        await second.stop()
        try outcome.get()
    }

    @Test func aContextThatIsNotThereLeavesTheOldOneRunning() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            try stage.press(": c t x space n o w h e r e enter")
            try await stage.see("no context nowhere")
            server.store.apply(seed: BrowsingSceneTests.policy("shop/later"), kind: server.kind(.trafficPolicy))
            try await stage.see("stage ›", "later", "● live")
        }
    }
}
