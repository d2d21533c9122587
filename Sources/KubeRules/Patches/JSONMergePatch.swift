import KubeModel

/// JSON merge patch (RFC 7386).
public enum JSONMergePatch {
    /// Members that are null are removed, objects are merged, everything else is replaced.
    public static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard case .object(let members) = patch else { return patch }
        var result = target.object ?? JSONObject()
        for (name, value) in members {
            result[name] = value.isNull ? nil : apply(value, to: result[name] ?? .null)
        }
        return .object(result)
    }
}
