import KubeModel

/// Reads schemas as OpenAPI writes them.
struct SchemaReader {
    /// nil: a definition of its own, in which nothing is left out.
    let definitions: JSONObject?
    /// Names of definitions that are being read.
    private var around: [String] = []

    /// Of documents, where every path through the definitions is read for itself.
    private static let deepest = 24

    init(definitions: JSONObject?) { self.definitions = definitions }

    func schema(_ value: JSONValue, isRoot: Bool = false, isPartial: Bool = false) -> Schema {
        if let name = Self.reference(value) { return referenced(name, value, isRoot: isRoot) }
        var schema = Schema(
            shape(value, isRoot: isRoot, isPartial: isPartial), value["description"]?.string ?? "", isNullable: value["nullable"]?.bool == true)
        schema.fallback = value["default"]
        schema.ownership = Self.ownership(value)
        schema.rules = (value["x-kubernetes-validations"]?.array ?? []).compactMap(Self.rule)
        schema.limits = limits(value, isPartial: isPartial && value["type"] == nil)
        return schema
    }

    private static func rule(_ value: JSONValue) -> Schema.Rule? {
        guard let expression = value["rule"]?.string else { return nil }
        return Schema.Rule(
            expression: expression, message: value["message"]?.string ?? "", messageExpression: value["messageExpression"]?.string,
            fieldPath: value["fieldPath"]?.string, reason: value["reason"]?.string, hasOptionalOldSelf: value["optionalOldSelf"]?.bool == true)
    }

    // MARK: Definitions

    /// `Name` of `{$ref: '#/components/schemas/Name'}`, and of `{allOf: [{$ref: …}]}`.
    private static func reference(_ value: JSONValue) -> String? {
        var text = value["$ref"]?.string
        if text == nil, value["type"] == nil, value["properties"] == nil, let all = value["allOf"]?.array, all.count == 1 {
            text = all[0]["$ref"]?.string
        }
        return text?.split(separator: "/").last.map(String.init)
    }

    private func referenced(_ name: String, _ value: JSONValue, isRoot: Bool) -> Schema {
        var schema = Schema.any
        if !around.contains(name), around.count < Self.deepest, let definition = definitions?[name] {
            var inner = self
            inner.around.append(name)
            schema = inner.schema(definition, isRoot: isRoot)
            // Numbers are amounts as well, which the type does not say.
            if name.hasSuffix(".resource.Quantity") { schema.shape = .any }
        }
        if let summary = value["description"]?.string { schema.summary = summary }
        if let fallback = value["default"] { schema.fallback = fallback }
        return schema
    }

    // MARK: Words

    private static func ownership(_ value: JSONValue) -> Schema.Ownership {
        if value["x-kubernetes-map-type"]?.string == "atomic" { return .atomic }
        switch value["x-kubernetes-list-type"]?.string {
        case "set": return .set
        case "map": return .map(keys: (value["x-kubernetes-list-map-keys"]?.array ?? []).compactMap(\.string))
        default: return .ordinary
        }
    }

    private static let objectWords = ["properties", "additionalProperties", "required", "minProperties", "maxProperties"]
    private static let listWords = ["items", "minItems", "maxItems", "uniqueItems"]
    private static let textWords = ["pattern", "minLength", "maxLength", "format"]
    private static let numberWords = ["minimum", "maximum", "multipleOf"]

    private func shape(_ value: JSONValue, isRoot: Bool, isPartial: Bool) -> Schema.Shape {
        if value["x-kubernetes-int-or-string"]?.bool == true || value["format"]?.string == "int-or-string" { return .integerOrString }
        var type = value["type"]?.string
        if type == nil, let words = value.object?.keys {
            // What names no type is about that to which its words belong.
            let groups = [("object", Self.objectWords), ("array", Self.listWords), ("string", Self.textWords), ("number", Self.numberWords)]
            type = groups.first { group in group.1.contains { words.contains($0) } }?.0
        }
        switch type {
        case "string": return .string(Self.text(value))
        case "integer": return .integer(minimum: Self.bound(value["minimum"]), maximum: Self.bound(value["maximum"]))
        case "number": return .number(minimum: value["minimum"]?.double, maximum: value["maximum"]?.double)
        case "boolean": return .boolean
        case "array":
            let element = value["items"].map { schema($0, isPartial: isPartial) } ?? .any
            return .array(element, minItems: value["minItems"]?.integer, maxItems: value["maxItems"]?.integer)
        case "object": return object(value, isRoot: isRoot, isPartial: isPartial)
        default: return .any
        }
    }

    private func object(_ value: JSONValue, isRoot: Bool, isPartial: Bool) -> Schema.Shape {
        if let element = value["additionalProperties"], element.object != nil { return .map(schema(element, isPartial: isPartial)) }
        let listed = value["properties"]?.object ?? JSONObject()
        let properties = listed.map { name, value in
            // The server checks metadata itself.
            Schema.ObjectRule.Property(
                name, isRoot && name == "metadata" ? .open(value["description"]?.string ?? "") : schema(value, isPartial: isPartial))
        }
        let isLeftOut = listed.isEmpty && definitions != nil
        let keepsUnknown = value["x-kubernetes-preserve-unknown-fields"]?.bool == true || value["additionalProperties"]?.bool == true || isLeftOut
        let required = (value["required"]?.array ?? []).compactMap(\.string)
        return .object(Schema.ObjectRule(properties: properties, required: required, keepsUnknown: keepsUnknown))
    }

    private static func text(_ value: JSONValue) -> Schema.StringRule {
        Schema.StringRule(
            allowed: (value["enum"]?.array ?? []).compactMap(\.string), minLength: value["minLength"]?.integer,
            maxLength: value["maxLength"]?.integer, pattern: value["pattern"]?.string, format: value["format"]?.string)
    }

    /// Bounds are sometimes written as fractions: `1.0`.
    private static func bound(_ value: JSONValue?) -> Int? { value?.double.flatMap { Int(exactly: $0) } }

    private func limits(_ value: JSONValue, isPartial: Bool) -> SchemaLimits? {
        var limits = SchemaLimits()
        let isText = value["type"]?.string == "string"
        if !isText { limits.allowed = value["enum"]?.array ?? [] }
        limits.excludesMinimum = value["exclusiveMinimum"]?.bool == true
        limits.excludesMaximum = value["exclusiveMaximum"]?.bool == true
        limits.multipleOf = value["multipleOf"]?.double
        limits.minProperties = value["minProperties"]?.integer
        limits.maxProperties = value["maxProperties"]?.integer
        limits.hasUniqueItems = value["uniqueItems"]?.bool == true
        if ["integer", "number"].contains(value["type"]?.string) { limits.format = value["format"]?.string }
        if value["x-kubernetes-int-or-string"]?.bool == true {
            let rule = Self.text(value)
            limits.texts = rule == Schema.StringRule() ? nil : rule
        }
        limits.allOf = parts(value["allOf"])
        limits.anyOf = value["x-kubernetes-int-or-string"]?.bool == true ? [] : parts(value["anyOf"])
        limits.oneOf = parts(value["oneOf"])
        limits.not = value["not"].map { [schema($0, isPartial: true)] } ?? []
        limits.isPartial = isPartial
        limits.isEmbedded = value["x-kubernetes-embedded-resource"]?.bool == true
        return limits == SchemaLimits() ? nil : limits
    }

    private func parts(_ value: JSONValue?) -> [Schema] { (value?.array ?? []).map { schema($0, isPartial: true) } }
}
