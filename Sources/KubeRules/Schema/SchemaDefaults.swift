import KubeModel

/// Fills in what a schema gives by itself.
public enum SchemaDefaults {
    /// The object with the defaults of every field that is missing where its parent is there.
    public static func apply(_ value: JSONValue, _ schema: Schema) -> JSONValue {
        switch (schema.shape, value) {
        case (.object(let rule), .object(var members)):
            for property in rule.properties {
                let old = members[property.name]
                let isAbsent = old == nil || (old == .null && !property.schema.isNullable)
                let present = isAbsent ? property.schema.fallback ?? old : old
                if let present { members[property.name] = apply(present, property.schema) }
            }
            return .object(members)
        case (.map(let element), .object(let members)): return .object(members.compactMapValues { apply($1, element) })
        case (.array(let element, _, _), .array(let items)): return .array(items.map { apply($0, element) })
        default: return value
        }
    }
}
