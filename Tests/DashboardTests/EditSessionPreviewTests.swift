import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// What a session does between the check of a text and its sending, where somebody wants to see it first.
@Suite struct EditSessionPreviewTests {
    private var session: EditSession

    init() {
        session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        session.asksBeforeSending = true
    }

    /// Saves a text in which the timeout is another.
    private mutating func save() throws -> ChangeRequest {
        let text = try #require(session.start().text)
        guard case .rehearse(let request) = session.handle(.editorClosed(Array(text.replacing("30s", with: "5s").utf8))) else {
            throw Unexpected()
        }
        return request
    }

    private struct Unexpected: Error {}

    private mutating func preview(_ rehearsal: WriteRehearsal) throws -> WritePreview {
        guard case .ask(let preview) = session.handle(.rehearsed(rehearsal)) else { throw Unexpected() }
        return preview
    }

    @Test mutating func theServerIsAskedFirstAndItsDefaultsAndWarningsAreShown() throws {
        let request = try save()
        var stored = request.body
        stored["spec"]?["mode"] = "Fast"

        let preview = try preview(WriteRehearsal(answer: .success(stored), warnings: ["mode is deprecated"]))

        #expect(preview.title == "Replace TrafficPolicy team-a/x")
        #expect(
            preview.entries.map { $0.changes.map(\.change.line) } == [["spec.timeout.request: \"30s\" → \"5s\"", "spec.mode: added \"Fast\""]])
        #expect(preview.entries.map { $0.changes.map(\.isServers) } == [[false, true]])
        #expect(preview.remarks == ["The server warns: mode is deprecated."])
        #expect(preview.canEdit)
        #expect(session.handle(.answered(.send)).request == request)
    }

    @Test(arguments: [("1e3", "1000"), ("1.0", "1"), ("0.1000000000000000055", "0.1"), ("9223372036854775808", "9223372036854776000")])
    mutating func aNumberThatTheServerSpellsInItsOwnWayIsNoChangeOfTheServers(_ sent: String, _ kept: String) throws {
        let body: JSONValue = ["spec": ["n": .number(sent)]], stored: JSONValue = ["spec": ["n": .number(kept)]]
        let record = ChangeRecord(type: .trafficPolicy, key: Sample.key("a/x"), before: ["spec": ["n": 7]], after: body)

        #expect(PlannedChange.changes(of: record, rehearsed: stored).map(\.isServers) == [false])
        #expect(ObjectDiff(from: body, to: stored).isEmpty)
        #expect(Shortfall(sent: body, stored: stored, opened: nil).isEmpty)
    }

    @Test(arguments: [("9007199254740993", "9007199254740992"), ("1.5", "1"), ("1e400", "1e401")])
    func aNumberThatIsAnotherIsAChange(_ sent: String, _ kept: String) {
        #expect(ObjectDiff(from: .number(sent), to: .number(kept)).changes.count == 1)
        #expect(!Shortfall(sent: ["n": .number(sent)], stored: ["n": .number(kept)], opened: nil).isEmpty)
    }

    @Test mutating func aRefusedTrialComesBackIntoTheEditor() throws {
        _ = try save()

        let step = session.handle(.rehearsed(WriteRehearsal(answer: .failure(.status(EditSessionTests.invalid("spec.timeout", "is wrong"))))))

        #expect(step.text?.contains("#! spec.timeout: is wrong") == true)
    }

    @Test(arguments: [
        EditRefusal.unreachable("Nothing answers."),
        .status(APIStatus(code: 400, reason: "BadRequest", message: "admission webhook \"x\" does not support dry run")),
    ])
    func whatCannotBeTriedIsShownAllTheSame(refusal: EditRefusal) throws {
        var test = self
        let request = try test.save()

        let preview = try test.preview(WriteRehearsal(answer: .failure(refusal)))

        #expect(preview.remarks.map { $0.hasPrefix("The server could not try it first: ") } == [true])
        #expect(test.session.handle(.answered(.send)).request == request)
    }

    @Test mutating func backInTheEditorTheTextStandsAsItWasAndIsShownAgain() throws {
        let request = try save()
        _ = try preview(WriteRehearsal(answer: .success(request.body)))

        let text = try #require(session.handle(.answered(.edit)).text)

        #expect(text.contains("request: 5s"))
        #expect(!text.contains("\n#! "))
        guard case .rehearse(let again) = session.handle(.editorClosed(Array(text.utf8))) else { throw Unexpected() }
        #expect(again == request)
    }

    @Test mutating func whatIsLeftIsKeptAsADraftAndNotSent() throws {
        let request = try save()
        _ = try preview(WriteRehearsal(answer: .success(request.body)))

        let outcome = try #require(session.handle(.answered(.leave)).outcome)

        #expect(outcome.kind == .left)
        #expect(outcome.message == "Nothing was changed in TrafficPolicy team-a/x. You left it before it was sent.")
        #expect(outcome.draft.map { String(decoding: $0, as: UTF8.self).contains("request: 5s") } == true)
        #expect(outcome.exitCode == 1)
    }

    @Test mutating func whoeverElseKeepsAFieldIsNamed() throws {
        var object = Sample.policyToEdit
        object["metadata"]?["managedFields"] = [
            ["manager": "helm", "operation": "Apply", "fieldsV1": ["f:spec": ["f:timeout": ["f:request": [:]]]]],
            ["manager": "kgateway", "operation": "Update", "subresource": "status", "fieldsV1": ["f:spec": ["f:timeout": ["f:request": [:]]]]],
            ["manager": "gatehouse", "operation": "Update", "fieldsV1": ["f:spec": ["f:timeout": ["f:request": [:]]]]],
        ]
        object["metadata"]?["annotations"] = ["argocd.argoproj.io/tracking-id": "shop:x"]
        session = EditSession(editing: object, type: .trafficPolicy)
        session.asksBeforeSending = true
        let request = try save()

        let preview = try preview(WriteRehearsal(answer: .success(request.body)))

        #expect(preview.entries.map { $0.changes.map(\.owners) } == [[["helm"]]])
        #expect(preview.remarks == ["Kept by Argo CD, application shop, which will make it again what it was."])
    }
}
