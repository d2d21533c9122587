import Dashboard
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@Suite struct EditSessionTests {
    static func invalid(_ field: String, _ words: String) -> APIStatus {
        var status = APIStatus(
            code: 422, reason: "Invalid", message: "TrafficPolicy \"x\" is invalid: \(field): \(words)")
        status.causes = [APIStatus.Cause(reason: "FieldValueInvalid", message: words, field: field)]
        return status
    }

    private var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)

    private func opened(_ step: EditSession.Step) throws -> String {
        guard case .openEditor(let text) = step else { throw Unexpected(step: "\(step)") }
        return text
    }

    private func sent(_ step: EditSession.Step) throws -> ChangeRequest {
        guard case .send(let request) = step else { throw Unexpected(step: "\(step)") }
        return request
    }

    private func ended(_ step: EditSession.Step) throws -> EditOutcome {
        guard case .finish(let outcome) = step else { throw Unexpected(step: "\(step)") }
        return outcome
    }

    struct Unexpected: Error { var step: String }

    private func saved(_ text: String) -> EditSession.Input { .editorClosed(Array(text.utf8)) }

    @Test mutating func aSavedChangeReplacesTheVersionThatWasOpened() throws {
        let text = try opened(session.start())

        let request = try sent(session.handle(saved(text.replacing("30s", with: "5s"))))

        var body = Sample.policyToEdit
        body["spec"] = ["timeout": ["request": "5s"], "targetRefs": [["kind": "HTTPRoute", "name": "r"]]]
        #expect(
            request
                == ChangeRequest(
                    method: .replace, type: .trafficPolicy, key: ObjectKey(namespace: "team-a", name: "x"), body: body))
        let outcome = try ended(session.handle(.replied(.success(body))))
        #expect(outcome.kind == .replaced)
        #expect(outcome.exitCode == 0)
        #expect(outcome.object == body)
        #expect(outcome.draft == nil)
        #expect(outcome.message == "Replaced TrafficPolicy team-a/x.")
    }

    @Test(arguments: ["", "# nothing\n", "same"])
    func nothingIsSentForAnUnchangedOrEmptyText(text: String) throws {
        var session = session
        let shown = try opened(session.start())

        let outcome = try ended(session.handle(saved(text == "same" ? shown : text)))

        #expect(outcome.kind == .unchanged)
        #expect(outcome.exitCode == 0)
        #expect(outcome.draft == nil)
        #expect(outcome.message.hasPrefix("Nothing was changed in TrafficPolicy team-a/x."))
    }

    @Test mutating func brokenYAMLOpensAgainWithTheWordsAtTheLine() throws {
        let text = try opened(session.start()).replacing("  timeout:", with: " timeout:")

        let again = try opened(session.handle(saved(text)))

        #expect(
            again.hasPrefix(
                "#! This is not YAML that can be sent: did not find expected key, while parsing a block mapping.\n"))
        #expect(again.contains(" #! it begins here\n timeout:\n"))
        #expect(again.contains("  #! did not find expected key, while parsing a block mapping\n  targetRefs:\n"))
    }

    @Test mutating func aQuoteThatIsNeverClosedIsMarkedWhereItOpens() throws {
        let text = try opened(session.start()).replacing("30s", with: "\"30s")

        let again = try opened(session.handle(saved(text)))

        #expect(again.contains("    #! it begins here\n    request: \"30s\n"))
    }

    @Test mutating func aRefusalStandsBesideItsFieldAndTheNextReplacesIt() throws {
        let first = try opened(session.start()).replacing("HTTPRoute", with: "Nope")
        _ = session.handle(saved(first))
        let second = try opened(
            session.handle(.replied(.failure(.status(Self.invalid("spec.targetRefs[0].kind", "not supported"))))))

        #expect(second.contains("  #! spec.targetRefs[0].kind: not supported\n  - kind: Nope\n"))
        #expect(second.hasPrefix("#! Cannot replace TrafficPolicy team-a/x: the server refused it (422 Invalid).\n"))

        let request = try sent(session.handle(saved(second.replacing("30s", with: "5"))))
        #expect(request.body[path: ["spec", "timeout", "request"]] == 5)
        let third = try opened(
            session.handle(.replied(.failure(.status(Self.invalid("spec.timeout.request", "must be text"))))))

        #expect(!third.contains("not supported"))
        #expect(third.contains("    #! spec.timeout.request: must be text\n    request: 5\n"))
    }

    @Test mutating func savingARefusedTextAsItIsLeavesAndKeepsADraft() throws {
        let typed = try opened(session.start()).replacing("30s", with: "5s")
        _ = session.handle(saved(typed))
        let again = try opened(session.handle(.replied(.failure(.unreachable("nobody listens at 127.0.0.1:1.")))))

        let outcome = try ended(session.handle(saved(again)))

        #expect(again.hasPrefix("#! Cannot replace TrafficPolicy team-a/x: nobody listens at 127.0.0.1:1.\n"))
        #expect(outcome.kind == .refused)
        #expect(outcome.exitCode == 1)
        let draft = String(decoding: outcome.draft ?? [], as: UTF8.self)
        #expect(draft.hasPrefix("apiVersion:") && draft.contains("request: 5s") && !draft.contains("#"))
        #expect(outcome.sentence(draftAt: "/d/x.yaml").hasSuffix("Your text is kept in /d/x.yaml."))
    }

    @Test mutating func anEditorThatAlwaysWritesTheSameTextEndsAfterOneRefusal() throws {
        let fixed =
            "apiVersion: gateway.kgateway.dev/v1alpha1\nkind: TrafficPolicy\nmetadata: {name: x, namespace: team-a}\nspec: {timeout: 1}\n"
        _ = session.start()
        _ = try sent(session.handle(saved(fixed)))
        _ = try opened(session.handle(.replied(.failure(.status(Self.invalid("spec.timeout", "bad"))))))

        let outcome = try ended(session.handle(saved(fixed)))

        #expect(outcome.draft == Array(fixed.utf8))
    }

    @Test mutating func emptyingARefusedTextKeepsWhatWasTyped() throws {
        let typed = try opened(session.start()).replacing("30s", with: "5s")
        _ = session.handle(saved(typed))
        _ = session.handle(.replied(.failure(.unreachable("gone"))))

        let outcome = try ended(session.handle(saved("")))

        #expect(outcome.kind == .refused)
        #expect(String(decoding: outcome.draft ?? [], as: UTF8.self).contains("5s"))
    }

    @Test mutating func anEditorThatFailsKeepsWhatWasTyped() throws {
        let shown = try opened(session.start())

        let untouched = try ended(session.handle(.editorFailed(Array(shown.utf8), reason: "vi was not found")))
        let typed = try ended(
            session.handle(.editorFailed(Array(shown.replacing("30s", with: "5s").utf8), reason: "it ended with 1")))

        #expect(untouched.draft == nil)
        #expect(untouched.exitCode == 1)
        #expect(
            untouched.message == "Nothing was changed in TrafficPolicy team-a/x. The editor failed: vi was not found.")
        #expect(String(decoding: typed.draft ?? [], as: UTF8.self).contains("request: 5s"))
    }

    @Test mutating func bytesThatAreNoTextAreKeptAsTheyAre() throws {
        _ = session.start()

        let outcome = try ended(session.handle(.editorClosed([0x61, 0xFF, 0x0A])))

        #expect(outcome.kind == .refused)
        #expect(outcome.draft == [0x61, 0xFF, 0x0A])
    }

    @Test mutating func aVanishedFileSendsNothing() throws {
        _ = session.start()

        #expect(try ended(session.handle(.editorClosed(nil))).kind == .unchanged)
    }

    @Test(arguments: [
        ("name: x", "name: z", "metadata.name must stay x"),
        ("namespace: team-a", "namespace: b", "metadata.namespace must stay team-a"),
        ("kind: TrafficPolicy", "kind: Backend", "kind must be TrafficPolicy"),
        ("v1alpha1", "v1", "apiVersion must be gateway"),
    ])
    func anEditCannotMakeAnotherObjectOfIt(old: String, new: String, words: String) throws {
        var session = session
        let text = try opened(session.start()).replacing(
            "\n" + (old.hasPrefix("name") ? "  " : "") + old, with: "\n" + (old.hasPrefix("name") ? "  " : "") + new
        )
        .replacing("dev/" + old, with: "dev/" + new)

        let again = try opened(session.handle(saved(text)))

        #expect(again.hasPrefix("#! \(words)"))
        #expect(again.components("#! \(words)") == 2)
    }

    @Test mutating func whatTheTextLeavesOutOfTheIdentityIsPutBack() throws {
        let text = try opened(session.start()).replacing("  namespace: team-a\n", with: "")

        let request = try sent(session.handle(saved(text.replacing("30s", with: "5s"))))

        #expect(request.body[path: ["metadata", "resourceVersion"]] == "41")
        #expect(request.body[path: ["metadata", "uid"]] == "u1")
        #expect(request.body[path: ["metadata", "namespace"]] == "team-a")
    }

    @Test(arguments: ["\"\"", "\"0\"", "0", "null", "", "{}", "\"40\""])
    func noVersionInTheTextMakesAReplacementOverwrite(version: String) throws {
        var session = session
        let text = try opened(session.start()).replacing("metadata:\n", with: "metadata:\n  resourceVersion: \(version)\n")
            .replacing("30s", with: "5s")

        let request = try sent(session.handle(saved(text)))

        #expect(request.body[path: ["metadata", "resourceVersion"]] == "41")
    }

    @Test mutating func anUnknownFieldNamedOnlyInWordsIsMarkedToo() throws {
        let text = try opened(session.start()).replacing("timeout:", with: "timeuot:")
        _ = session.handle(saved(text))
        let status = APIStatus(
            code: 400, reason: "BadRequest", message: "strict decoding error: unknown field \"spec.timeuot\"")

        let again = try opened(session.handle(.replied(.failure(.status(status)))))

        #expect(again.contains("  #! unknown field spec.timeuot\n  timeuot:\n"))
    }
}

extension String {
    /// How often a text occurs, plus one.
    func components(_ text: String) -> Int { ranges(of: text).count }
}
