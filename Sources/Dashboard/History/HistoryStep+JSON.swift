import Foundation
import KubeModel

/// A step as its file has it: without inline tokens, and without what the server writes by itself.
extension HistoryStep {
    public var json: JSONValue {
        [
            "format": "gatehouse.history/1", "at": .string(KubeTime.text(at)), "undone": .bool(isUndone),
            "records": .array(records.map(Self.json)),
        ]
    }

    /// - Returns: nil for anything else.
    public init?(_ json: JSONValue, name: String) {
        guard json["format"]?.string == "gatehouse.history/1", let at = json["at"]?.string.flatMap(KubeTime.parse) else { return nil }
        let records = (json["records"]?.array ?? []).compactMap(Self.record)
        guard !records.isEmpty else { return nil }
        self.init(name: name, at: at, records: records, isUndone: json["undone"]?.bool ?? false, isFromFile: true)
    }

    private static func json(_ record: ChangeRecord) -> JSONValue {
        let type = record.type
        var json: JSONValue = [
            "group": .string(type.group), "version": .string(type.version), "plural": .string(type.plural), "kind": .string(type.kind),
            "namespaced": .bool(type.isNamespaced), "name": .string(record.key.name),
        ]
        if let namespace = record.key.namespace { json["namespace"] = .string(namespace) }
        if let before = record.before { json["before"] = kept(before) }
        if let after = record.after { json["after"] = kept(after) }
        return json
    }

    private static func kept(_ object: JSONValue) -> JSONValue {
        var isMasked = false, object = object
        object["metadata"]?["managedFields"] = nil
        return SecretMask.masked(object, &isMasked)
    }

    private static func record(_ json: JSONValue) -> ChangeRecord? {
        guard let group = json["group"]?.string, let version = json["version"]?.string, let plural = json["plural"]?.string,
            let kind = json["kind"]?.string, let name = json["name"]?.string, json["before"] != nil || json["after"] != nil
        else { return nil }
        let type = ResourceType(group: group, version: version, plural: plural, kind: kind, isNamespaced: json["namespaced"]?.bool ?? true)
        return ChangeRecord(
            type: type, key: ObjectKey(namespace: json["namespace"]?.string, name: name), before: json["before"], after: json["after"])
    }
}
