import KubeModel
import KubeRules

/// Who wrote which fields of an object, as `metadata.managedFields` tells it.
struct ManagedFields: Sendable {
    /// What tells one owner from another.
    struct Owner: Hashable, Sendable {
        enum Operation: String, Sendable { case apply = "Apply", update = "Update" }

        var manager: String
        var operation: Operation
        /// The version that was written.
        var apiVersion: String
        /// `status`, where that was written; empty otherwise.
        var subresource: String

        static func == (left: Owner, right: Owner) -> Bool {
            left.manager == right.manager && left.operation == right.operation && left.subresource == right.subresource
                && (left.operation == .apply || left.apiVersion == right.apiVersion)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(manager)
            hasher.combine(operation)
        }

        /// As conflicts name it: `"helm" using v1`.
        var text: String {
            var text = APIStatus.quote(manager)
            if !subresource.isEmpty { text += " with subresource \(APIStatus.quote(subresource))" }
            return operation == .update ? "\(text) using \(apiVersion)" : text
        }
    }

    struct Entry: Sendable {
        var owner: Owner
        var fields: FieldSet
        /// RFC 3339; empty where unknown.
        var time: String
    }

    var entries: [Entry] = []

    init() {}

    /// Reads them; what cannot be read is left out.
    init(_ json: JSONValue?) {
        entries = (json?.array ?? []).compactMap { value in
            guard let operation = Owner.Operation(rawValue: value["operation"]?.string ?? "") else { return nil }
            return Entry(
                owner: Owner(
                    manager: value["manager"]?.string ?? "", operation: operation,
                    apiVersion: value["apiVersion"]?.string ?? "", subresource: value["subresource"]?.string ?? ""),
                fields: FieldSet(value["fieldsV1"] ?? [:]), time: value["time"]?.string ?? "")
        }
    }

    /// nil where nobody owns anything. Those who apply come first, then by time and name.
    var json: JSONValue? {
        let sorted = entries.sorted { left, right in
            let a = [left.owner.operation.rawValue, left.time, left.owner.manager, left.owner.apiVersion]
            let b = [right.owner.operation.rawValue, right.time, right.owner.manager, right.owner.apiVersion]
            return a == b ? left.owner.subresource < right.owner.subresource : a.lexicographicallyPrecedes(b)
        }
        guard !sorted.isEmpty else { return nil }
        return .array(
            sorted.map { entry in
                var value: JSONValue = [
                    "apiVersion": .string(entry.owner.apiVersion), "fieldsType": "FieldsV1",
                    "fieldsV1": entry.fields.json, "manager": .string(entry.owner.manager),
                    "operation": .string(entry.owner.operation.rawValue),
                ]
                if !entry.owner.subresource.isEmpty { value["subresource"] = .string(entry.owner.subresource) }
                if !entry.time.isEmpty { value["time"] = .string(entry.time) }
                return value
            })
    }

    subscript(owner: Owner) -> FieldSet? { entries.first { $0.owner == owner }?.fields }

    /// Writes what an owner has; nothing at all removes the owner. The time moves only when the fields differ.
    mutating func set(_ fields: FieldSet, for owner: Owner, at time: String) {
        let index = entries.firstIndex { $0.owner == owner }
        switch (index, fields.isEmpty) {
        case (let index?, true): entries.remove(at: index)
        case (let index?, false):
            if entries[index].fields != fields { entries[index].time = time }
            entries[index].fields = fields
            entries[index].owner = owner
        case (nil, true): break
        case (nil, false): entries.append(Entry(owner: owner, fields: fields, time: time))
        }
    }

    /// Gives an owner the time that it had before; none where it was not there.
    mutating func date(_ owner: Owner, as before: ManagedFields) {
        guard let index = entries.firstIndex(where: { $0.owner == owner }) else { return }
        entries[index].time = before.entries.first { $0.owner == owner }?.time ?? ""
    }

    /// Takes fields away from everybody but one.
    mutating func take(_ fields: FieldSet, fromAllBut owner: Owner) {
        entries = entries.compactMap { entry in
            guard entry.owner != owner else { return entry }
            var entry = entry
            entry.fields = entry.fields.subtracting(fields)
            return entry.fields.isEmpty ? nil : entry
        }
    }
}
