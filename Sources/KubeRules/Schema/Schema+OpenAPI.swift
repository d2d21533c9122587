import KubeModel

extension Schema {
    /// A schema from the `openAPIV3Schema` of a CustomResourceDefinition.
    ///
    /// What Schema has no word for (defaults, CEL rules, oneOf) is left out: the sandbox then accepts more than the cluster.
    public init(openAPI value: JSONValue, isRoot: Bool = false) {
        let summary = value["description"]?.string ?? ""
        self.init(Self.shape(value, isRoot: isRoot), summary, isNullable: value["nullable"]?.bool == true)
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
        // An object with no properties at all is where a definition was shortened, not where nothing may stand.
        let keepsUnknown = value["x-kubernetes-preserve-unknown-fields"]?.bool == true || properties.isEmpty
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
