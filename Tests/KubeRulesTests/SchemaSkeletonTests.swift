import Foundation
import KubeModel
import Testing

@testable import KubeRules

@Suite struct SchemaSkeletonTests {
    private func skeleton(_ spec: JSONValue) throws -> JSONValue {
        var book = SchemaBook()
        book.add(definition: [
            "kind": "CustomResourceDefinition",
            "spec": [
                "group": "example.com", "names": ["kind": "Widget"],
                "versions": [
                    ["name": "v1", "schema": ["openAPIV3Schema": ["type": "object", "properties": ["spec": spec, "status": ["type": "object"]]]]]
                ],
            ],
        ])
        let object = try #require(book.template(apiVersion: "example.com/v1", kind: "Widget", name: "w", namespace: "n"))
        #expect(book.problems(of: object) == [])
        return object
    }

    @Test func itHasAHeadAndWhatIsRequired() throws {
        let object = try skeleton([
            "type": "object", "required": ["size"], "properties": ["size": ["type": "integer", "minimum": 3], "more": ["type": "string"]],
        ])

        #expect(object == ["apiVersion": "example.com/v1", "kind": "Widget", "metadata": ["name": "w", "namespace": "n"], "spec": ["size": 3]])
    }

    @Test(
        arguments: [
            (["type": "string", "enum": ["B", "A"]], "B"), (["type": "string", "default": "d"], "d"),
            (["type": "string", "pattern": "^[0-9]{3}-x$"], "111-x"),
            (["type": "string", "minLength": 12, "pattern": "^[a-z]+$"], "aaaaaaaaaaaa"),
            (["type": "string", "format": "date-time"], "2026-01-01T00:00:00Z"),
            (["type": "integer", "minimum": 1, "maximum": 65_535], 8080),
            (["type": "integer", "minimum": 10, "exclusiveMinimum": true, "multipleOf": 4], 12),
            (["type": "number", "minimum": 0, "maximum": .number("0.5")], .number("0.5")),
            (["type": "array", "minItems": 2, "x-kubernetes-list-type": "set", "items": ["type": "string"]], ["example", "example-2"]),
            (["type": "object", "minProperties": 1, "additionalProperties": ["type": "boolean"]], ["key": true]),
            (["x-kubernetes-int-or-string": true, "pattern": "^[0-9]+%$"], "1%"),
            (
                [
                    "type": "object", "oneOf": [["required": ["b"]], ["required": ["a"]]],
                    "properties": ["a": ["type": "string"], "b": ["type": "integer"]],
                ], ["b": 1]
            ),
        ] as [(JSONValue, JSONValue)]) func valuesAreInBounds(schema: JSONValue, expected: JSONValue) throws
    {
        let object = try skeleton(["type": "object", "required": ["field"], "properties": ["field": schema]])

        #expect(object[path: ["spec", "field"]] == expected)
    }

    @Test func rulesAreMetByAddingWhatTheyAskFor() throws {
        let object = try skeleton([
            "type": "object", "required": ["type"],
            "x-kubernetes-validations": [
                ["rule": "[has(self.left), has(self.right)].filter(x, x).size() == 1", "message": "one of them"],
                ["rule": "self.type != 'Right' || has(self.right)", "message": "right"],
                ["rule": "!has(self.left)", "message": "not left"],
            ],
            "properties": [
                "type": ["type": "string"], "left": ["type": "object"],
                "right": [
                    "type": "object", "required": ["ref"],
                    "properties": [
                        "ref": [
                            "type": "object", "properties": ["port": ["type": "integer"]],
                            "x-kubernetes-validations": [["rule": "has(self.port)", "message": "no port"]],
                        ]
                    ],
                ],
            ],
        ])

        #expect(object["spec"] == ["type": "example", "right": ["ref": ["port": 1]]])
    }

    @Test func whatRulesCompareWithIsTheFirstGuess() throws {
        let object = try skeleton([
            "type": "object", "required": ["listeners"],
            "properties": [
                "listeners": [
                    "type": "array", "minItems": 1,
                    "x-kubernetes-validations": [["rule": "self.all(l, l.protocol in ['HTTP', 'TCP'] ? true : false)", "message": "odd"]],
                    "items": ["type": "object", "required": ["protocol"], "properties": ["protocol": ["type": "string"]]],
                ]
            ],
        ])

        #expect(object["spec"] == ["listeners": [["protocol": "HTTP"]]])
    }

    @Test func aRuleThatCannotBeMetEndsTheSearch() throws {
        var book = SchemaBook()
        book.add(definition: [
            "kind": "CustomResourceDefinition",
            "spec": [
                "group": "example.com", "names": ["kind": "Widget"],
                "versions": [
                    [
                        "name": "v1",
                        "schema": [
                            "openAPIV3Schema": [
                                "type": "object", "properties": ["spec": ["type": "object", "x-kubernetes-validations": [["rule": "false"]]]],
                            ]
                        ],
                    ]
                ],
            ],
        ])

        #expect(book.template(apiVersion: "example.com/v1", kind: "Widget", name: "w", namespace: nil)?["spec"] == [:])
        #expect(book.template(apiVersion: "example.com/v1", kind: "Other", name: "w", namespace: nil) == nil)
    }

    @Test func everyWordOfASchemaIsMinded() throws {
        let book = try ParcelDefinition.book.get()
        let object = try #require(book.template(apiVersion: "example.com/v1", kind: "Parcel", name: "p", namespace: "n"))

        #expect(object["spec"] == ["size": 1])
    }

    /// Where the definitions lie beside the checkout.
    @Test(arguments: ["crds", "crds-2.4"]) func everyKindOfTheGatewayHasOne(folder: String) throws {
        var book = SchemaBook(), kinds: [(String, String)] = []
        for definition in try SharedDefinitions.all(folder) {
            book.add(definition: definition)
            for version in definition[path: ["spec", "versions"]]?.array ?? [] where version["served"]?.bool == true {
                guard let group = definition[path: ["spec", "group"]]?.string, let name = version["name"]?.string else { continue }
                kinds.append(("\(group)/\(name)", definition[path: ["spec", "names", "kind"]]?.string ?? ""))
            }
        }
        for (apiVersion, kind) in kinds {
            let object = try #require(book.template(apiVersion: apiVersion, kind: kind, name: "example", namespace: nil))
            #expect(book.verdict(on: object) == SchemaVerdict(), "\(kind) in \(apiVersion)")
        }
    }
}
