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
        #expect(outcome.message.contains("line 8, column 5: spec.timeout.requst: unknown field; did you mean request?"))
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
