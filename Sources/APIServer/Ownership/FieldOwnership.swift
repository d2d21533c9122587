import Foundation
import KubeModel
import KubeRules

/// Keeps `managedFields` right as one writer writes, and merges what is applied. Pure.
struct FieldOwnership {
    /// Owners of updates beyond this are joined into one, as in Kubernetes.
    private static let updaterLimit = 10

    var shape: FieldShape
    var owner: ManagedFields.Owner
    var time: String
    /// Whether the status can be owned through its subresource only.
    var hasStatus: Bool
    /// What is there before anything is written: definitions are made of Go structures, which are never quite empty.
    private var blank: JSONValue = ["metadata": [:]]

    /// - Parameters:
    ///   - manager: The `fieldManager` parameter; nil takes the first part of the user agent.
    ///   - isStatus: Whether the status subresource is written.
    init(
        kind: ServedKind, operation: ManagedFields.Owner.Operation, manager: String?, userAgent: String,
        isStatus: Bool, now: Date = Date()
    ) {
        shape = kind.shape
        let name = manager ?? String(userAgent.prefix { $0 != "/" }.prefix(128))
        owner = ManagedFields.Owner(
            manager: name.isEmpty ? "unknown" : name, operation: operation, apiVersion: kind.type.apiVersion,
            subresource: isStatus ? "status" : "")
        time = KubeTime.text(now)
        hasStatus = kind.hasStatus
        if kind.type == .customResourceDefinition {
            blank["spec"] = ["group": "", "names": ["kind": "", "plural": ""], "scope": "", "versions": .null]
        }
    }

    /// The object with the owners that it has after a create, a replace or a patch.
    ///
    /// - Parameters:
    ///   - object: As it will be stored.
    ///   - existing: As it was; nil for a new object.
    ///   - wished: The `managedFields` that the writer sent: an empty list, or one empty entry, forgets all owners.
    func updated(_ object: JSONValue, from existing: JSONValue?, wished: JSONValue? = nil) -> JSONValue {
        var object = object
        var managed = ManagedFields(existing?[path: ["metadata", "managedFields"]])
        let isReset = wished?.array.map { $0.isEmpty || $0 == [[:]] } ?? false
        // Nobody has been asked so far, and nobody will be from now on: so it is in Kubernetes.
        if isReset || (existing != nil && managed.entries.isEmpty) {
            object["metadata"]?["managedFields"] = nil
            return object
        }
        let change = FieldWalk.compare(
            owned(existing ?? blank), owned(object), shape)
        managed.take(change.modified.union(change.added).union(change.removed), fromAllBut: owner)
        let own = (managed[owner] ?? FieldSet()).union(change.modified).union(change.added)
        managed.set(own.subtracting(change.removed), for: owner, at: time)
        join(&managed)
        object["metadata"]?["managedFields"] = managed.json
        return object
    }

    /// What applying a configuration comes to.
    ///
    /// - Parameter live: nil creates the object.
    /// - Throws: 409 with one cause for each field that another owner has, unless `isForced`; 500 for a field that the schema
    ///   does not know.
    func applied(_ configuration: JSONValue, to live: JSONValue?, isForced: Bool) throws(APIStatus) -> JSONValue {
        let wanted = owned(configuration)
        if let unknown = FieldWalk.unknown(wanted, shape) { throw notDeclared(configuration, unknown) }
        var managed = ManagedFields(live?[path: ["metadata", "managedFields"]])
        if let live, managed.entries.isEmpty {
            let first = ManagedFields.Owner(
                manager: "before-first-apply", operation: .update, apiVersion: owner.apiVersion, subresource: "")
            managed.set(FieldWalk.compare(blank, owned(live), shape).added, for: first, at: time)
        }
        let before = managed[owner] ?? FieldSet()
        let fields = fields(of: wanted)
        let previous = managed
        managed.set(fields, for: owner, at: time)

        var others = managed.entries.reduce(FieldSet()) { $0.union($1.fields) }
        // Metadata is never empty: the server has its own part in it.
        others.insert(["f:metadata"])
        let merged = live.map { FieldWalk.merge($0, configuration, shape) } ?? configuration
        let gone = before.subtracting(fields)
        let object = FieldWalk.remove(gone, keeping: others, from: merged, shape) ?? merged

        let change = FieldWalk.compare(
            owned(live ?? ["metadata": [:]]), owned(object), shape)
        let touched = change.modified.union(change.added)
        if !isForced { try check(managed, touched) }
        managed.take(touched.union(change.removed), fromAllBut: owner)
        // An apply that changes nothing is not dated.
        if change.isSame { managed.date(owner, as: previous) }
        var result = object
        result["metadata"]?["managedFields"] = managed.json
        return result
    }

