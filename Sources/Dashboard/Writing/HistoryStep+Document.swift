import KubeModel

/// As it is kept in a file: format `gatehouse.history/1`.
extension HistoryStep {
    private static let format = "gatehouse.history/1"

    /// Without secrets: a mask stands in their place, and its path is told.
    public var document: JSONValue {
        .map([
            "format": .string(Self.format), "id": .string(id), "time": .string(KubeTime.text(time)), "milliseconds": .integer(Self.milliseconds(time)),
            "deed": .string(deed), "undone": .bool(isUndone), "records": .array(records.map { Self.document($0.masked) }),
        ])
    }

    /// - Returns: nil for what is no step of this format.
    public init?(document: JSONValue) {
        guard document["format"]?.string == Self.format, let id = document["id"]?.string, Self.isID(id),
            let milliseconds = document["milliseconds"]?.integer, let deed = document["deed"]?.string, let written = document["records"]?.array
        else { return nil }
        let records = written.compactMap(Self.record)
        guard records.count == written.count, !records.isEmpty else { return nil }
        self.init(id: id, milliseconds: milliseconds, deed: deed, records: records, isUndone: document["undone"]?.bool ?? false)
    }

    private static func document(_ record: ChangeRecord) -> JSONValue {
        var value: JSONValue = .map([
            "group": .string(record.type.group), "version": .string(record.type.version), "plural": .string(record.type.plural),
            "kind": .string(record.type.kind), "namespaced": .bool(record.type.isNamespaced), "name": .string(record.key.name),
        ])
        value["namespace"] = record.key.namespace.map { .string($0) }
        value["before"] = record.before
        value["after"] = record.after
        if !record.maskedPaths.isEmpty { value["masked"] = .array(record.maskedPaths.map { .string($0) }) }
        return value
    }

    private static func record(_ value: JSONValue) -> ChangeRecord? {
        guard let group = value["group"]?.string, let version = value["version"]?.string, let plural = value["plural"]?.string,
            let kind = value["kind"]?.string, let isNamespaced = value["namespaced"]?.bool, let name = value["name"]?.string, !name.isEmpty
        else { return nil }
        let before = value["before"], after = value["after"]
        guard before != nil || after != nil, [before, after].allSatisfy({ $0 == nil || $0?.object != nil }) else { return nil }
        return ChangeRecord(
            type: ResourceType(group: group, version: version, plural: plural, kind: kind, isNamespaced: isNamespaced),
            key: ObjectKey(namespace: value["namespace"]?.string, name: name), before: before, after: after,
            maskedPaths: (value["masked"]?.array ?? []).compactMap(\.string))
    }
}
