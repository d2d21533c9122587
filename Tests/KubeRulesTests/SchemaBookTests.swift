import KubeModel
import KubeRules
import Testing

@Suite struct SchemaBookTests {
    private static let schema: JSONValue = [
        "type": "object", "required": ["spec"],
        "properties": [
            "apiVersion": ["type": "string"], "kind": ["type": "string"], "metadata": ["type": "object"],
            "spec": [
                "type": "object", "required": ["mode", "size"],
                "properties": [
                    "mode": ["type": "string", "enum": ["A", "B"]], "size": ["type": "integer", "default": 3, "maximum": 5],
                    "parts": ["type": "array", "items": ["type": "object", "properties": ["name": ["type": "string"]]]],
                ],
            ],
        ],
    ]

    private var book: SchemaBook {
        var book = SchemaBook()
        book.add(definition: [
            "kind": "CustomResourceDefinition",
            "spec": [
                "group": "example.com", "names": ["kind": "Widget", "plural": "widgets"],
                "versions": [["name": "v1", "served": true, "schema": ["openAPIV3Schema": Self.schema]], ["name": "v0", "served": false]],
            ],
        ])
        return book
    }

    private func problems(_ spec: JSONValue, version: String = "v1", in book: SchemaBook? = nil) -> [String]? {
        let object: JSONValue = [
            "apiVersion": .string("example.com/\(version)"), "kind": "Widget", "metadata": ["name": "w"], "spec": spec, "status": ["odd": 1],
        ]
        return (book ?? self.book).problems(of: object)?.map { "\($0.field): \($0.message)" }
    }

    @Test func aGoodObjectHasNoProblemAndDefaultsAreFilledIn() {
        #expect(problems(["mode": "A"]) == [])
    }

    @Test func everyViolationIsToldWithItsField() {
        #expect(
            problems(["mode": "C", "size": 9, "parts": [["nmae": "x"]]]) == [
                "spec.parts[0].nmae: unknown field; did you mean name?",
                "spec.mode: Unsupported value: \"C\": supported values: \"A\", \"B\"",
                "spec.size: Invalid value: 9: spec.size in body should be less than or equal to 5",
            ])
        #expect(problems(["size": 1]) == ["spec.mode: Required value"])
    }

    @Test func aVersionThatIsNotServedIsAProblemOfTheVersion() {
        #expect(problems(["mode": "A"], version: "v0") == ["apiVersion: Widget is not served in v0, only in v1"])
    }

    @Test func ofAnotherKindNothingIsKnown() {
        #expect(book.problems(of: ["apiVersion": "v1", "kind": "Service", "metadata": ["name": "s"]]) == nil)
    }

    @Test func theDocumentOfAServerSaysTheSame() {
        var component = Self.schema, book = SchemaBook()
        component["x-kubernetes-group-version-kind"] = [["group": "example.com", "version": "v1", "kind": "Widget"]]
        book.add(openAPI: ["components": ["schemas": ["com.example.v1.Widget": component]]])

        #expect(problems(["mode": "C"], in: book)?.count == 1)
    }
}
