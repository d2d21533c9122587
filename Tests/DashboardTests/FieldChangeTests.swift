import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct FieldChangeTests {
    private let object = Sample.object("a/x", spec: ["timeouts": ["request": "1s"], "rules": [["name": "one"], ["name": "two"]]])

    private func set(_ words: String...) throws -> JSONValue { try FieldChange.set(words).applied(to: object) }

    @Test func labelsAreSetAndTakenAway() throws {
        var marked = object
        marked["metadata"]?["labels"] = ["tier": "a", "app": "b"]

        let changed = try FieldChange.marks(["team=web", "tier-", "note=a=b"], in: "labels", .label).applied(to: marked)

        #expect(changed[path: ["metadata", "labels"]] == ["app": "b", "team": "web", "note": "a=b"])
    }

    @Test func valuesAreReadAsYAML() throws {
        #expect(try set("spec.timeouts.request", "30s")[path: ["spec", "timeouts", "request"]] == "30s")
        #expect(try set("spec.retry.attempts", "3")[path: ["spec", "retry", "attempts"]] == 3)
        #expect(try set("spec.cors", "{allowOrigins: [\"*\"]}")[path: ["spec", "cors", "allowOrigins"]] == ["*"])
    }

    @Test func pathsLeadThroughListsAndNamesWithDots() throws {
        #expect(try set("spec.rules[1].name", "three")["spec"]?["rules"] == [["name": "one"], ["name": "three"]])
        #expect(try set("spec.rules[2]", "{name: more}")["spec"]?["rules"]?.array?.count == 3)
        #expect(try set("metadata.labels[\"a.b/c\"]", "d")[path: ["metadata", "labels", "a.b/c"]] == "d")
    }

    @Test func aFieldIsTakenAway() throws {
        #expect(try FieldChange.unset(["spec.timeouts.request"]).applied(to: object)[path: ["spec", "timeouts"]] == [:])
        #expect(try FieldChange.unset(["spec.rules[0]"]).applied(to: object)[path: ["spec", "rules"]] == [["name": "two"]])
        #expect(try FieldChange.unset(["spec.nothing.here"]).applied(to: object) == object)
    }

    @Test(arguments: [
        ["spec.timeouts.request.more", "1"], ["spec.rules[7].name", "x"], ["spec.rules.name", "x"],
    ]) func aPathThatLeadsNowhereIsRefused(_ words: [String]) {
        #expect(throws: FieldChange.Problem.self) { try FieldChange.set(words).applied(to: object) }
    }

    @Test(arguments: [
        ["spec"], ["", "x"], ["spec..a", "x"], ["spec.", "x"], ["spec[a", "x"], ["status.a", "x"], ["metadata.name", "x"], ["spec.a", "{"],
    ]) func wordsThatAreNoChangeAreRefused(_ words: [String]) {
        #expect(throws: FieldChange.Problem.self) { try FieldChange.set(words) }
    }

    @Test func quotesHoldWordsTogether() {
        #expect(PaletteWords.split("annotate note=\"two words\" 'a b'") == ["annotate", "note=two words", "a b"])
        #expect(PaletteWords.split("set a \"b") == nil)
    }
}
