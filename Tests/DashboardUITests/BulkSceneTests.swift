import APIServer
import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

/// Many objects changed at once, copies, and explanations: with keys, down to what the server holds afterwards.
@MainActor @Suite(.serialized) struct BulkSceneTests {
    private func play(_ scene: @MainActor (DashboardStage, KubeServer) async throws -> Void) async throws {
        try await Scene.play(BrowsingSceneTests.objects, manners: WriteManners(), scene)
    }

    private func team(_ server: KubeServer, _ place: String) -> String? {
        server.store.object(.trafficPolicy, Sample.key(place))?[path: ["metadata", "labels", "squad"]]?.string
    }

    @Test func aLabelGoesToAllThatAreMarkedAndComesBackAsOne() async throws {
        try await play { stage, server in
            let names = Array(stage.names.prefix(2))
            try stage.press("space space : l a b e l space s q u a d = w e b enter")
            try await stage.see("Label 2 of kind TrafficPolicy", "metadata.labels.squad", "+ web")
            #expect(names.allSatisfy { team(server, "shop/\($0)") == nil })
            try stage.press("y")

            try await stage.see("Labelled 2 of kind TrafficPolicy.")
            #expect(names.allSatisfy { team(server, "shop/\($0)") == "web" })
            try stage.press("z")
            try await stage.see("Undo: change back 2 of kind TrafficPolicy")
            try stage.press("y")
            try await stage.see("Took back the change of 2 of kind TrafficPolicy.")
            #expect(names.allSatisfy { team(server, "shop/\($0)") == nil })
        }
    }

    @Test func manyThatWereDeletedAtOnceComeBackAtOnce() async throws {
        try await play { stage, server in
            try stage.press("space space ctrl-d")
            try await stage.see("Delete 2 of kind TrafficPolicy")
            try stage.press("y")
            try await stage.see("Deleted 2 of kind TrafficPolicy. z takes it back.", "TrafficPolicy ── 1")
            try stage.press("z")
            try await stage.see("Undo: make anew 2 of kind TrafficPolicy")
            try stage.press("y")

            try await stage.see("TrafficPolicy ── 3")
            #expect(server.store.count(of: .trafficPolicy) == 3)
        }
    }

    @Test func whatDoesNotFitIsSaidAndNotSent() async throws {
        try await play { stage, server in
            let version = server.store.version
            try stage.press(": s e t space s p e c . t i m e o u t . r e q u s t space 5 s enter")

            try await stage.see("Set spec.timeout.requst of TrafficPolicy shop/cart", "Not sent, as the server would refuse it: spec.timeout.requst: unknown field; did you mean request?")
            try await stage.see { !$0.contains("y send") }
            try stage.press("y")
            try await stage.see("Nothing of this can be sent: the server would refuse it. esc leaves it.")
            #expect(server.store.version == version)
        }
    }

    @Test func aCopyIsShownAndMadeUnderItsOwnName() async throws {
        try await play { stage, server in
            try stage.press("C")
            try await stage.see("shop/cart-copy")
            try stage.press("ctrl-u t w i n enter")
            try await stage.see("Create TrafficPolicy shop/twin", "+ 30s")
            try stage.press("y")

            try await stage.see("Created TrafficPolicy shop/twin.")
            let specs = ["cart", "twin"].map { server.store.object(.trafficPolicy, Sample.key("shop/\($0)"))?["spec"] }
            #expect(specs[0] != nil && specs[0] == specs[1])
        }
    }

    @Test func theFieldUnderTheCursorIsExplained() async throws {
        try await play { stage, _ in
            try stage.press("y / r e q u e s t : enter x")

            try await stage.see("TrafficPolicy spec.timeout.request", "FIELD: request <string>")
        }
    }

    @Test func whatWasDoneIsListedAndTakenBackFromThere() async throws {
        try await play { stage, server in
            stage.edit { $0.replacing("30s", with: "5s") }
            try stage.press("e")
            try await stage.see("y send it")
            try stage.press("y")
            try await stage.see("Replaced TrafficPolicy shop/cart.")
            try stage.press(": h i s t o r y enter")
            try await stage.see("History", "Replaced TrafficPolicy shop/cart")
            try stage.press("enter")
            try await stage.see("Undo: change back TrafficPolicy shop/cart", "+ 30s")
            try stage.press("y")

            try await stage.see("Took back the change of TrafficPolicy shop/cart.")
            #expect(server.store.object(.trafficPolicy, Sample.key("shop/cart"))?[path: ["spec", "timeout", "request"]]?.string == "30s")
        }
    }
}
