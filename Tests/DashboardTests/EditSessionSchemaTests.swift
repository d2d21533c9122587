import GatewayGraph
import KubeModel
import KubeRules
import TestSupport
import Testing

@testable import Dashboard

/// A text is held against what the server says of its kind, before anything is sent.
@Suite struct EditSessionSchemaTests {
    private var session: EditSession

    init() {
        var book = SchemaBook()
        book.add(definition: [
            "kind": "CustomResourceDefinition",
            "spec": [
                "group": .string(ResourceType.trafficPolicy.group), "names": ["kind": "TrafficPolicy"],
                "versions": [
                    [
                        "name": "v1alpha1",
                        "schema": [
                            "openAPIV3Schema": [
                                "type": "object",
                                "properties": [
                                    "spec": [
                                        "type": "object",
                                        "properties": [
                                            "timeout": ["type": "object", "properties": ["request": ["type": "string", "maxLength": 5]]],
                                            "targetRefs": ["type": "array", "items": ["type": "object", "x-kubernetes-preserve-unknown-fields": true]],
                                        ],
                                    ]
                                ],
                            ]
                        ],
                    ]
                ],
            ],
        ])
        session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)
        session.learn(book)
    }

    @Test mutating func aMisspeltFieldIsSaidBesideItWithWhatWasMeant() throws {
        let text = try #require(session.start().text)

        let again = try #require(session.handle(.editorClosed(Array(text.replacing("request: 30s", with: "requst: 30s").utf8))).text)

        #expect(again.contains("#! spec.timeout.requst: unknown field; did you mean request?\n    requst: 30s"))
        let outcome = try #require(session.handle(.editorClosed(Array(again.utf8))).outcome)
        #expect(outcome.kind == .refused && outcome.draft != nil)
        #expect(outcome.message.contains("line \(try Self.line("requst: 30s", in: again)), column 5: spec.timeout.requst: unknown field; did you mean request?"))
    }

    /// The number, from 1, of the line that is this text.
    private static func line(_ text: String, in shown: String) throws -> Int {
        try #require(shown.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.drop { $0 == " " } == text }) + 1
    }

    @Test(arguments: [
        ("request: 30s", "request: 30s: 4", "line %, column 5"), ("request: 30s", "request: yes", "line %: "), ("kind: TrafficPolicy", "kind: Other", "Line %, column 1"),
    ])
    func aLastSentenceNamesTheLineThatTheEditorShowed(_ old: String, _ new: String, _ words: String) throws {
        var session = session
        let text = try #require(session.start().text)

        let again = try #require(session.handle(.editorClosed(Array(text.replacing(old, with: new).utf8))).text)
        let outcome = try #require(session.handle(.editorClosed(Array(again.utf8))).outcome)

        let wanted = words.replacing("%", with: "\(try Self.line(new, in: again))")
        #expect(outcome.message.contains(wanted), "\(outcome.message)")
    }

    @Test func aLastSentenceOfAFileNamesItsOwnLine() throws {
        var session = session
        session.isOfFile = true
        let text = YAMLWriter.text(Sample.policyToEdit).replacing("request: 30s", with: "requst: 30s")

        let outcome = try #require(session.handle(.editorClosed(Array(text.utf8))).outcome)

        #expect(outcome.message.contains("line \(try Self.line("requst: 30s", in: text)), column 5"), "\(outcome.message)")
    }

    @Test mutating func whatFitsIsSent() throws {
        let text = try #require(session.start().text)

        #expect(session.handle(.editorClosed(Array(text.replacing("30s", with: "5s").utf8))).request != nil)
    }

    @Test mutating func whatIsTooLongIsRefusedAndSentOnceItIsShorter() throws {
        let text = try #require(session.start().text)
        let again = try #require(session.handle(.editorClosed(Array(text.replacing("30s", with: "123456s").utf8))).text)

        #expect(again.contains("Too long: may not be more than 5"))
        #expect(session.handle(.editorClosed(Array(again.replacing("123456s", with: "12s").utf8))).request != nil)
    }
}
