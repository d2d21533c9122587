import KubeModel

/// Removes what a schema does not know, and notes where it was.
///
/// Nulls of fields that may not be null are removed as well, as an API server does before it validates.
public struct SchemaPruner {
    /// `spec.foo`, `spec.targetRefs[0].bar`, in alphabetical order at the end of ``prune(_:_:)``.
    private var unknown: [String] = []

    /// The object without its unknown fields, and the paths of those.
    ///
    /// - Parameter schema: Of the whole object; nil keeps what is outside of `metadata`.
    public static func prune(_ object: JSONValue, _ schema: Schema?) -> (object: JSONValue, unknown: [String]) {
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
        return (.object(pruned), Array(pruner.unknown.sorted().prefix(SchemaValidator.limit)))
    }

    private mutating func metadata(_ value: JSONValue) -> JSONValue {
        guard let members = value.object else { return value }
        return .object(
            members.compactMapValues { name, value in
                guard MetadataRules.fields.contains(name) else {
                    unknown.append("metadata.\(name)")
                    return nil
                }
                return value.isNull ? nil : value
            })
    }

    private mutating func property(
        _ name: String, _ value: JSONValue, _ rule: Schema.ObjectRule, at path: String
    ) -> JSONValue? {
        guard let schema = rule[name] else {
            // An object with no properties at all is where a definition was shortened, not where nothing may stand.
            if rule.keepsUnknown || rule.properties.isEmpty { return value }
            unknown.append(path)
            return nil
        }
        if value.isNull, !schema.isNullable, schema.shape != .any { return nil }
        return walk(value, schema, at: path)
    }

    private mutating func walk(_ value: JSONValue, _ schema: Schema, at path: String) -> JSONValue {
        switch (schema.shape, value) {
        case (.object(let rule), .object(let members)):
            return .object(members.compactMapValues { property($0, $1, rule, at: "\(path).\($0)") })
        case (.map(let element), .object(let members)):
            return .object(members.compactMapValues { walk($1, element, at: "\(path).\($0)") })
        case (.array(let element, _, _), .array(let elements)):
            return .array(elements.enumerated().map { walk($1, element, at: "\(path)[\($0)]") })
        default: return value
        }
    }
}
