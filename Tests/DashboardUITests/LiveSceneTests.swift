import APIServer
import Dashboard
import DashboardUI
import GatewayGraph
import KubeModel
import Sandbox
import TerminalUI
import TestSupport
import Testing

/// What happens on the server, and to it, while the dashboard looks on.
@MainActor @Suite(.serialized) struct LiveSceneTests {
    @Test func aConditionThatFlipsForAMomentIsSeenAndRemembered() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            try stage.press("] ] ]")
            try await stage.see("No condition has changed since")

            try server.tell("shop/cart", .trafficPolicy, "Accepted=False/Invalid: for a moment")
            try server.tell("shop/cart", .trafficPolicy, "Accepted=True/Valid")

            let frame = try await stage.see("True → False", "False → True", "Valid → Invalid", "Invalid → Valid")
            let newest = try #require(frame.firstRange(of: "False → True"))
            let oldest = try #require(frame.firstRange(of: "True → False"))
            #expect(newest.lowerBound < oldest.lowerBound)
            #expect(
                stage.runtime.state.current.timeline[Sample.key("shop/cart")].entries.map(\.health) == [
                    .failing, .healthy,
                ])
            #expect(frame.split(separator: "\n").last?.contains("✓ cart") == true)
        }
    }

    @Test func aChangedRowIsMarkedUntilItIsOld() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            try server.tell("team/search", .trafficPolicy, "Accepted=False/Invalid")

            try await stage.see { $0.contains("✗● team") }
            // What is found of it is marked at the same place.
            try await stage.see { $0.contains("✗  team") || $0.contains("✗⚑ team") }
        }
    }

    @Test func codeIsGivenBackWithTheFirstFrameAndTheFirstRowsAndNotWithTheOthers() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            try stage.press("j k")
            try server.tell("team/search", .trafficPolicy, "Accepted=False/Invalid")
            try await stage.see { $0.contains("✗● team") }
            #expect(stage.giftsOfCode == 2)
        }
    }

    @Test func rowsComeAndGoAsTheyDoOnTheServer() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            let kind = server.kind(.trafficPolicy)
            try stage.press("j k")
            server.store.apply(seed: BrowsingSceneTests.policy("shop/another"), kind: kind)
            try await stage.see("TrafficPolicy ── 4", "another")
            #expect(stage.runtime.state.currentList.selected?.name == "cart")
            try server.store.delete(Sample.key("shop/cart"), kind: kind)
            try await stage.see("TrafficPolicy ── 3")
        }
    }

    @Test func aDashboardOfOneNamespaceSeesNoOther() async throws {
        try await Scene.play(BrowsingSceneTests.objects, namespace: "team") { stage, _ in
            try await stage.see("stage › team", "TrafficPolicy ── 1 ")
            try stage.press("0")
            try await stage.see("all namespaces", "TrafficPolicy ── 3 ")
        }
    }

    @Test func aLostServerLeavesTheRowsAndIsFoundAgain() async throws {
        let first = Scene.server(BrowsingSceneTests.objects)
        let port = try await first.start()
        var second: KubeServer?
        do {
            try await DashboardStage.play(port: port, token: Scene.token) { stage in
                try await stage.see("TrafficPolicy ── 3")
                await first.stop()

                let lost = try await stage.see("↻ reconnecting in")
                #expect(lost.contains("cart") && lost.contains("TrafficPolicy ── 3"))

                let objects = BrowsingSceneTests.objects.dropFirst() + [BrowsingSceneTests.policy("shop/since-then")]
                let server = Scene.server(port: port, Array(objects))
                second = server
                _ = try await server.start()
                try await stage.see("● live", "since-then")
                #expect(stage.names == ["checkout", "since-then", "search"])
                try server.tell("shop/since-then", .trafficPolicy, "Accepted=False/Invalid")
                try await stage.see("✗ 2")
            }
        } catch {
            await first.stop()
            await second?.stop()
            throw error
        }
        await second?.stop()
    }

    @Test func aTokenThatIsNotAcceptedIsSaidInWords() async throws {
        let server = Scene.server(BrowsingSceneTests.objects)
        let port = try await server.start()
        let outcome = await Result {
            try await DashboardStage.play(port: port, token: "wrong", awaiting: "credentials expired or refused") {
                stage in
                let frame = try await stage.see("does not accept the credentials (401)")
                #expect(!frame.contains("wrong"))
                try stage.press("q")
            }
        }
        await server.stop()
        try outcome.get()
    }
}

extension Result where Failure == any Error {
    @MainActor init(_ work: @MainActor () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
