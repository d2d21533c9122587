import KubeModel

/// Removes what a schema does not know, and notes where it was.
///
/// Nulls of fields that may not be null are removed as well, as an API server does before it validates.
public struct SchemaPruner {
    /// A field that the schema does not know.
    struct Unknown {
        /// `spec.targetRefs[0].bar`.
        var path: String
        var name: String
        /// The fields that may stand there.
        var known: [String]
    }

    private var unknown: [Unknown] = []

    /// The object without its unknown fields, and the paths of those.
    ///
    /// - Parameter schema: Of the whole object; nil keeps what is outside of `metadata`.
    /// - Returns: Paths as in `spec.targetRefs[0].bar`, in alphabetical order, a hundred at the most.
    public static func prune(_ object: JSONValue, _ schema: Schema?) -> (object: JSONValue, unknown: [String]) {
        let (object, unknown) = pruned(object, schema)
        return (object, unknown.map(\.path))
    }

    /// The same with what may stand where the unknown fields are.
    static func pruned(_ object: JSONValue, _ schema: Schema?) -> (object: JSONValue, unknown: [Unknown]) {
        var pruner = SchemaPruner()
        guard let members = object.object else { return (object, []) }
        let rule: Schema.ObjectRule? =
            if case .object(let rule) = schema?.shape { rule } else { nil }
        let pruned = members.compactMapValues { name, value in
            switch name {
            case "apiVersion", "kind": return value
            case "metadata": return pruner.metadata(value)
            default:
                guard let rule else { return value }
                return pruner.property(name, value, rule, at: name)
            }
        }
        return (.object(pruned), Array(pruner.unknown.sorted { $0.path < $1.path }.prefix(SchemaValidator.limit)))
    }

    private mutating func metadata(_ value: JSONValue, at path: String = "metadata") -> JSONValue {
        guard let members = value.object else { return value }
        return .object(
            members.compactMapValues { name, value in
                guard MetadataRules.fields.contains(name) else {
                    unknown.append(Unknown(path: "\(path).\(name)", name: name, known: Array(MetadataRules.fields)))
                    return nil
                }
                return value.isNull ? nil : value
            })
    }

    private mutating func property(
        _ name: String, _ value: JSONValue, _ rule: Schema.ObjectRule, at path: String
    ) -> JSONValue? {
        guard let schema = rule[name] else {
            if rule.keepsUnknown { return value }
            unknown.append(Unknown(path: path, name: name, known: rule.properties.map(\.name)))
            return nil
        }
        if value.isNull, !schema.isNullable, schema.shape != .any { return nil }
        return walk(value, schema, at: path)
    }

    private mutating func walk(_ value: JSONValue, _ schema: Schema, at path: String) -> JSONValue {
        switch (schema.shape, value) {
        case (.object(let rule), .object(let members)):
            let isEmbedded = schema.limits?.isEmbedded == true
            return .object(
                members.compactMapValues { name, value in
                    if isEmbedded, name == "apiVersion" || name == "kind" { return value }
                    if isEmbedded, name == "metadata" { return metadata(value, at: "\(path).metadata") }
                    return property(name, value, rule, at: "\(path).\(name)")
                })
        case (.map(let element), .object(let members)):
            let isNullKept = element.isNullable || element.shape == .any
            return .object(members.compactMapValues { $1.isNull && !isNullKept ? nil : walk($1, element, at: "\(path).\($0)") })
        case (.array(let element, _, _), .array(let elements)):
            return .array(elements.enumerated().map { walk($1, element, at: "\(path)[\($0)]") })
        default: return value
        }
    }
}
