import KubeModel
import KubeRules

extension ServedKind {
    /// The kind of the definitions themselves.
    static let definitions: ServedKind = {
        let openAPI = DefinitionSchema.openAPI
        var kind = ServedKind(
            type: .customResourceDefinition, schema: Schema(openAPI: openAPI, isRoot: true),
            shortNames: ["crd", "crds"], categories: ["api-extensions"],
            tableColumns: [created], hasStatus: true, openAPI: openAPI)
        kind.endsWithAge = false
        return kind
    }()

    private static let created: TableColumn = {
        var column = TableColumn(
            "Created At", type: .date, summary: "When the definition was created.",
            path: ["metadata", "creationTimestamp"])
        column.isAbsolute = true
        return column
    }()
}

/// What a CustomResourceDefinition may hold, in the form that definitions themselves are written in.
enum DefinitionSchema {
    static let openAPI: JSONValue = object([
        ("apiVersion", text), ("kind", text), ("metadata", ["type": "object"]),
        (
            "spec",
            object([
                ("conversion", open), ("group", text), ("names", names), ("preserveUnknownFields", flag),
                ("scope", text), ("versions", list(version)),
            ])
        ),
        (
            "status",
            object([
                ("acceptedNames", names), ("conditions", conditions), ("storedVersions", list(text)),
                ("observedGeneration", ["type": "integer"]),
            ])
        ),
    ])

    private static let text: JSONValue = ["type": "string"]
    private static let flag: JSONValue = ["type": "boolean"]
    private static let open: JSONValue = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]

    private static let names = object([
        ("categories", list(text)), ("kind", text), ("listKind", text), ("plural", text), ("shortNames", list(text)),
        ("singular", text),
    ])

    private static let version = object([
        (
            "additionalPrinterColumns",
            list(
                object([
                    ("description", text), ("format", text), ("jsonPath", text), ("name", text),
                    ("priority", ["type": "integer"]), ("type", text),
                ]))
        ),
        ("deprecated", flag), ("deprecationWarning", ["type": "string", "nullable": true]), ("name", text),
        ("schema", object([("openAPIV3Schema", open)])),
        ("selectableFields", list(object([("jsonPath", text)]))), ("served", flag), ("storage", flag),
        ("subresources", open),
    ])

    private static let conditions: JSONValue = {
        var conditions = list(
            object([
                ("lastTransitionTime", text), ("message", text), ("reason", text), ("status", text), ("type", text),
                ("observedGeneration", ["type": "integer"]),
            ]))
        conditions["x-kubernetes-list-type"] = "map"
        conditions["x-kubernetes-list-map-keys"] = ["type"]
        conditions["nullable"] = true
        return conditions
    }()

    private static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    private static func object(_ properties: [(String, JSONValue)]) -> JSONValue {
        ["type": "object", "properties": .object(JSONObject(properties))]
    }
}
