import KubeModel

extension Schema {
    /// A schema from the `openAPIV3Schema` of a CustomResourceDefinition.
    ///
    /// What Schema has no word for (oneOf, not) is left out: more is accepted then than by the cluster.
    public init(openAPI value: JSONValue, isRoot: Bool = false) {
        let summary = value["description"]?.string ?? ""
        self.init(Self.shape(value, isRoot: isRoot), summary, isNullable: value["nullable"]?.bool == true)
        fallback = value["default"]
        ownership = Self.ownership(value)
        rules = (value["x-kubernetes-validations"]?.array ?? []).compactMap { rule in
            rule["rule"]?.string.map { Rule(expression: $0, message: rule["message"]?.string ?? "") }
        }
    }

    private static func ownership(_ value: JSONValue) -> Ownership {
        if value["x-kubernetes-map-type"]?.string == "atomic" { return .atomic }
        switch value["x-kubernetes-list-type"]?.string {
        case "set": return .set
        case "map": return .map(keys: (value["x-kubernetes-list-map-keys"]?.array ?? []).compactMap(\.string))
        default: return .ordinary
        }
    }

    private static func shape(_ value: JSONValue, isRoot: Bool) -> Shape {
        if value["x-kubernetes-int-or-string"]?.bool == true { return .integerOrString }
        switch value["type"]?.string {
        case "string": return .string(rule(value))
        case "integer": return .integer(minimum: bound(value["minimum"]), maximum: bound(value["maximum"]))
        case "number": return .number(minimum: value["minimum"]?.double, maximum: value["maximum"]?.double)
        case "boolean": return .boolean
        case "array":
            let element = value["items"].map { Schema(openAPI: $0) } ?? .any
            return .array(element, minItems: value["minItems"]?.integer, maxItems: value["maxItems"]?.integer)
        case "object": return object(value, isRoot: isRoot)
        default: return value["properties"] == nil ? .any : object(value, isRoot: isRoot)
        }
    }

    private static func object(_ value: JSONValue, isRoot: Bool) -> Shape {
        if let element = value["additionalProperties"], element.object != nil { return .map(Schema(openAPI: element)) }
        let listed = value["properties"]?.object ?? JSONObject()
        let properties = listed.map { name, schema in
            // The server checks metadata itself.
            ObjectRule.Property(name, isRoot && name == "metadata" ? .open("") : Schema(openAPI: schema))
        }
        let keepsUnknown = value["x-kubernetes-preserve-unknown-fields"]?.bool == true
        let required = (value["required"]?.array ?? []).compactMap(\.string)
        return .object(ObjectRule(properties: properties, required: required, keepsUnknown: keepsUnknown))
    }

    private static func rule(_ value: JSONValue) -> StringRule {
        StringRule(
            allowed: (value["enum"]?.array ?? []).compactMap(\.string), minLength: value["minLength"]?.integer,
            maxLength: value["maxLength"]?.integer, pattern: value["pattern"]?.string, format: value["format"]?.string)
    }

    /// Bounds are sometimes written as fractions: `1.0`.
    private static func bound(_ value: JSONValue?) -> Int? { value?.double.flatMap { Int(exactly: $0) } }
}
