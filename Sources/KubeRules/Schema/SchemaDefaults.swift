import KubeModel

/// Fills in what a structural schema gives by itself.
public enum SchemaDefaults {
    /// The object with the defaults of every field that is missing where its parent is there.
    public static func apply(_ value: JSONValue, _ schema: JSONValue) -> JSONValue {
        switch value {
        case .object(var members):
            for (name, child) in schema["properties"]?.object ?? JSONObject() {
                let isAbsent = members[name] == nil || (members[name] == .null && child["nullable"]?.bool != true)
                if isAbsent, let fallback = child["default"] { members[name] = fallback }
                if let member = members[name] { members[name] = apply(member, child) }
            }
            if let element = schema["additionalProperties"], element.object != nil {
                members = members.compactMapValues { apply($1, element) }
            }
            return .object(members)
        case .array(let items):
            guard let element = schema["items"] else { return value }
            return .array(items.map { apply($0, element) })
        default: return value
        }
    }
}
