import Dashboard
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@Suite struct EditSessionConflictTests {
    private let policy = Sample.policyToEdit
    private let conflict = EditRefusal.status(
        APIStatus(code: 409, reason: "Conflict", message: "the object has been modified"))
    private var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)

    private func newer(_ version: String, retry: String? = nil, status: String = "True") -> JSONValue {
        var object = policy
        var metadata = object["metadata"] ?? [:]
        metadata["resourceVersion"] = .string(version)
        if let retry { metadata["labels"] = ["owner": .string(retry)] }
        object["metadata"] = metadata
        object["status"] = ["conditions": [["type": "Accepted", "status": .string(status)]]]
        return object
    }

    private func saved(_ text: String) -> EditSession.Input { .editorClosed(Array(text.utf8)) }

    /// Saves a change and meets a conflict.
    private mutating func meetConflict() throws -> String {
        let text = try #require(session.start().text)
        let typed = text.replacing("30s", with: "5s")
        _ = session.handle(saved(typed))
        _ = session.handle(.replied(.failure(conflict)))
        return typed
    }

    @Test mutating func aConflictAsksForTheObjectAsItIsNow() throws {
        let text = try #require(session.start().text)
        _ = session.handle(saved(text.replacing("30s", with: "5s")))

        let step = session.handle(.replied(.failure(conflict)))

        #expect(step == .fetch(.trafficPolicy, ObjectKey(namespace: "team-a", name: "x")))
    }

    @Test mutating func theChangesOfOthersAreShownAndNothingIsOverwritten() throws {
        _ = try meetConflict()
        var now = newer("57", retry: "bob")
        now["spec"] = ["timeout": ["request": "10s"], "targetRefs": [["kind": "HTTPRoute", "name": "r"]]]

        let again = try #require(session.handle(.fetched(now)).text)

        #expect(
            again.hasPrefix("#! Cannot replace TrafficPolicy team-a/x: it changed on the server since you opened it."))
        #expect(again.contains("#!   spec.timeout.request: \"30s\" → \"10s\"\n"))
        #expect(again.contains("#!   metadata.labels: added {\"owner\":\"bob\"}\n"))
        #expect(again.contains("    #! on the server now: \"10s\" (spec.timeout.request)\n    request: 5s\n"))
        #expect(again.contains("  #! the newest version is \"57\"\n  resourceVersion: \"41\"\n"))
    }

    @Test mutating func savingAgainStillNamesTheVersionInTheText() throws {
        _ = try meetConflict()
        let again = try #require(session.handle(.fetched(newer("57", retry: "bob"))).text)

        let request = try #require(session.handle(saved(again.replacing("5s", with: "6s"))).request)

        #expect(request.body[path: ["metadata", "resourceVersion"]] == "41")
    }

    @Test(arguments: ["\"57\"", "57"])
    func thePersonTakesTheNewerVersionOver(version: String) throws {
        var copy = self
        _ = try copy.meetConflict()
        let again = try #require(copy.session.handle(.fetched(newer("57", retry: "bob", status: "False"))).text)

        let request = try #require(
            copy.session.handle(
                saved(again.replacing("resourceVersion: \"41\"", with: "resourceVersion: \(version)"))).request)

        #expect(request.body[path: ["metadata", "resourceVersion"]] == "57")
        #expect(request.body["status"] == ["conditions": [["type": "Accepted", "status": "False"]]])
    }

    @Test mutating func theNextConflictIsComparedWithTheVersionThatWasTakenOver() throws {
        _ = try meetConflict()
        let again = try #require(session.handle(.fetched(newer("57", retry: "bob"))).text)
        _ = session.handle(saved(again.replacing("resourceVersion: \"41\"", with: "resourceVersion: \"57\"")))
        _ = session.handle(.replied(.failure(conflict)))

        let third = try #require(session.handle(.fetched(newer("60", retry: "eve"))).text)

        #expect(third.contains("#!   metadata.labels.owner: \"bob\" → \"eve\"\n"))
        #expect(!third.contains("added"))
    }

    @Test mutating func aNewStatusAloneIsNoReasonToAsk() throws {
        _ = try meetConflict()

        let request = try #require(session.handle(.fetched(newer("42", status: "False"))).request)

        #expect(request.body[path: ["metadata", "resourceVersion"]] == "42")
        #expect(request.body[path: ["spec", "timeout", "request"]] == "5s")
        #expect(request.body["status"] == ["conditions": [["type": "Accepted", "status": "False"]]])
    }

    @Test mutating func aStatusThatWasPutBackIsNobodysLoss() throws {
        _ = try meetConflict()
        let request = try #require(session.handle(.fetched(newer("42", status: "False"))).request)
        var stored = request.body
        stored["status"] = nil

        let outcome = try #require(session.handle(.replied(.success(stored))).outcome)

        #expect(outcome.message == "Replaced TrafficPolicy team-a/x." && !outcome.isPartial)
    }

    @Test mutating func aStatusThatNeverRestsEndsInTheEditor() throws {
        _ = try meetConflict()
        var step = session.handle(.fetched(newer("42")))
        var sendings = 0
        while case .send = step {
            sendings += 1
            _ = session.handle(.replied(.failure(conflict)))
            step = session.handle(.fetched(newer("\(42 + sendings)")))
        }

        #expect(sendings == 5)
        let text = try #require(step.text)
        #expect(text.contains("resourceVersion: \"41\""))
    }

    @Test mutating func achangeThatArrivedThoughItsReplyWasLostIsDone() throws {
        _ = try meetConflict()
        var now = newer("57")
        now["spec"] = ["timeout": ["request": "5s"], "targetRefs": [["kind": "HTTPRoute", "name": "r"]]]

        let outcome = try #require(session.handle(.fetched(now)).outcome)

        #expect(outcome.kind == .replaced)
    }

    @Test mutating func anObjectThatCannotBeReadAgainKeepsTheText() throws {
        _ = try meetConflict()

        let again = try #require(session.handle(.fetched(nil)).text)

        #expect(again.contains("#! It could not be read again: it may be gone.\n"))
        #expect(again.contains("request: 5s"))
    }
}
