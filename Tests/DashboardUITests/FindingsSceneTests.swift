import APIServer
import Dashboard
import DashboardUI
import GatewayGraph
import KubeModel
import Sandbox
import TestSupport
import Testing

/// What is wrong with a cluster, while it changes.
@MainActor @Suite(.serialized) struct FindingsSceneTests {
    private static func world(_ ready: Bool = true) -> [JSONValue] {
        [
            Sample.object("infra/public", .gateway, spec: ["gatewayClassName": "kgateway", "listeners": [["name": "web", "port": 80, "protocol": "HTTP", "allowedRoutes": ["namespaces": ["from": "All"]]]]]),
            Sample.object(
                "shop/cart-route", .httpRoute,
                spec: ["parentRefs": [["name": "public", "namespace": "infra"]], "rules": [["backendRefs": [["name": "cart", "port": 80]]]]]),
            Sample.object("shop/cart", .service, spec: ["ports": [["name": "http", "port": 80]]]), slice(ready),
            BrowsingSceneTests.policy("shop/astray", "Accepted=True/Valid", target: "no-such-route"),
        ]
    }

    private static func slice(_ ready: Bool) -> JSONValue {
        var slice = Sample.object("shop/cart-1", .endpointSlice)
        slice["metadata"]?["labels"] = ["kubernetes.io/service-name": "cart"]
        slice["endpoints"] = [["addresses": ["10.0.0.1"], "conditions": ["ready": .bool(ready)]]]
        return slice
    }

    @Test func aFilterNarrowsTheFindings() async throws {
        try await Scene.play(Self.world()) { stage, _ in
            try stage.press("f")
            try await stage.see("targetMissing", "settingAssumed")

            try stage.press("/targetm enter")
            try await stage.see { $0.contains("targetMissing") && !$0.contains("settingAssumed") }
            try stage.press("/ ctrl-u zzz enter")
            try await stage.see { !$0.contains("settingAssumed") && $0.contains("Findings ── 0 of") }
        }
    }

    @Test func aServiceThatLosesItsEndpointsIsAFindingUntilItHasThemAgain() async throws {
        try await Scene.play(Self.world(), more: [.service, .endpointSlice]) { stage, server in
            try stage.press("f")
            try await stage.see("targetMissing")
            try await stage.see { !$0.contains("backendNoEndpoints") }

            server.store.apply(seed: Self.slice(false), kind: server.kind(.endpointSlice))
            try await stage.see("backendNoEndpoints", "Service shop/cart has no ready endpoint")
            server.store.apply(seed: Self.slice(true), kind: server.kind(.endpointSlice))
            try await stage.see { !$0.contains("backendNoEndpoints") && $0.contains("targetMissing") }
            try server.store.delete(Sample.key("shop/cart-1"), kind: server.kind(.endpointSlice))
            server.store.apply(seed: Self.otherSlice, kind: server.kind(.endpointSlice))
            try await stage.see("backendNoEndpoints")
        }
    }

    @Test func theFindingsOfAnotherContextAreCountedWithoutBeingAskedFor() async throws {
        let first = Scene.server([]), second = Scene.server(Self.world())
        let ports = (try await first.start(), try await second.start())
        let outcome = await Result {
            try await DashboardStage.play(port: ports.0, token: Scene.token, others: ["other": ports.1]) { stage in
                try stage.press(": c t x")
                try await stage.hold { $0.contexts == ["stage", "other"] }
                try stage.press("enter o t h enter")
                try await stage.see("other › all namespaces", "● live")
                try await stage.hold { $0.cluster.findings.count > 1 }
            }
        }
        await first.stop()
        await second.stop()
        try outcome.get()
    }

    /// Another Service's: where there are none at all nothing is known of them.
    private static var otherSlice: JSONValue {
        var slice = slice(true)
        slice["metadata"]?["name"] = "other-1"
        slice["metadata"]?["labels"] = ["kubernetes.io/service-name": "other"]
        return slice
    }
}
