import APIServer
import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI
import TestSupport
import Testing

/// What points at what, on screen and against a server.
@Suite struct LinksSceneTests {
    private static func object(_ place: String, _ kind: String, _ spec: JSONValue) -> JSONValue {
        let group = kind == "Gateway" || kind == "HTTPRoute" ? "gateway.networking.k8s.io/v1" : "gateway.kgateway.dev/v1alpha1"
        let key = Sample.key(place)
        return [
            "apiVersion": .string(group), "kind": .string(kind),
            "metadata": ["namespace": .string(key.namespace ?? ""), "name": .string(key.name)], "spec": spec,
        ]
    }

    private static let shop: [JSONValue] = [
        object("infra/public", "Gateway", ["gatewayClassName": "kgateway", "listeners": []]),
        object("shop/cart", "HTTPRoute", ["parentRefs": [["name": "public", "namespace": "infra"]], "rules": [["backendRefs": [["name": "cart"]]]]]),
        object("shop/login", "GatewayExtension", ["type": "ExtAuth", "extAuth": ["grpcService": ["backendRef": ["name": "login"]]]]),
        object(
            "shop/auth", "TrafficPolicy",
            [
                "targetRefs": [["kind": "HTTPRoute", "name": "cart"], ["kind": "HTTPRoute", "name": "crat"]],
                "extAuth": ["extensionRef": ["name": "login"]],
            ]),
    ]

    @Test @MainActor func linksFollowTheServerWhileTheyAreLookedAt() async throws {
        try await Scene.play(Self.shop) { stage, server in
            try stage.press("u")
            try await stage.see(
                "targets ▾ ", "HTTPRoute shop/cart", "HTTPRoute shop/crat  no such HTTPRoute; did you mean cart?", "Gateway infra/public",
                "GatewayExtension shop/login", "nothing that is known")

            server.store.apply(seed: Self.object("shop/crat", "HTTPRoute", [:]), kind: server.kind(.httpRoute))
            try await stage.see { !$0.contains("no such HTTPRoute") && $0.contains("HTTPRoute shop/crat") }
        }
    }

    @Test @MainActor func enterAndMinusGoAlongTheLinks() async throws {
        try await Scene.play(Self.shop) { stage, _ in
            try stage.press("u")
            try await stage.see("HTTPRoute shop/cart")
            try stage.press("enter")
            try await stage.see("HTTPRoute ── 1", "target of", "TrafficPolicy shop/auth")
            try stage.press("-")
            try await stage.see("TrafficPolicy ── 1", "GatewayExtension shop/login")
        }
    }

    @Test @MainActor func aSummaryAndAQuestionSayWhatRefersToAnExtension() async throws {
        try await Scene.play(Self.shop) { stage, _ in
            try stage.press(":gatewayextension enter")
            try await stage.see("used by", "1 TrafficPolicy: shop/auth; in use on HTTPRoute shop/cart, HTTPRoute shop/crat")
            try stage.press("ctrl-d")
            try await stage.see("Delete GatewayExtension shop/login?", "1 TrafficPolicy refers to it: shop/auth")
        }
    }

    @Test(arguments: [(200, 50), (120, 40), (80, 24), (40, 10)]) @MainActor func linksFitEverySize(_ size: (Int, Int)) async throws {
        try await Scene.play(Self.shop, size: Size(columns: size.0, rows: size.1)) { stage, _ in
            try stage.press("u")
            try await stage.see("Links", "uses", "HTTPRoute shop/")
        }
    }
}
