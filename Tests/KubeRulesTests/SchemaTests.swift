import KubeModel
import KubeRules
import Testing

/// One reading of a definition's schema, and its views.
@Suite struct SchemaTests {
    private static let document: JSONValue = [
        "type": "object",
        "properties": [
            "spec": [
                "type": "object", "required": ["size"],
                "x-kubernetes-validations": [["rule": "self.size > 0", "message": "must not be empty"], ["rule": "true"]],
                "properties": [
                    "size": ["type": "integer", "minimum": 1, "description": "How large."],
                    "mode": ["type": "string", "default": "Slow", "enum": ["Slow", "Fast"]],
                    "tags": ["type": "array", "items": ["type": "string"], "x-kubernetes-list-type": "set"],
                    "ports": [
                        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["port", "protocol"],
                        "items": [
                            "type": "object",
                            "properties": [
                                "port": ["type": "integer"], "protocol": ["type": "string", "default": "TCP"],
                            ],
                        ],
                    ],
                    "selector": [
                        "type": "object", "x-kubernetes-map-type": "atomic", "additionalProperties": ["type": "string"],
                    ],
                ],
            ]
        ],
    ]
    private static let schema = Schema(openAPI: document, isRoot: true)

    private func spec() throws -> Schema {
        guard case .object(let root) = Self.schema.shape else { return Schema.any }
        return try #require(root["spec"])
    }

    @Test func whatADefinitionSaysIsKept() throws {
        let spec = try spec()
        guard case .object(let rule) = spec.shape else {
            Issue.record("spec is no object")
            return
        }

        #expect(spec.rules.map(\.expression) == ["self.size > 0", "true"])
        #expect(spec.rules.map(\.message) == ["must not be empty", ""])
        #expect(rule["mode"]?.fallback == "Slow")
        #expect(rule["size"]?.summary == "How large.")
        #expect(rule["tags"]?.ownership == .set)
        #expect(rule["ports"]?.ownership == .map(keys: ["port", "protocol"]))
        #expect(rule["selector"]?.ownership == .atomic)
    }

    @Test func whatIsMissingIsFilledInWhereItsParentIs() {
        let filled = SchemaDefaults.apply(["spec": ["size": 1, "ports": [["port": 80]]]], Self.schema)

        #expect(
            filled == ["spec": ["size": 1, "ports": [["port": 80, "protocol": "TCP"]], "mode": "Slow"]])
        #expect(SchemaDefaults.apply(["metadata": [:]], Self.schema) == ["metadata": [:]])
        #expect(SchemaDefaults.apply(["spec": ["mode": .null]], Self.schema) == ["spec": ["mode": "Slow"]])
    }

    @Test func elementsAreToldApartByTheirKeysAndTheDefaultsOfThose() {
        let fields = FieldWalk.fields(
            of: ["spec": ["ports": [["port": 80]], "tags": ["a"], "selector": ["x": "y"]]],
            FieldShape(object: Self.schema))

        #expect(fields.contains(["f:spec", "f:ports", #"k:{"port":80,"protocol":"TCP"}"#]))
        #expect(fields.contains(["f:spec", "f:tags", #"v:"a""#]))
        #expect(fields.contains(["f:spec", "f:selector"]))
    }

    @Test func anObjectIsJudgedWithNoServerInSight() {
        let object: JSONValue = ["metadata": ["name": "x"], "spec": ["mode": "Odd", "color": "red"]]
        let (pruned, unknown) = SchemaPruner.prune(object, Self.schema)

        #expect(unknown == ["spec.color"])
        #expect(
            SchemaValidator.problems(of: pruned, Self.schema).map { "\($0.field): \($0.message)" } == [
                "spec.size: Required value",
                #"spec.mode: Unsupported value: "Odd": supported values: "Slow", "Fast""#,
            ])
    }
}
