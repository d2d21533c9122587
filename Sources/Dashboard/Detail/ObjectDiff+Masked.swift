import KubeModel

extension ObjectDiff {
    /// The differences of two objects with their tokens and passwords masked, but for what the server writes by itself. A
    /// token that changed is named, and not shown.
    public static func masked(from old: JSONValue, to new: JSONValue) -> ObjectDiff {
        var isMasked = false
        let shown = ObjectDiff(
            from: SecretMask.masked(old, &isMasked), to: SecretMask.masked(new, &isMasked), ignoring: writtenByServer)
        guard isMasked else { return shown }
        let paths = Set(shown.changes.map(\.path))
        let hidden = ObjectDiff(from: old, to: new, ignoring: writtenByServer).changes.filter { !paths.contains($0.path) }
        return ObjectDiff(
            shown.changes + hidden.map { Change(path: $0.path, from: .string(SecretMask.text), to: .string(SecretMask.text)) })
    }
}
