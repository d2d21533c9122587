import KubeModel
import KubeRules
import Testing

@Suite struct SchemaExplanationTests {
    private static let schema = Schema(
        openAPI: [
            "type": "object", "description": "A widget.", "required": ["spec"],
            "properties": [
                "metadata": ["type": "object"],
                "spec": [
                    "type": "object", "required": ["mode"],
                    "properties": [
                        "mode": ["type": "string", "enum": ["A", "B", "C", "D", "E"], "default": "A", "description": "How it works."],
                        "parts": [
                            "type": "array", "maxItems": 4, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
                            "description": "What it is made of.",
                            "x-kubernetes-validations": [["rule": "self.size() != 3", "message": "never three"]],
                            "items": [
                                "type": "object", "description": "One part.", "required": ["name"],
                                "x-kubernetes-validations": [["rule": "self.name != 'x'"]],
                                "properties": [
                                    "name": ["type": "string", "maxLength": 5, "minLength": 1, "pattern": "^[a-z]+$"],
                                    "port": ["x-kubernetes-int-or-string": true],
                                ],
                            ],
                        ],
                        "labels": ["type": "object", "additionalProperties": ["type": "object", "properties": ["text": ["type": "string"]]]],
                    ],
                ],
            ],
        ], isRoot: true)

    private func explanation(_ path: String) throws(SchemaExplanation.UnknownField) -> SchemaExplanation {
        try SchemaExplanation(of: Self.schema, apiVersion: "example.com/v1", kind: "Widget", path: path)
    }

    @Test func aFieldIsExplainedWithAllThatIsKnownOfIt() throws {
        #expect(
            try explanation("spec.parts").lines(width: 60) == [
                "GROUP:      example.com", "KIND:       Widget", "VERSION:    v1", "", "FIELD: parts <[]Object>", "", "", "DESCRIPTION:",
                "    What it is made of.",
                "    One part.", "", "LIMITS:", "    at most 4 items", "    no two with the same name", "", "RULES:", "    never three",
                "      self.size() != 3",
                "    self.name != 'x'", "", "FIELDS:", "  name\t<string> -required-", "    <no description>", "", "  port\t<IntOrString>",
                "    <no description>", "",
            ])
    }

    @Test func theOnlyValuesAreListed() throws {
        #expect(
            try explanation("spec.mode").lines() == [
                "GROUP:      example.com", "KIND:       Widget", "VERSION:    v1", "", "FIELD: mode <string> -required-", "ENUM:", "    A", "    B",
                "    C", "    D", "    E", "",
                "DESCRIPTION:", "    How it works.", "", "DEFAULT:", "    \"A\"", "",
            ])
    }

    @Test func theWholeIsATree() throws {
        let lines = try explanation("").lines(isRecursive: true)

        #expect(lines.prefix(7) == ["GROUP:      example.com", "KIND:       Widget", "VERSION:    v1", "", "DESCRIPTION:", "    A widget.", ""])
        #expect(
            lines.drop { $0 != "  spec\t<Object> -required-" } == [
                "  spec\t<Object> -required-", "    labels\t<map[string]Object>", "      text\t<string>", "    mode\t<string> -required-",
                "    enum: A, B, C, D, ....",
                "    parts\t<[]Object>", "      name\t<string> -required-", "      port\t<IntOrString>",
            ])
        #expect(lines.contains("  metadata\t<ObjectMeta>") && lines.contains("      uid\t<string> -required-"))
    }

    @Test(arguments: [
        ("spec.parts[0].name", "string"), (".spec.parts.name", "string"), ("spec.labels[a.b/c].text", "string"), ("spec.labels.text", "string"),
        ("spec.labels.key.text", "string"), ("spec.labels.key", "Object"), ("metadata", "ObjectMeta"), ("metadata.labels.app", "string"),
        ("", "Object"),
    ]) func placesAndKeysAreSkipped(path: String, type: String) throws {
        #expect(try explanation(path).type == type)
    }

    @Test func boundsAreSaidInWords() throws {
        #expect(try explanation("spec.parts.name").bounds == ["at least 1 character", "at most 5 characters", "matches ^[a-z]+$"])
        #expect(try explanation("spec.parts.name").isRequired)
    }

    @Test(arguments: [
        ("spec.prats.name", "spec has no field prats; did you mean parts?"),
        ("spec.parts[3].prot", "spec.parts has no field prot; did you mean port?"),
        ("spec.mode.deeper", "spec.mode has no field deeper."), ("nothing", "The object has no field nothing."),
    ]) func aFieldThatDoesNotExistHasANearestName(path: String, sentence: String) throws {
        let error = try #require(throws: SchemaExplanation.UnknownField.self) { try explanation(path) }

        #expect(error.description == sentence)
    }

    @Test func longLinesAreBrokenBetweenWordsAndExamplesStayAsTheyAre() throws {
        let text = "One two three four five six seven.\n\n  key:  value\n\ta:\n\t  b: c"
        let schema = Schema.object("", ["field": Schema.string(text)])
        let lines = try SchemaExplanation(of: schema, apiVersion: "v1", kind: "Thing", path: "field").lines(width: 24)

        #expect(
            lines == [
                "KIND:       Thing", "VERSION:    v1", "", "FIELD: field <string>", "", "", "DESCRIPTION:", "    One two three four",
                "    five six seven.", "", "      key:  value",
                "    \ta:", "    \t  b: c", "",
            ])
    }

    @Test func aBookExplainsWhatItKnows() throws {
        let book = try ParcelDefinition.book.get()

        #expect(try book.explanation(apiVersion: "example.com/v1", kind: "Parcel", path: "spec.port")?.bounds == ["a text: matches ^[a-z]+$"])
        #expect(try book.explanation(apiVersion: "example.com/v1", kind: "Parcel", path: "spec.choice")?.bounds == ["exactly one of left, right"])
        #expect(
            try book.explanation(apiVersion: "example.com/v1", kind: "Parcel", path: "spec.size")?.bounds == [
                "at least 1", "less than 10", "format int32",
            ])
        #expect(try book.explanation(apiVersion: "v1", kind: "Pod", path: "spec") == nil)
    }
}