    /// The fields of a configuration; metadata by itself belongs to nobody.
    private func fields(of configuration: JSONValue) -> FieldSet {
        var fields = FieldWalk.fields(of: configuration, shape)
        fields.children["f:metadata"]?.isMember = false
        if fields["f:metadata"].isEmpty { fields.children["f:metadata"] = nil }
        return fields
    }

    private func check(_ managed: ManagedFields, _ touched: FieldSet) throws(APIStatus) {
        let conflicts = managed.entries.filter { $0.owner != owner }.map {
            ($0.owner.text, $0.fields.intersection(touched).paths.map(FieldSet.text))
        }.filter { !$0.1.isEmpty }.sorted { $0.0 < $1.0 }
        if !conflicts.isEmpty { throw .applyConflict(conflicts) }
    }

    private func notDeclared(_ configuration: JSONValue, _ field: String) -> APIStatus {
        let metadata = configuration["metadata"]
        let name = "\(metadata?["namespace"]?.string ?? "")/\(metadata?["name"]?.string ?? "")"
        return APIStatus(
            code: 500, reason: "",
            message: "failed to create typed patch object (\(name); \(configuration["apiVersion"]?.string ?? ""), "
                + "Kind=\(configuration["kind"]?.string ?? "")): \(field): field not declared in schema")
    }

    /// Joins the oldest owners of updates where there are too many.
    private func join(_ managed: inout ManagedFields) {
        let updaters = managed.entries.filter { $0.owner.operation == .update && $0.owner.subresource.isEmpty }
        guard updaters.count > Self.updaterLimit else { return }
        let oldest = updaters.sorted { $0.time < $1.time }.prefix(updaters.count - Self.updaterLimit + 1)
        var ancient = oldest[0].owner
        ancient.manager = "ancient-changes"
        let fields = oldest.reduce(managed[ancient] ?? FieldSet()) { $0.union($1.fields) }
        let time = oldest.last?.time ?? ""
        managed.entries.removeAll { entry in oldest.contains { $0.owner == entry.owner } }
        managed.set(fields, for: ancient, at: time)
    }

    /// The part of an object that can be owned: not what the server writes, and the status only through its subresource.
    private func owned(_ object: JSONValue) -> JSONValue {
        let isStatus = owner.subresource == "status"
        var result = JSONObject()
        for (name, value) in object.object ?? JSONObject() {
            switch name {
            case "apiVersion", "kind": break
            case "metadata" where isStatus: result["metadata"] = [:]
            case "metadata":
                result["metadata"] = .object(
                    (value.object ?? JSONObject()).compactMapValues { Self.serverFields.contains($0) ? nil : $1 })
            case "status": if isStatus || !hasStatus { result["status"] = value }
            default: if !isStatus { result[name] = value }
            }
        }
        return .object(result)
    }

    private static let serverFields: Set<String> = [
        "name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields",
        "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds",
    ]
}

extension APIStatus {
    /// Fields that others own, by owner.
    static func applyConflict(_ conflicts: [(owner: String, fields: [String])]) -> APIStatus {
        let count = conflicts.reduce(0) { $0 + $1.fields.count }
        let lines = conflicts.map { owner, fields in
            count == 1
                ? "conflict with \(owner): \(fields[0])"
                : "conflicts with \(owner):\n" + fields.map { "- \($0)" }.joined(separator: "\n")
        }
        var status = APIStatus(
            code: 409, reason: "Conflict",
            message: "Apply failed with \(count) conflict\(count == 1 ? "" : "s"): \(lines.joined(separator: "\n"))")
        status.causes = conflicts.flatMap { owner, fields in
            fields.map { Cause(reason: "FieldManagerConflict", message: "conflict with \(owner)", field: $0) }
        }
        return status
    }
}
