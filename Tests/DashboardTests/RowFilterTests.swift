import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct RowFilterTests {
    private static let rows: [ResourceRow] = [
        Sample.policy("team-a/cart-cors", labels: ["team": "a", "tier": "front"]),
        Sample.policy("team-a/legacy", "Accepted=False/Invalid", labels: ["team": "a"]),
        Sample.policy("team-b/search", "Accepted=Unknown/Pending", labels: ["team": "b"]),
        Sample.row(Sample.object("team-b/free", spec: ["cors": [:]])),
    ]

    private func names(_ filter: String) -> [String] {
        let filter = RowFilter(filter)
        return Self.rows.filter { filter.matches($0) }.map(\.key.name)
    }

    @Test(arguments: [
        ("", ["cart-cors", "legacy", "search", "free"]),
        ("cart-cors", ["cart-cors"]),
        ("CORS", ["cart-cors", "free"]),
        ("team-a", ["cart-cors", "legacy"]),
        ("team-a/leg", ["legacy"]),
        ("HTTPRoute/cart", ["cart-cors", "legacy", "search"]),
        ("!legacy", ["cart-cors", "search", "free"]),
        ("-l team=a", ["cart-cors", "legacy"]),
        ("-l team=a,tier=front", ["cart-cors"]),
        ("-lteam=b", ["search"]),
        ("-l team!=a", ["search", "free"]),
        ("-l tier", ["cart-cors"]),
        ("-l team in (a, b)", ["cart-cors", "legacy", "search"]),
        ("state:failing", ["legacy"]),
        ("state:prog", ["search"]),
        ("state:unattached", ["free"]),
        ("STATE:Healthy", ["cart-cors"]),
        ("state:deleting", []),
        ("team-a !cors", ["legacy"]),
        ("cart state:healthy -l team=a", ["cart-cors"]),
    ])
    func wordsNarrowTheList(filter: String, wanted: [String]) {
        #expect(names(filter) == wanted)
    }

    @Test(arguments: ["!", "-l", "state:", "state:nonsense", "-l team in (", "-l =", "   "])
    func whatCannotBeReadYetHidesNothing(filter: String) {
        #expect(names(filter).count == 4)
    }

    @Test func anObjectThatIsBeingDeletedHasAStateOfItsOwn() {
        var object = Sample.object("a/x", status: Sample.status("Accepted=False/Invalid"))
        object["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"
        let row = Sample.row(object)

        #expect(RowFilter("state:deleting").matches(row))
        #expect(!RowFilter("state:failing").matches(row))
    }

    @Test func leavingThePromptBringsTheFormerFilterBack() {
        var state = DashboardState.sample()
        state.list(Self.rows)
        state.perform(.filterPrompt)
        state.type("legacy")
        state.perform(.accept, .filterPrompt)
        state.type("x")
        #expect(state.visibleNames.isEmpty)

        state.perform(.cancel)

        #expect(state.filter.text == "legacy")
        #expect(state.visibleNames == ["legacy"])
    }
}
