import Dashboard
import GatewayGraph
import KubeModel
import TestSupport
import Testing

/// Editors that are ended, files that cannot be read, drafts that are kept already.
@Suite struct EditSessionEndTests {
    private func outcome(_ step: EditSession.Step) throws -> EditOutcome {
        guard case .finish(let outcome) = step else {
            Issue.record("not the end: \(step)")
            throw EditObstacle.notAnObject
        }
        return outcome
    }

    private func opened(_ session: EditSession) throws -> String {
        guard case .openEditor(let text) = session.start() else { throw EditObstacle.notAnObject }
        return text
    }

    @Test func aCommentThatWasSavedBeforeTheEditorWasEndedIsKept() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        let text = try opened(session) + "# why: see the ticket\n"

        let end = try outcome(session.handle(.editorFailed(Array(text.utf8), reason: "vim was ended by signal 15")))

        let draft = String(decoding: try #require(end.draft), as: UTF8.self)
        #expect(draft.hasSuffix("# why: see the ticket\n"))
        #expect(!draft.contains("# Save and close"))
    }

    @Test func aTextThatNobodyTouchedIsNoDraftWhenTheEditorFails() throws {
        for left in ["as it was", "", "\n  \n"] {
            var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
            let text = left == "as it was" ? try opened(session) : left

            #expect(try outcome(session.handle(.editorFailed(Array(text.utf8), reason: "vim failed"))).draft == nil)
        }
    }

    @Test func aFileThatCannotBeReadIsSaidAndNotTakenForEmptied() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)

        let end = try outcome(session.handle(.fileFailed(nil, sentence: "Cannot read /s/x.yaml: it is not a file.")))

        #expect(end.kind == .refused && end.exitCode == 1)
        #expect(
            end.message == "Nothing was changed in TrafficPolicy team-a/x. Cannot read /s/x.yaml: it is not a file.")
    }

    @Test func draftsAreMentionedInTheTextAndAreNotPartOfIt() throws {
        var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        session.mention(drafts: ["/s/old.yaml", "/s/new\u{1B}.yaml"])
        let text = try opened(session)

        #expect(text.contains("# A draft of it is kept from an earlier edit: /s/new\\u{1b}.yaml, and 1 more (:drafts"))
        let end = try outcome(session.handle(.editorClosed(Array(text.utf8))))
        #expect(end.kind == .unchanged && end.draft == nil)
    }
}
