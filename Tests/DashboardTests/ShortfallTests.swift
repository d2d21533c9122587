import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct ShortfallTests {
    private let opened: JSONValue = [
        "metadata": ["name": "x", "resourceVersion": "1", "generation": 1, "labels": ["a": "b"]],
        "spec": ["kept": 1, "refs": [["name": "r", "weight": 1]]], "status": ["ready": true],
    ]

    private func fields(_ sent: JSONValue, _ stored: JSONValue, new: Bool = false) -> [String] {
        Shortfall(sent: sent, stored: stored, opened: new ? nil : opened).fields
    }

    private func with(_ spec: JSONValue) -> JSONValue {
        var object = opened
        object["spec"] = spec
        return object
    }

    @Test func aFieldThatIsNotStoredIsGone() {
        #expect(fields(with(["kept": 1, "new": ["deep": 2]]), with(["kept": 1])) == ["spec.new is gone"])
        #expect(
            fields(with(["refs": [["name": "r", "wieght": 2]]]), with(["refs": [["name": "r"]]]))
                == ["spec.refs[0].wieght is gone"])
        #expect(fields(with(["l": ["a", "b", "c"]]), with(["l": ["a", "c"]])) == ["spec.l[1] is gone"])
        #expect(fields(with(["new": [:]]), with([:])) == ["spec.new is gone"])
    }

    @Test func whatTheServerAddsIsNone() {
        var stored = with([
            "kept": 1, "default": true, "refs": [["weight": 1, "name": "r", "kind": "K"], ["name": "s"]],
        ])
        stored["metadata"] = ["name": "x", "resourceVersion": "9", "generation": 2, "labels": ["a": "b", "c": "d"]]
        stored["status"] = ["ready": false]

        #expect(fields(opened, stored) == [])
    }

    @Test func elementsThatTheServerAddsAreNone() {
        #expect(fields(with(["l": ["a", "c"]]), with(["l": ["x", "a", "y", "c"]])) == [])
        #expect(
            fields(with(["l": ["a", "c"]]), with(["l": ["c", "a"]])) == ["spec.l[0] is \"c\"", "spec.l[1] is \"a\""])
    }

    @Test func whatAWebhookMakesOfAChangeIsSaid() {
        #expect(fields(with(["kept": 2]), with(["kept": 3])) == ["spec.kept is 3"])
        #expect(fields(with(["kept": 1]), with(["kept": 3])) == [])
        #expect(fields(with(["kept": "x"]), with(["kept": ["y": 1]])) == ["spec.kept is {\"y\":1}"])
    }

    @Test func numbersAreComparedAsNumbers() {
        #expect(
            fields(
                with(["a": .number("1.0"), "b": .number("1e3"), "c": .number("-0"), "d": .number("0.50")]),
                with(["a": 1, "b": 1000, "c": 0, "d": .number("5e-1")])) == [])
        #expect(
            fields(with(["a": .number("1234567890123456789")]), with(["a": .number("1234567890123456000")]))
                == ["spec.a is 1234567890123456000"])
        // Beyond 64 bits a server keeps no more than a double holds.
        #expect(fields(with(["a": .number("12345678901234567890")]), with(["a": .number("12345678901234567000")])) == [])
    }

    @Test func nullAndEmptyMetadataAreNothingToLose() {
        var sent = with(["kept": 1, "no": .null])
        sent["metadata"] = ["name": "x", "annotations": [:], "finalizers": [], "labels": ["a": "b"]]

        #expect(fields(sent, with(["kept": 1])) == [])
    }

    @Test func aTypedStatusThatIsNotTakenIsSaid() {
        var sent = opened
        sent["status"] = ["ready": false]

        #expect(fields(sent, opened) == ["status.ready is true"])
    }

    @Test func ofANewObjectEveryFieldIsThePersons() {
        #expect(
            fields(with(["kept": 1, "lost": 1]), with(["kept": 2]), new: true) == [
                "spec.kept is 2", "spec.lost is gone",
            ])
        #expect(
            fields(["metadata": ["uid": "u", "name": "x"]], ["metadata": ["uid": "v", "name": "x"]], new: true) == [])
    }

    @Test func aTokenIsNotQuoted() {
        #expect(
            fields(with(["authToken": ["inline": "abcdef"]]), with(["authToken": ["inline": "ghijkl"]]))
                == ["spec.authToken.inline is something else"])
    }

    @Test func aTokenInsideOfWhatIsStoredIsNotQuoted() {
        #expect(
            fields(with(["authToken": "x"]), with(["authToken": ["inline": "ghijkl"]]))
                == ["spec.authToken is {\"inline\":\"••••••\"}"])
    }

    @Test func anEditSaysWhatIsGoneAndKeepsTheText() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        guard case .openEditor(let text) = session.start() else { throw EditSessionTests.Unexpected(step: "start") }
        _ = session.handle(.editorClosed(Array((text.replacing("spec:", with: "spec:\n  timeuot: 5s")).utf8)))

        guard case .finish(let outcome) = session.handle(.replied(.success(Sample.policyToEdit))) else {
            throw EditSessionTests.Unexpected(step: "it goes on")
        }

        #expect(outcome.kind == .replaced && outcome.isPartial && outcome.exitCode == 1)
        #expect(
            outcome.message.hasPrefix(
                "Replaced TrafficPolicy team-a/x, but not all of it is stored as it was sent: spec.timeuot is gone."))
        #expect(String(decoding: outcome.draft ?? [], as: UTF8.self).contains("timeuot: 5s"))
    }

    @Test func anAnswerThatShowsNoObjectIsLookedAtAgain() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        guard case .openEditor(let text) = session.start() else { throw EditSessionTests.Unexpected(step: "start") }
        _ = session.handle(.editorClosed(Array((text.replacing("30s", with: "5s")).utf8)))

        #expect(
            session.handle(.replied(.success(["kind": "Status", "status": "Success"])))
                == .fetch(.trafficPolicy, ObjectKey(namespace: "team-a", name: "x")))
        guard case .finish(let outcome) = session.handle(.fetched(.found(Sample.policyToEdit))) else {
            throw EditSessionTests.Unexpected(step: "it goes on")
        }
        #expect(outcome.message.contains("spec.timeout.request is \"30s\""))
    }
}
