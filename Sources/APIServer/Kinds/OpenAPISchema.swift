import KubeModel
import KubeRules

/// Schemas as OpenAPI v3 writes them.
enum OpenAPISchema {
    static let metadataName = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"

    /// The whole object of a kind, with what every object has besides its own content.
    static func object(_ kind: ServedKind) -> JSONValue {
        var result = kind.openAPI
        var properties = JSONObject()
        properties["apiVersion"] = ["type": "string", "description": "Group and version of this object."]
        properties["kind"] = ["type": "string", "description": "The kind of this object."]
        properties["metadata"] = [
            "description": "Name, namespace, labels and the like.",
            "allOf": [["$ref": .string("#/components/schemas/\(metadataName)")]], "default": [:],
        ]
        for (name, value) in result["properties"]?.object ?? JSONObject() where properties[name] == nil {
            properties[name] = value
        }
        let required = (result["required"]?.array ?? []).filter { !["apiVersion", "kind", "metadata"].contains($0) }
        result["type"] = "object"
        result["required"] = required.isEmpty ? nil : .array(required)
        result["properties"] = .object(properties)
        result["x-kubernetes-group-version-kind"] = groupVersionKind(kind.type, kind.type.kind)
        return result
    }

    /// The same as a CustomResourceDefinition has it: metadata is the server's affair there.
    static func structural(_ schema: Schema?) -> JSONValue {
        guard let schema, case .object(let rule) = schema.shape else {
            return ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
        }
        var properties: JSONObject = JSONObject()
        properties["apiVersion"] = ["type": "string"]
        properties["kind"] = ["type": "string"]
        properties["metadata"] = ["type": "object"]
        for property in rule.properties where properties[property.name] == nil {
            properties[property.name] = self.schema(property.schema)
        }
        let required = rule.required.filter { !["apiVersion", "kind", "metadata"].contains($0) }
        var result: JSONValue = ["type": "object"]
        if !schema.summary.isEmpty { result["description"] = .string(schema.summary) }
        if !required.isEmpty { result["required"] = .array(required.map { .string($0) }) }
        if rule.keepsUnknown { result["x-kubernetes-preserve-unknown-fields"] = true }
        result["properties"] = .object(properties)
        return result
    }

    static func list(_ kind: ServedKind, of name: String) -> JSONValue {
        [
            "type": "object", "description": .string("A list of \(kind.type.kind)."), "required": ["items"],
            "properties": [
                "apiVersion": ["type": "string"], "kind": ["type": "string"], "metadata": ["type": "object"],
                "items": ["type": "array", "items": ["$ref": .string("#/components/schemas/\(name)")]],
            ],
            "x-kubernetes-group-version-kind": groupVersionKind(kind.type, "\(kind.type.kind)List"),
        ]
    }

    private static func groupVersionKind(_ type: ResourceType, _ kind: String) -> JSONValue {
        [["group": .string(type.group), "version": .string(type.version), "kind": .string(kind)]]
    }

    /// One field and what is below it.
    static func schema(_ schema: Schema) -> JSONValue {
        var result = JSONObject()
        if !schema.summary.isEmpty { result["description"] = .string(schema.summary) }
        if schema.isNullable { result["nullable"] = true }
        for (name, value) in members(schema.shape) { result[name] = value }
        if let fallback = schema.fallback { result["default"] = fallback }
        switch schema.ownership {
        case .ordinary: break
        case .atomic: result["x-kubernetes-map-type"] = "atomic"
        case .set: result["x-kubernetes-list-type"] = "set"
        case .map(let keys):
            result["x-kubernetes-list-type"] = "map"
            result["x-kubernetes-list-map-keys"] = .array(keys.map { .string($0) })
        }
        return .object(result)
    }

    private static func members(_ shape: Schema.Shape) -> JSONObject {
        switch shape {
        case .string(let rule): return string(rule)
        case .integer(let minimum, let maximum):
            return typed(
                "integer", [("minimum", minimum.map { .integer($0) }), ("maximum", maximum.map { .integer($0) })])
        case .number(let minimum, let maximum):
            return typed(
                "number",
                [("minimum", minimum.map { .number("\($0)") }), ("maximum", maximum.map { .number("\($0)") })])
        case .boolean: return typed("boolean")
        case .integerOrString: return JSONObject([("x-kubernetes-int-or-string", true)])
        case .any: return JSONObject([("x-kubernetes-preserve-unknown-fields", true)])
        case .map(let element): return typed("object", [("additionalProperties", schema(element))])
        case .array(let element, let minItems, let maxItems):
            return typed(
                "array",
                [
                    ("items", schema(element)), ("minItems", minItems.map { .integer($0) }),
                    ("maxItems", maxItems.map { .integer($0) }),
                ])
        case .object(let rule):
            let properties = rule.properties.map { ($0.name, schema($0.schema)) }
            return typed(
                "object",
                [
                    ("required", rule.required.isEmpty ? nil : .array(rule.required.map { .string($0) })),
                    ("properties", properties.isEmpty ? nil : .object(JSONObject(properties))),
                    ("x-kubernetes-preserve-unknown-fields", rule.keepsUnknown ? true : nil),
                ])
        }
    }

    private static func string(_ rule: Schema.StringRule) -> JSONObject {
        typed(
            "string",
            [
                ("enum", rule.allowed.isEmpty ? nil : .array(rule.allowed.map { .string($0) })),
                ("minLength", rule.minLength.map { .integer($0) }), ("maxLength", rule.maxLength.map { .integer($0) }),
                ("pattern", rule.pattern.map { .string($0) }), ("format", rule.format.map { .string($0) }),
            ])
    }

    private static func typed(_ name: String, _ members: [(String, JSONValue?)] = []) -> JSONObject {
        var result = JSONObject([("type", .string(name))])
        for (key, value) in members { result[key] = value }
        return result
    }

    /// The fields of `metadata`, for explain.
    static let metadata: JSONValue = {
        let texts: KeyValuePairs<String, String> = [
            "name": "The name of the object, unique among its kind in the namespace.",
            "generateName": "A prefix from which the server makes a name where none is given.",
            "namespace": "The namespace the object is in.",
            "uid": "Given by the server; differs from that of an object deleted earlier under the same name.",
            "resourceVersion": "Changes with every write; sent back to detect writes of others.",
        ]
        var properties = JSONObject(
            texts.map { ($0.key, JSONValue.map(["type": "string", "description": .string($0.value)])) })
        for name in ["creationTimestamp", "deletionTimestamp"] {
            properties[name] = ["type": "string", "format": "date-time"]
        }
        for name in ["generation", "deletionGracePeriodSeconds"] {
            properties[name] = ["type": "integer", "format": "int64"]
        }
        for name in ["labels", "annotations"] {
            properties[name] = ["type": "object", "additionalProperties": ["type": "string"]]
        }
        properties["finalizers"] = ["type": "array", "items": ["type": "string"]]
        for name in ["ownerReferences", "managedFields"] {
            properties[name] = ["type": "array", "items": ["type": "object"]]
        }
        return [
            "type": "object", "description": "What every object has besides its content.",
            "properties": .object(properties),
        ]
    }()
}
