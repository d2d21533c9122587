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

    @Test func wordsThatAreNearlyRightAreCorrected() throws {
        #expect(problems(["mode": "A", "prats": [["Name": "x"]]]) == ["spec.prats: unknown field; did you mean parts?"])
        let parcel = try ParcelDefinition.parcel("{size: 1, mode: slow, labels: {a.b/c: long}}")
        let found = try #require(ParcelDefinition.book.get().problems(of: parcel))

        #expect(
            found.map(\.message).sorted() == [
                "Too long: may not be more than 3 bytes", #"Unsupported value: "slow": supported values: "Slow", "Fast"; did you mean Slow?"#,
            ])
        #expect(found.map(\.suggestion) == ["Slow", nil] || found.map(\.suggestion) == [nil, "Slow"])
    }

    @Test func rulesAreWordedAsTheServerWordsThem() throws {
        let parcel = try ParcelDefinition.parcel("{size: 1, weight: 11, port: none, broken: {}, namespace: default, tags: [a, b, a]}")
        let found = try #require(ParcelDefinition.book.get().problems(of: parcel))

        #expect(
            found.map { "\($0.field): \($0.message)" }.sorted() == [
                #"spec.broken: Invalid value: "object": no such key: a evaluating rule: begins with x"#, "spec.namespace: Forbidden: not in default",
                #"spec.port: Invalid value: "none": no port"#, #"spec.tags[2]: Duplicate value: "a""#,
                "spec.weight: Invalid value: heavier than ten times its size",
            ])
    }

    @Test func whatOnlyTheServerCanTellIsSaid() throws {
        let book = try ParcelDefinition.book.get()
        let waiting = try #require(book.verdict(on: ParcelDefinition.parcel("{mode: Slow, port: none}")))
        var odd = Self.schema
        odd["x-kubernetes-validations"] = [["rule": "self.spec.mode.soundex() == ''", "message": "sounds odd"]]
        var other = SchemaBook()
        other.add(openAPI: ["components": ["schemas": ["W": Self.named(odd)]]])
        let unread = try #require(
            other.verdict(on: ["apiVersion": "example.com/v1", "kind": "Widget", "metadata": ["name": "w"], "spec": ["mode": "A"]]))

        #expect(waiting.problems.map(\.field) == ["spec.size"])
        #expect(waiting.unchecked.map(\.cause) == ["rules are asked once everything else is right"])
        #expect(unread.problems == [])
        #expect(unread.unchecked.map(\.rule) == ["self.spec.mode.soundex() == ''"])
        #expect(unread.unchecked.map(\.cause) == ["soundex() is not known for string"])
    }

    @Test func whatTheTreeHidesIsAddedByWhoeverReadTheText() throws {
        let verdict = try #require(ParcelDefinition.book.get().verdict(on: ParcelDefinition.parcel("{size: 1}"), duplicates: ["spec.size"]))

        #expect(
            verdict.problems.map { "\($0.reason.rawValue) \($0.field): \($0.message)" } == [
                "FieldValueDuplicate spec.size: the field is written twice"
            ])
    }

    @Test func aNameMayBeLeftToTheServer() throws {
        var parcel = try ParcelDefinition.parcel("{size: 1}")
        parcel["metadata"] = ["generateName": "parcel-", "namespace": "x"]

        #expect(try ParcelDefinition.book.get().problems(of: parcel) == [])
    }

    private static func named(_ schema: JSONValue) -> JSONValue {
        var component = schema
        component["x-kubernetes-group-version-kind"] = [["group": "example.com", "version": "v1", "kind": "Widget"]]
        return component
    }

    @Test func definitionsOfADocumentAreFollowed() {
        let spec: JSONValue = [
            "type": "object", "required": ["port"],
            "properties": [
                "port": ["type": "string", "format": "int-or-string"], "amount": ["$ref": "#/definitions/api.resource.Quantity"],
                "child": ["$ref": "#/definitions/Spec"],
                "meta": ["allOf": [["$ref": "#/definitions/Meta"]], "description": "About it.", "default": [:]],
            ],
        ]
        let document: JSONValue = [
            "definitions": [
                "Widget": Self.named([
                    "type": "object", "properties": ["spec": ["$ref": "#/definitions/Spec"], "metadata": ["$ref": "#/definitions/Meta"]],
                ]), "Spec": spec,
                "Meta": ["type": "object", "properties": ["name": ["type": "string", "maxLength": 2]]], "api.resource.Quantity": ["type": "string"],
            ]
        ]
        var book = SchemaBook()
        book.add(openAPIV2: document)

        #expect(problems(["port": 80, "amount": 5, "meta": ["name": "ab"]], in: book) == [])
        #expect(
            problems(["child": ["x": 1], "meta": ["name": "abc", "nmae": "x"]], in: book) == [
                "spec.meta.nmae: unknown field; did you mean name?", "spec.port: Required value",
                "spec.meta.name: Too long: may not be more than 2 bytes",
            ])
    }

    @Test func aDocumentWithoutDefaultsGivesWayAndAsksNoRule() throws {
        var odd = Self.named(Self.schema), book = SchemaBook()
        odd["x-kubernetes-validations"] = [["rule": "false", "message": "never"]]
        let object: JSONValue = ["apiVersion": "example.com/v1", "kind": "Widget", "metadata": ["name": "w"], "spec": ["mode": "A", "size": 1]]
        book.add(openAPIV2: ["definitions": ["W": odd]])
        let short = try #require(book.verdict(on: object))
        book.add(openAPI: ["components": ["schemas": ["W": odd]]])
        book.add(openAPIV2: ["definitions": ["W": odd]])
        let whole = try #require(book.verdict(on: object))

        #expect(short.problems == [])
        #expect(short.unchecked.map(\.cause) == ["without the defaults, which are not in this server's document, no rule is asked"])
        #expect(whole.problems.map(\.message) == ["Invalid value: never"])
    }
}
