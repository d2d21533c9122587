import APIServer
import DashboardUI
import GatewayGraph
import KubeModel
import Sandbox
import TerminalUI
import TestSupport
import Testing

/// What people see who may not see everything. Each thing that is missing degrades alone.
@MainActor @Suite(.serialized) struct LeastPrivilegeSceneTests {
    private static let token = "opens-little"

    private func play(
        _ rules: AccessRules, home: String? = nil, awaiting: String,
        _ scene: @MainActor (DashboardStage) async throws -> Void
    ) async throws {
        let server = Scene.server(BrowsingSceneTests.objects, grants: [Self.token: rules])
        let port = try await server.start()
        let outcome = await Result {
            try await DashboardStage.play(port: port, token: Self.token, awaiting: awaiting, home: home, scene)
        }
        await server.stop()
        try outcome.get()
    }

    @Test func aNamespaceThatIsTypedByHandIsListedWhereNoOtherMayBe() async throws {
        let missing = "may not list trafficpolicies"
        try await play(.oneNamespace("shop", user: "sam"), awaiting: missing) { stage in
            try await stage.see("may not list trafficpolicies in all", "n picks")
            try stage.press("n s h o p enter")
            try await stage.see("stage › shop", "TrafficPolicy ── 2", "● live")
            #expect(stage.names == ["cart", "checkout"])
            try stage.press("n o t h e r enter")
            try await stage.see("stage › other", "may not list trafficpolicies in other")
            try stage.press("0")
            try await stage.see("stage › all namespaces", "may not list trafficpolicies in all")
        }
    }

    @Test func theContextsNamespaceIsShownWithoutBeingAskedFor() async throws {
        try await play(.oneNamespace("shop", user: "sam"), home: "shop", awaiting: "stage › shop") { stage in
            try await stage.see("TrafficPolicy ── 2", "● live")
        }
    }

    @Test func oneKindThatMayBeListedIsLive() async throws {
        try await play(.oneKind(.backend, user: "sam"), home: "shop", awaiting: "may not list trafficpolicies") {
            stage in
            try stage.press("1 j enter")
            let frame = try await stage.see("Backend ── 1", "● live", "no access", "all namespaces")
            #expect(frame.contains("origin.example:443"))
        }
    }

    @Test func whoeverMayOnlyReadIsToldBeforeAnEditorOpens() async throws {
        try await play(.readOnly(user: "sam-the-reader"), awaiting: "● live") { stage in
            var isOpened = false
            stage.edit { text in
                isOpened = true
                return text
            }
            try stage.press("e")
            try await stage.see("Cannot edit TrafficPolicy shop/cart: you may not update")
            try stage.press("c enter")
            try await stage.see("Cannot create a TrafficPolicy: you may not create")
            try stage.press("C enter")
            try await stage.see("Cannot create TrafficPolicy shop/cart-copy: you may not create")
            try stage.press(": l a b e l space a = b enter")
            try await stage.see("Cannot label TrafficPolicy shop/cart: you may not update")
            #expect(!isOpened)
        }
    }

    @Test func whoeverMayNotDeleteIsToldSo() async throws {
        try await play(.readOnly(user: "sam-the-reader"), awaiting: "● live") { stage in
            try stage.press("ctrl-d y")
            try await stage.see("Cannot delete TrafficPolicy shop/cart: you may not delete", "in shop. Ask for the right")
            #expect(stage.names == ["cart", "checkout", "search"])
        }
    }
}

/// Kinds that come and go while the dashboard looks on.
@MainActor @Suite(.serialized) struct DefinitionSceneTests {
    private static let moon = ResourceType(
        group: ResourceType.kgatewayGroup, version: "v1alpha1", plural: "moonpolicies", kind: "MoonPolicy")

    private static func definition(_ columns: JSONValue...) -> JSONValue {
        [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": ["name": .string(moon.qualifiedName)],
            "spec": [
                "group": .string(moon.group), "scope": "Namespaced",
                "names": [
                    "kind": .string(moon.kind), "listKind": "MoonPolicyList", "plural": .string(moon.plural),
                    "singular": "moonpolicy",
                ],
                "versions": [
                    [
                        "name": .string(moon.version), "served": true, "storage": true,
                        "additionalPrinterColumns": .array(columns),
                        "schema": [
                            "openAPIV3Schema": ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
                        ],
                    ]
                ],
            ],
        ]
    }

    private static func column(_ name: String) -> JSONValue {
        ["name": .string(name), "type": "string", "jsonPath": .string(".spec.\(name.lowercased())")]
    }

    @Test func aDefinitionIsNoticedAsItComesChangesAndGoes() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            try server.install(Self.definition(Self.column("Phase")))
            try await stage.see(" MP 0")
            server.store.apply(
                seed: Sample.object("shop/full", Self.moon, spec: ["phase": "waxing", "tide": "spring"]),
                kind: server.kind(Self.moon))
            try stage.press(": m o o n enter")
            try await stage.see("MoonPolicy ── 1", "PHASE", "waxing")

            try server.install(Self.definition(Self.column("Phase"), Self.column("Tide")))
            try await stage.see("TIDE", "spring")

            try server.uninstall(Self.moon.qualifiedName)
            try await stage.see("MoonPolicy is not installed on this cluster", "MoonPolicy ── 0")
            try await stage.see("● live")
        }
    }
}
