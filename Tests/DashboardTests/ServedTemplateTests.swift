import GatewayGraph
import KubeModel
import KubeRules
import TestSupport
import Testing

@testable import Dashboard

@Suite struct ServedTemplateTests {
    /// What a server says that has just these fields below the spec of a kind.
    private func book(_ type: ResourceType, _ fields: JSONValue, required: [JSONValue] = []) -> SchemaBook {
        var book = SchemaBook()
        book.add(definition: [
            "kind": "CustomResourceDefinition",
            "spec": [
                "group": .string(type.group), "names": ["kind": .string(type.kind)],
                "versions": [
                    [
                        "name": .string(type.version),
                        "schema": [
                            "openAPIV3Schema": [
                                "type": "object",
                                "properties": [
                                    "apiVersion": ["type": "string"], "kind": ["type": "string"], "metadata": ["type": "object"],
                                    "spec": ["type": "object", "required": .array(required), "properties": fields],
                                ],
                            ]
                        ],
                    ]
                ],
            ],
        ])
        return book
    }

    private let targets: JSONValue = [
        "type": "array",
        "items": ["type": "object", "properties": ["group": ["type": "string"], "kind": ["type": "string"], "name": ["type": "string"]]],
    ]

    @Test func theFormIsOfferedThatTheServerTakes() {
        let older = book(.directResponse, ["status": ["type": "integer"], "body": ["type": "string"]])

        #expect(ServedTemplate.text(for: .directResponse, namespace: "n", book: nil).contains("statusCode: 503"))
        let text = ServedTemplate.text(for: .directResponse, namespace: "n", book: older)
        #expect(text.contains("  status: 503") && !text.contains("statusCode:"))
    }

    @Test func fieldsThatTheServerDoesNotKnowAreNotOffered() {
        let some = book(.trafficPolicy, ["targetRefs": targets, "cors": ["type": "object"], "novelty": ["type": "string"]])

        let text = ServedTemplate.text(for: .trafficPolicy, namespace: "n", book: some)

        #expect(!text.contains("#timeout:") && !text.contains("How long a request may take"))
        #expect(text.contains("  #cors:"))
        #expect(text.hasSuffix("# Below spec this server also knows: novelty.\n"))
    }

    @Test func ofAKindWithAnotherFormTheSmallestThatIsAllowedIsOffered() throws {
        let strange = book(.trafficPolicy, ["speed": ["type": "string", "enum": ["Slow", "Fast"]]], required: ["speed"])

        let text = ServedTemplate.text(for: .trafficPolicy, namespace: "n", book: strange)

        #expect(try YAMLReader.parse(text)[path: ["spec", "speed"]] == "Slow")
    }

    @Test func theTargetThatWasChosenStandsInTheText() throws {
        let target = GraphID(.gateway, ObjectKey(namespace: "n", name: "public"))

        let text = ServedTemplate.text(for: .trafficPolicy, namespace: "n", book: nil, target: target)

        #expect(
            try YAMLReader.parse(text)[path: ["spec", "targetRefs"]]
                == [["group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "public"]])
    }
}
