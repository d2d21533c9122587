import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// The last sentence after a refusal: on what, why, where the text is, what to do.
@Suite struct EditRefusalTests {
    private func refused(_ refusal: EditRefusal, _ value: String = "5s") throws -> (EditSession, String) {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        guard case .openEditor(let text) = session.start() else { throw EditSessionTests.Unexpected(step: "start") }
        _ = session.handle(.editorClosed(Array(text.replacing("30s", with: value).utf8)))
        let step = session.handle(.replied(.failure(refusal)))
        guard case .openEditor(let again) = step else { throw EditSessionTests.Unexpected(step: "\(step)") }
        return (session, again)
    }

    private func end(_ session: EditSession, _ input: EditSession.Input) throws -> EditOutcome {
        var session = session
        let step = session.handle(input)
        guard case .finish(let outcome) = step else { throw EditSessionTests.Unexpected(step: "\(step)") }
        return outcome
    }

    private let forbidden = EditRefusal.status(
        APIStatus(code: 403, reason: "Forbidden", message: "trafficpolicies is forbidden: User \"eve\" cannot update"))

    @Test func aTextLeftAsItWasRefusedSaysWhatTheServerSaid() throws {
        let (session, again) = try refused(forbidden)

        let outcome = try end(session, .editorClosed(Array(again.utf8)))

        #expect(
            outcome.sentence(draftAt: "/d/x.yaml")
                == "Nothing was changed in TrafficPolicy team-a/x. The server refused it (403 Forbidden): trafficpolicies is forbidden: User \"eve\" cannot update. The editor was closed without another change. Ask for the right to do that, or use a context that has it, then edit again. Your text is kept in /d/x.yaml."
        )
        #expect(outcome.kind == .refused && outcome.exitCode == 1)
    }

    @Test func anEmptiedTextAndAFailedEditorSayItToo() throws {
        let (session, again) = try refused(forbidden)

        let emptied = try end(session, .editorClosed([]))
        let failed = try end(session, .editorFailed(Array(again.utf8), reason: "vi ended with status 1"))

        #expect(emptied.message.contains("User \"eve\" cannot update. The text was emptied after that."))
        #expect(failed.message.contains("User \"eve\" cannot update. The editor failed: vi ended with status 1."))
    }

    @Test func fieldsThatTheMessageLeavesOutAreNamed() throws {
        var status = APIStatus(code: 422, reason: "Invalid", message: "it is invalid")
        status.causes = [.init(reason: "FieldValueInvalid", message: "too short", field: "spec.timeout.request")]
        let (session, again) = try refused(.status(status))

        let outcome = try end(session, .editorClosed(Array(again.utf8)))

        #expect(
            outcome.message.contains(
                "The server refused it (422 Invalid): it is invalid; spec.timeout.request: too short. The editor"))
        #expect(outcome.message.hasSuffix("Correct it and edit again."))
    }

    @Test func theWordsOfTheServerAreBoundedAndHarmless() throws {
        var status = APIStatus(
            code: 422, reason: String(repeating: "R", count: 9000),
            message: "\u{1B}[2Jone\ntwo\u{202E} " + String(repeating: "e\u{301}\u{7}", count: 100_000))
        status.causes = (0..<500).map {
            .init(reason: "", message: String(repeating: "m", count: 900), field: "f\($0)")
        }
        let (session, again) = try refused(.status(status))

        let outcome = try end(session, .editorClosed(Array(again.utf8)))

        #expect(outcome.message.count < 2000)
        #expect(outcome.message.contains("\\u{1b}[2Jone two\\u{202e}"))
        #expect(outcome.message.contains("and 494 more"))
        #expect(!outcome.message.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }

    @Test func whatWasRefusedBeforeItWasSentIsNamedToo() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        guard case .openEditor(let text) = session.start() else { throw EditSessionTests.Unexpected(step: "start") }
        let step = session.handle(.editorClosed(Array(text.replacing("  timeout:", with: " timeout:").utf8)))
        guard case .openEditor(let again) = step else { throw EditSessionTests.Unexpected(step: "\(step)") }

        let outcome = try end(session, .editorClosed(Array(again.utf8)))

        #expect(outcome.message.contains("The text is not YAML that can be sent: did not find expected key"))
    }

    @Test func aConflictNamesTheFieldsThatOthersChanged() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        guard case .openEditor(let text) = session.start() else { throw EditSessionTests.Unexpected(step: "start") }
        _ = session.handle(.editorClosed(Array(text.replacing("30s", with: "5s").utf8)))
        _ = session.handle(
            .replied(.failure(.status(APIStatus(code: 409, reason: "Conflict", message: "please apply your changes")))))
        var now = Sample.policyToEdit
        now["spec"] = ["timeout": ["request": "9s"], "targetRefs": [["kind": "HTTPRoute", "name": "r"]]]
        now["metadata"]?["resourceVersion"] = "57"
        guard case .openEditor(let again) = session.handle(.fetched(.found(now))) else {
            throw EditSessionTests.Unexpected(step: "no editor")
        }

        let outcome = try end(session, .editorClosed(Array(again.utf8)))

        #expect(outcome.message.contains("It changed on the server since you opened it."))
        #expect(outcome.message.contains("You and somebody else changed the same: spec.timeout.request. The editor was closed"))
    }

    @Test func tokensThatAServerQuotesAreMasked() throws {
        let status = APIStatus(
            code: 422, reason: "Invalid",
            message: "spec.ai.authToken.inline: Invalid value: \"s3cr\\\"et-token\": too short")
        var object = Sample.policyToEdit
        object["spec"] = ["ai": ["authToken": ["inline": "s3cr\"et-token"]], "n": 1]
        var session = EditSession(editing: object, type: .trafficPolicy)
        guard case .openEditor(let text) = session.start() else { throw EditSessionTests.Unexpected(step: "start") }
        _ = session.handle(.editorClosed(Array(text.replacing("n: 1", with: "n: 2").utf8)))
        guard case .openEditor(let again) = session.handle(.replied(.failure(.status(status)))) else {
            throw EditSessionTests.Unexpected(step: "no editor")
        }

        let outcome = try end(session, .editorClosed(Array(again.utf8)))

        #expect(outcome.message.contains("Invalid value: \"••••••\": too short"))
    }

    @Test func aTokenIsMaskedWhereTheWordsAreCutInItsMidst() throws {
        let token = String(repeating: "tok3n", count: 40)
        var object = Sample.policyToEdit
        object["spec"] = ["authToken": ["inline": .string(token)], "n": 1]
        let status = APIStatus(code: 422, reason: "Invalid", message: String(repeating: "w", count: 380) + token)
        var session = EditSession(editing: object, type: .trafficPolicy)
        guard case .openEditor(let text) = session.start() else { throw EditSessionTests.Unexpected(step: "start") }
        _ = session.handle(.editorClosed(Array(text.replacing("n: 1", with: "n: 2").utf8)))
        guard case .openEditor(let again) = session.handle(.replied(.failure(.status(status)))) else {
            throw EditSessionTests.Unexpected(step: "no editor")
        }

        let outcome = try end(session, .editorClosed(Array(again.utf8)))

        #expect(outcome.message.contains("www••••••") && !outcome.message.contains("tok"))
    }

    @Test func whatIsNotKnownIsSaidToBe() throws {
        let (lost, shown) = try refused(.unreachable("The connection to the server broke."))
        let (kept, same) = try refused(.declined("Nothing listens on 127.0.0.1:1. Is the server running?"))

        #expect(
            try end(lost, .editorClosed(Array(shown.utf8))).message.hasPrefix(
                "It is not known whether TrafficPolicy team-a/x was changed. The connection to the server broke."))
        #expect(
            try end(kept, .editorClosed(Array(same.utf8))).message.hasPrefix(
                "Nothing was changed in TrafficPolicy team-a/x. Nothing listens on 127.0.0.1:1."))
    }

    @Test func aScriptThatNeverRestsIsAskedAHundredTimes() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        var step = session.start()
        var openings = 0
        while case .openEditor(let text) = step, openings < 1000 {
            openings += 1
            step = session.handle(.editorClosed(Array((text + "x\(openings): [\n").utf8)))
        }

        guard case .finish(let outcome) = step else { throw EditSessionTests.Unexpected(step: "\(step)") }
        #expect(openings == 100)
        #expect(String(decoding: outcome.draft ?? [], as: UTF8.self).contains("x100: ["))
    }

    @Test func anEmptyLineAtTheEndSendsAgain() throws {
        var (session, again) = try refused(.status(APIStatus(code: 503, reason: "ServiceUnavailable", message: "busy")))

        guard case .send = session.handle(.editorClosed(Array((again + "\n\n").utf8))) else {
            throw EditSessionTests.Unexpected(step: "nothing is sent")
        }
    }
}
