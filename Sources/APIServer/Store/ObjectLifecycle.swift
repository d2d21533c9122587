import Foundation
import KubeModel
import KubeRules

/// What a server writes into an object, and what it keeps from the one before. Pure.
struct ObjectLifecycle {
    var kind: ServedKind
    var now = Date()

    /// Those that are written anew, or that a seed brings with it.
    private static let ownFields: Set = ["uid", "generation", "creationTimestamp"]

    /// A new object: its own uid and age, no status where that is a subresource.
    ///
    /// - Parameter keepsStatus: For seeds, which bring theirs.
    func created(_ object: JSONValue, namespace: String?, keepsStatus: Bool = false) -> JSONValue {
        var metadata = object["metadata"] ?? .object(JSONObject())
        for field in MetadataRules.serverFields.subtracting(Self.ownFields) { metadata[field] = nil }
        dropEmpty(&metadata)
        if let prefix = metadata["generateName"]?.string, !prefix.isEmpty, (metadata["name"]?.string ?? "").isEmpty {
            metadata["name"] = .string(Self.generatedName(prefix))
        }
        metadata["namespace"] = namespace.map { .string($0) }
        metadata["uid"] = .string(UUID().uuidString.lowercased())
        metadata["generation"] = 1
        if !keepsStatus || metadata["creationTimestamp"]?.string == nil {
            metadata["creationTimestamp"] = .string(KubeTime.text(now))
        }
        var object = object
        object["metadata"] = metadata
        if kind.hasStatus, !keepsStatus { object["status"] = nil }
        return tidy(object)
    }

    /// The object that replaces another: identity, age and status stay, the generation counts changes of the content.
    func replaced(_ object: JSONValue, existing: JSONValue) -> JSONValue {
        var object = object
        if kind.hasStatus { object["status"] = existing["status"] }
        object["metadata"] = heldMetadata(object["metadata"] ?? .object(JSONObject()), existing["metadata"] ?? .null)
        if content(object) != content(existing) { bumpGeneration(&object) }
        return tidy(object)
    }

    /// The same object with the status of another; everything else stays.
    func withStatus(of object: JSONValue, existing: JSONValue) -> JSONValue {
        var result = existing
        result["status"] = object["status"]
        return tidy(result)
    }

    /// An object that waits for its finalizers; the generation counts that too.
    func marked(
        _ existing: JSONValue, addingFinalizer finalizer: String? = nil, countsGeneration: Bool = true
    ) -> JSONValue {
        var object = existing
        var metadata = existing["metadata"] ?? .object(JSONObject())
        if let finalizer {
            metadata["finalizers"] = .array((metadata["finalizers"]?.array ?? []) + [.string(finalizer)])
        }
        metadata["deletionTimestamp"] = .string(KubeTime.text(now))
        metadata["deletionGracePeriodSeconds"] = 0
        object["metadata"] = metadata
        if countsGeneration { bumpGeneration(&object) }
        return tidy(object)
    }

    /// Whether nothing keeps an object any more that was to be deleted.
    static func isFinished(_ object: JSONValue) -> Bool {
        object["metadata"]?["deletionTimestamp"] != nil && (object["metadata"]?["finalizers"]?.array ?? []).isEmpty
    }

    /// Five characters of the alphabet Kubernetes uses: no vowels, no digits that look like letters.
    private static func generatedName(_ prefix: String) -> String {
        let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
        let suffix = (0..<5).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] }
        return String(prefix.prefix(248)) + String(suffix)
    }

    private func heldMetadata(_ new: JSONValue, _ old: JSONValue) -> JSONValue {
        var metadata = new
        metadata["selfLink"] = nil
        for field in [
            "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "namespace",
            "managedFields",
        ] {
            metadata[field] = old[field]
        }
        dropEmpty(&metadata)
        return metadata
    }

    /// Collections of metadata that hold nothing are not kept.
    private func dropEmpty(_ metadata: inout JSONValue) {
        for field in ["labels", "annotations"] where metadata[field]?.object?.isEmpty == true { metadata[field] = nil }
        for field in ["finalizers", "ownerReferences"] where metadata[field]?.array?.isEmpty == true {
            metadata[field] = nil
        }
    }

    private func content(_ object: JSONValue) -> JSONObject {
        (object.object ?? JSONObject()).compactMapValues { name, value in
            ["apiVersion", "kind", "metadata"].contains(name) || (kind.hasStatus && name == "status") ? nil : value
        }
    }

    private func bumpGeneration(_ object: inout JSONValue) {
        var metadata = object["metadata"] ?? .object(JSONObject())
        metadata["generation"] = .integer((metadata["generation"]?.integer ?? 0) + 1)
        object["metadata"] = metadata
    }

    /// The order a reader expects: apiVersion, kind, metadata by name of field, the rest as written, status last.
    func tidy(_ object: JSONValue) -> JSONValue {
        var result = JSONObject([
            ("apiVersion", .string(kind.type.apiVersion)), ("kind", .string(kind.type.kind)),
        ])
        var metadata = object["metadata"]?.object ?? JSONObject()
        // Keeps the place of the version that the store writes.
        if metadata["resourceVersion"] == nil { metadata["resourceVersion"] = "" }
        result["metadata"] = .object(JSONObject(metadata.filter { !$0.1.isNull }.sorted { $0.0 < $1.0 }))
        for (name, value) in object.object ?? JSONObject() where result[name] == nil && name != "status" {
            result[name] = value
        }
        result["status"] = object["status"]
        return .object(result)
    }
}
