import APIServer
import Dashboard
import DashboardUI
import GatewayGraph
import KubeModel
import Sandbox
import TerminalUI
import TestSupport
import Testing

/// Looking around with keys, against a server with a handful of objects.
@MainActor @Suite(.serialized) struct BrowsingSceneTests {
    static let objects: [JSONValue] = [
        policy("shop/cart"), policy("shop/checkout", "Accepted=False/Invalid: no such target"), policy("team/search"),
        Sample.object(
            "shop/origin", .backend,
            spec: ["type": "Static", "static": ["hosts": [["host": "origin.example", "port": 443]]]],
            status: Sample.status("Accepted=True/Valid")),
    ]

    static func policy(_ place: String, _ condition: String = "Accepted=True/Valid", target: String = "cart-route") -> JSONValue {
        let target: JSONValue = ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string(target)]
        return Sample.object(
            place, spec: ["targetRefs": [target], "timeout": ["request": "30s"]], status: Sample.status(condition))
    }

    private func play(
        size: Size = Size(columns: 140, rows: 40),
        _ scene: @MainActor (DashboardStage, KubeServer) async throws -> Void
    ) async throws {
        try await Scene.play(Self.objects, size: size, scene)
    }

    @Test func theListsComeInWithTheirHealth() async throws {
        try await play { stage, _ in
            let frame = try await stage.see("TrafficPolicy ── 3", "✗ 1  ✓ 3", "● live", "SANDBOX")

            #expect(stage.names == ["cart", "checkout", "search"])
            #expect(frame.contains("AB 0"))
            #expect(!frame.contains(Scene.token))
        }
    }

    @Test func aKeyWithNothingToActOnSaysSo() async throws {
        try await play { stage, _ in
            try stage.press("/ z z z z enter")
            try await stage.see("0 of 3")
            for key in ["e", "y", "ctrl-d", "space", "w"] {
                try stage.press("esc /  z z z z enter \(key)")
                try await stage.see("No TrafficPolicy is selected: the list is empty.")
            }
            try stage.press("z")
            try await stage.see("There is nothing to undo.")
        }
    }

    @Test func kindsAreGoneThroughFromTheirPane() async throws {
        try await play { stage, _ in
            try stage.press("1 j enter")

            try await stage.see("Backend ── 1", "origin.example:443")
            #expect(stage.runtime.state.focus == .list)
            try stage.press("1 j j j j j")
            try await stage.see("No AIBackend in any namespace. c creates one.")
            try stage.press("j")
            try await stage.see("No Gateway in any namespace. c creates one.")
            try stage.press("G")
            try await stage.see("referencegrants.gateway.networking.k8s.io", "Enter puts them into the list of kinds")
            try stage.press("enter j j j")
            try await stage.see("ReferenceGrant is not installed on this cluster")
        }
    }

    @Test func aFilterNarrowsAsItIsTyped() async throws {
        try await play { stage, _ in
            try stage.press("/ c h e c k")
            try await stage.see("TrafficPolicy ── 1 of 3 ── /check")
            try stage.press("enter")
            #expect(stage.names == ["checkout"])
            try stage.press("esc")
            try await stage.see("TrafficPolicy ── 3 ")
            try stage.press("/ ! s h o p enter")
            #expect(stage.names == ["search"])
        }
    }

    @Test func theYAMLIsSearchedForwardsAndBackwards() async throws {
        try await play { stage, _ in
            try stage.press("y")
            try await stage.see("apiVersion: gateway.kgateway.dev/v1alpha1")
            try stage.press("/ c a r t enter")
            let count = stage.runtime.state.detail.document?.matches.count ?? 0
            #expect(count >= 2)
            try await stage.see("/cart 1 of \(count)")
            try stage.press("n")
            try await stage.see("/cart 2 of \(count)")
            try stage.press("N N")
            try await stage.see("/cart \(count) of \(count)")
            try stage.press("esc")
            try await stage.see { !$0.contains("/cart ") }
        }
    }

    @Test func aNamespaceIsPicked() async throws {
        try await play { stage, _ in
            try await stage.hold { $0.cluster.knownNamespaces.contains("team") }
            try stage.press("n")
            try await stage.see("Namespace", "all namespaces", "default", "shop", "team")
            try stage.press("t e a m enter")
            try await stage.see("stage › team", "TrafficPolicy ── 1 of 3")
            #expect(stage.names == ["search"])
            try stage.press("0")
            try await stage.see("all namespaces", "TrafficPolicy ── 3")
        }
    }

    @Test func thePaletteCompletesAKind() async throws {
        try await play { stage, _ in
            try stage.press(": b a c k")
            try await stage.see(":back", "backends  backend")
            try stage.press("tab")
            try await stage.see(":backends", "[backends]")
            try stage.press("enter")
            try await stage.see("Backend ── 1")
        }
    }

    @Test func theRequestLogShowsTheWatchesAndNoToken() async throws {
        try await play { stage, _ in
            try stage.press("@")
            let frame = try await stage.see(
                "Requests", "/apis/gateway.kgateway.dev/v1alpha1/trafficpolicies", "open", "PATH")

            #expect(!frame.contains(Scene.token))
            try stage.press("esc")
            try await stage.see { !$0.contains("METHOD") }
        }
    }

    @Test func theHelpScrollsToItsEndAndNoFurther() async throws {
        try await play(size: Size(columns: 80, rows: 24)) { stage, _ in
            try stage.press("?")
            try await stage.see("Help", "Here", "move down")
            try stage.press("G")
            try await stage.see("deleting", "waits for finalizers")
            try stage.press("j j j k")
            try await stage.see { !$0.contains("waits for finalizers") }
            try stage.press("q")
            try await stage.see("TrafficPolicy ── 3")
        }
    }

    @Test func aNarrowScreenShowsOnePaneAtATime() async throws {
        try await play(size: Size(columns: 60, rows: 20)) { stage, _ in
            try await stage.see("TrafficPolicy ── 3")
            try stage.press("j enter")
            try await stage.see("Summary  Conditions  YAML  Timeline", "no such target")
            try stage.press("tab")
            try await stage.see("Kinds", "HTTPListenerPolicy")
            try stage.press("tab")
            try await stage.see("TrafficPolicy ── 3")
        }
    }

    @Test func aResizeIsDrawnAtOnce() async throws {
        try await play { stage, _ in
            stage.screen.feed(.resize(Size(columns: 30, rows: 5)))
            try await stage.see("Too small")
            stage.screen.feed(.resize(Size(columns: 80, rows: 24)))
            try await stage.see("TrafficPolicy ── 3")
        }
    }

    @Test func aPasteIsTextAndNeverKeys() async throws {
        try await play { stage, _ in
            stage.runtime.handle(.paste("q\u{4}dd"))
            try await stage.see("Pasted text is taken only where a line is typed")
            #expect(stage.runtime.state.overlay == nil && !stage.runtime.state.screen.isLeaving)
            try stage.press("/")
            stage.runtime.handle(.paste("chec\n"))
            try await stage.see("/chec")
            #expect(stage.names == ["checkout"])
            #expect(stage.screen.copied.isEmpty && stage.runtime.state.filter.text == "chec ")
        }
    }

    @Test func copyingGoesToTheClipboardOfTheTerminal() async throws {
        try await play { stage, _ in
            try stage.press("j w W")

            #expect(stage.screen.copied.first == "checkout")
            #expect(stage.screen.copied.last?.contains("name: checkout") == true)
            try await stage.see("Copied the YAML of shop/checkout")
        }
    }

    @Test func theMouseSelectsRowsAndTabs() async throws {
        try await play { stage, _ in
            let frame = try await stage.see("search")
            let lines = frame.split(separator: "\n", omittingEmptySubsequences: false)
            let row = try #require(lines.firstIndex { $0.contains(" search ") })
            stage.runtime.handle(.mouse(MouseEvent(.press, at: Point(column: 40, row: row))))
            #expect(stage.runtime.state.currentList.selected?.name == "search")
            let tabs = try #require(lines.firstIndex { $0.contains("Conditions  YAML") })
            let column = try #require(
                lines[tabs].firstRange(of: "YAML").map {
                    lines[tabs].distance(from: lines[tabs].startIndex, to: $0.lowerBound)
                })
            stage.runtime.handle(.mouse(MouseEvent(.press, at: Point(column: column, row: tabs))))
            try await stage.see("apiVersion:")
        }
    }

    @Test func qGoesFromTheDetailToTheListAndOnlyThenLeaves() async throws {
        try await play { stage, _ in
            try stage.press("y q")
            #expect(stage.runtime.state.focus == .list && !stage.runtime.state.screen.isLeaving)
            try stage.press("d ctrl-d")
            try await stage.see("Nothing is deleted from here")
            try stage.press("q ctrl-d")
            try await stage.see("Delete TrafficPolicy shop/cart?", "enter esc leave it")
            try stage.press("enter")
            try await stage.see { !$0.contains("Delete TrafficPolicy") }
            #expect(stage.names == ["cart", "checkout", "search"])
        }
    }

    @Test func qLeavesAndTheRunEnds() async throws {
        try await play { stage, _ in
            try stage.press("q")

            #expect(stage.runtime.state.screen.isLeaving)
        }
    }
}
