import KubeModel

extension ChangeRecord {
    /// The same without tokens and passwords; it knows which fields hold none any more.
    var masked: ChangeRecord {
        var record = self, paths = Set(maskedPaths)
        record.before = before.map { Self.masked($0, type, &paths) }
        record.after = after.map { Self.masked($0, type, &paths) }
        record.maskedPaths = paths.sorted()
        return record
    }

    private static func masked(_ object: JSONValue, _ type: ResourceType, _ paths: inout Set<String>) -> JSONValue {
        var isMasked = false
        var hidden = SecretMask.masked(object, &isMasked)
        if type.group.isEmpty, type.kind == ResourceType.secret.kind {
            // All of it is secret, whatever its members are called.
            for member in ["data", "stringData"] {
                guard let values = hidden[member]?.object else { continue }
                hidden[member] = .object(values.compactMapValues { _, _ in .string(SecretMask.text) })
            }
        }
        collect(object, hidden, "", &paths)
        return hidden
    }

    /// Where two objects of the same shape differ.
    private static func collect(_ one: JSONValue, _ other: JSONValue, _ path: String, _ paths: inout Set<String>) {
        switch (one, other) {
        case (.object(let left), .object(let right)):
            for (name, member) in left { collect(member, right[name] ?? .null, path.isEmpty ? name : "\(path).\(name)", &paths) }
        case (.array(let left), .array(let right)) where left.count == right.count:
            for (index, pair) in zip(left, right).enumerated() { collect(pair.0, pair.1, "\(path)[\(index)]", &paths) }
        default: if one != other { paths.insert(path) }
        }
    }
}
