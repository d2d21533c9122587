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
        ("CORS", []),
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
        ("!state:healthy", ["legacy", "search", "free"]),
        ("state:failing,unattached", ["legacy", "free"]),
        ("!state:failing,unattached", ["cart-cors", "search"]),
        ("!STATE:f", ["cart-cors", "search", "free"]),
        ("!-l team=a", ["search", "free"]),
        ("!-lteam", ["free"]),
        ("!-l team in (a, b) !cors", []),
        ("-l team=a state:failing", ["legacy"]),
        ("-l team in (a, b) search", ["search"]),
        ("-l team=a -l tier", ["cart-cors"]),
        ("-l team, !tier", ["legacy", "search"]),
        ("ns:team-b", ["search", "free"]),
        ("ns:team", []),
        ("ns:team*", ["cart-cors", "legacy", "search", "free"]),
        ("!ns:team-a", ["search", "free"]),
        ("ns:team-a,team-b !search", ["cart-cors", "legacy", "free"]),
        ("!!legacy", ["legacy"]),
        ("to:cart", ["cart-cors", "legacy", "search"]),
        ("to:HTTPRoute/cart", ["cart-cors", "legacy", "search"]),
        ("to:hr/Cart", ["cart-cors", "legacy", "search"]),
        ("to:httproutes/", ["cart-cors", "legacy", "search"]),
        ("to:team-a/cart", ["cart-cors", "legacy"]),
        ("to:HTTPRoute/team-b/cart", ["search"]),
        ("!to:cart", ["free"]),
        ("to:car", []), ("to:Gateway/cart", []), ("to:cart#pay", []), ("to:team-c/cart", []),
        ("-l tier=", []),
        ("http:80", []),
    ])
    func wordsNarrowTheList(filter: String, wanted: [String]) {
        #expect(names(filter) == wanted)
    }

    @Test(arguments: [
        ("!", "! wants something"), ("-l", "-l wants labels"), ("!-l", "-l wants labels"),
        ("state:", "state: wants a state"), ("state:helthy", "There is no state “helthy”"),
        ("!state:helthy", "There is no state “helthy”"), ("state:failing,", "state:failing, wants a state"),
        ("state:failing,wrong", "There is no state “wrong”"), ("-l team in (", "-l team in ( is no selector"),
        ("-l =", "-l = is no selector"), ("ns:", "ns: wants a namespace"), ("!ns:a,", "ns:a, wants a namespace"),
        ("stat:failing", "Did you mean state:?"), ("status:failing", "Did you mean state:?"),
        ("has:", "has: wants a field"), ("has:a.b", "has: takes one field"), ("to:", "to: wants what"), ("cart|(", "a ( is not closed"),
        ("[a", "a [ is not closed"), ("*x", "nothing before * to repeat"), ("\"a b", "wants a \" at its end"), ("cart state:nope", "There is no state “nope”"),
    ])
    func whatCannotBeUnderstoodSaysSoAndMatchesNothing(filter: String, words: String) throws {
        #expect(names(filter).isEmpty)
        let remark = try #require(RowFilter(filter).remark)
        #expect(remark.sentence.contains(words), "\(remark)")
        #expect(RowFilter(filter).isUnreadable)
    }

    @Test func whatMayNotMeanWhatItSeemsToIsSaid() {
        #expect(RowFilter("foo:bar").remark?.sentence == "There is no term foo:, so it is looked for as text.")
        #expect(RowFilter("-l team=").remark?.sentence == "team= matches only where the label is empty.")
        #expect(RowFilter("-live").remark?.sentence == "-live asks for the label ive.")
        #expect(!RowFilter("foo:bar").isUnreadable && !RowFilter("-l team=").isUnreadable)
        #expect(RowFilter("cart !x state:failing ns:a -l a=b").remark == nil)
    }

    @Test func spacesAloneHideNothing() {
        #expect(names("   ").count == 4)
    }

    @Test func aNegatedStateTakesInWhatIsBeingDeleted() {
        var object = Sample.object("a/x", status: Sample.status("Accepted=True/Valid"))
        object["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"
        let row = Sample.row(object)

        #expect(RowFilter("!state:healthy").matches(row))
        #expect(!RowFilter("!state:deleting").matches(row))
        #expect(!RowFilter("!state:healthy,deleting").matches(row))
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
