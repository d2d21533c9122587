import Dashboard
import GatewayGraph
import KubeModel
import Testing

@Suite struct EditSessionCreateTests {
    private var session = EditSession(creating: .directResponse, namespace: "team-a")

    private func saved(_ text: String) -> EditSession.Input { .editorClosed(Array(text.utf8)) }

    private var template: String {
        guard case .openEditor(let text) = session.start() else { return "" }
        return text
    }

    @Test mutating func anUntouchedTemplateCreatesNothing() throws {
        let outcome = try #require(session.handle(saved(template)).outcome)

        #expect(outcome.kind == .unchanged)
        #expect(outcome.message == "Nothing was created. The text was not changed.")
    }

    @Test mutating func aChangedTemplateIsCreated() throws {
        let request = try #require(session.handle(saved(template.replacing("503", with: "404"))).request)
        let outcome = try #require(session.handle(.replied(.success(request.body))).outcome)

        #expect(request.method == .create)
        #expect(request.key == ObjectKey(namespace: "team-a", name: "new-directresponse"))
        #expect(request.body["spec"] == ["statusCode": 404])
        #expect(outcome.message == "Created DirectResponse team-a/new-directresponse.")
    }

    @Test mutating func theNamespaceOfTheTextCountsAndElseTheOneThatWasAskedFor() {
        var other = session
        guard case .send(let named) = session.handle(saved(template.replacing("team-a", with: "team-b"))),
            case .send(let unnamed) = other.handle(
                saved(template.replacing("  namespace: team-a\n", with: "").replacing("503", with: "404")))
        else {
            Issue.record("nothing is sent")
            return
        }

        #expect(named.key.namespace == "team-b")
        #expect(unnamed.key.namespace == "team-a")
        #expect(unnamed.body[path: ["metadata", "namespace"]] == "team-a")
    }

    @Test mutating func aTakenNameOpensTheEditorAgain() throws {
        _ = session.handle(saved(template.replacing("503", with: "404")))
        let taken = APIStatus(
            code: 409, reason: "AlreadyExists", message: "directresponses \"new-directresponse\" already exists")

        let again = try #require(session.handle(.replied(.failure(.status(taken)))).text)

        #expect(
            again.hasPrefix(
                "#! Cannot create DirectResponse team-a/new-directresponse: the server refused it (409 AlreadyExists).\n"
            ))
        #expect(again.contains("already exists"))
    }

    @Test mutating func aMissingNameIsNotedBeforeAnythingIsSent() throws {
        let again = try #require(
            session.handle(
                saved(template.replacing("  name: new-directresponse\n", with: ""))).text)

        #expect(again.hasPrefix("#! metadata.name is missing.\n"))
        #expect(again.contains("\n#! metadata.name is missing.\nmetadata:\n"))
    }

    @Test mutating func aNameThatIsANumberMustBeQuoted() throws {
        let again = try #require(
            session.handle(
                saved(template.replacing("name: new-directresponse", with: "name: 123"))).text)

        #expect(again.contains("  #! metadata.name must be text: put it in quotes.\n  name: 123\n"))
    }
}
