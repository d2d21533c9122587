import Foundation
import KubeModel

/// What `metadata` must look like before anything else is asked of an object.
public enum MetadataRules {
    /// The fields that exist. Everything else is unknown.
    public static let fields: Set<String> = serverFields.union([
        "name", "generateName", "namespace", "labels", "annotations", "ownerReferences", "finalizers",
    ])

    /// What the server keeps about an object: written by anybody else or not, it has its own.
    public static let serverFields: Set<String> = [
        "managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink", "deletionTimestamp",
        "deletionGracePeriodSeconds",
    ]

    /// Whether every field has the type that it has in Kubernetes.
    ///
    /// - Returns: What Go's decoder says otherwise; nil when all is well.
    public static func typeProblem(_ metadata: JSONValue?) -> String? {
        guard let metadata, !metadata.isNull else { return nil }
        guard let members = metadata.object else {
            return "json: cannot unmarshal \(metadata.goTypeName) into Go value of type v1.ObjectMeta"
        }
        for (name, value) in members where !value.isNull {
            if let expected = mismatch(name, value) {
                let found = offender(name, value)
                return
                    "json: cannot unmarshal \(found.goTypeName) into Go struct field ObjectMeta.\(name) of type \(expected)"
            }
            if name == "creationTimestamp" || name == "deletionTimestamp" {
                guard let text = value.string, isTime(text) else {
                    let text = JSONWriter.text(.string(value.string ?? ""))
                    return "parsing time \(text) as \"2006-01-02T15:04:05Z07:00\": cannot parse \(text) as \"2006\""
                }
            }
        }
        return nil
    }

    /// Whether Go's RFC 3339 parser reads it.
    private static func isTime(_ text: String) -> Bool {
        let strategy = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        return (try? strategy.parse(text)) != nil
    }

    private static func mismatch(_ name: String, _ value: JSONValue) -> String? {
        switch name {
        case "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "creationTimestamp",
            "deletionTimestamp":
            return value.string == nil ? "string" : nil
        case "generation", "deletionGracePeriodSeconds": return value.integer == nil ? "int64" : nil
        case "labels", "annotations":
            guard let members = value.object else { return "map[string]string" }
            return members.values.allSatisfy { $0.string != nil || $0.isNull } ? nil : "string"
        case "finalizers":
            guard let elements = value.array else { return "[]string" }
            return elements.allSatisfy { $0.string != nil || $0.isNull } ? nil : "string"
        case "ownerReferences":
            guard let elements = value.array else { return "[]v1.OwnerReference" }
            return elements.allSatisfy { $0.object != nil || $0.isNull } ? nil : "v1.OwnerReference"
        case "managedFields": return value.array == nil ? "[]v1.ManagedFieldsEntry" : nil
        default: return nil
        }
    }

    /// The value that is of the wrong type: the field, or the first wrong member of it.
    private static func offender(_ name: String, _ value: JSONValue) -> JSONValue {
        let members = value.object?.values ?? value.array ?? []
        return members.first { $0.string == nil && $0.object == nil && !$0.isNull } ?? value
    }

    /// Names, labels, annotations, finalizers, owners.
    public static func problems(of metadata: JSONValue, namespace: String?) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        func check(_ field: String, _ text: String, _ problem: String?) {
            if let problem { problems.append(.invalid("metadata.\(field)", .string(text), problem)) }
        }
        if let prefix = metadata["generateName"]?.string, !prefix.isEmpty {
            let trimmed = prefix.hasSuffix("-") ? String(prefix.dropLast()) + "a" : prefix
            check("generateName", prefix, NameRules.problem(subdomain: trimmed))
        }
        if let name = metadata["name"]?.string, !name.isEmpty {
            check("name", name, NameRules.problem(subdomain: name))
        } else {
            problems.append(.required("metadata.name", "name or generateName is required"))
        }
        if let namespace { check("namespace", namespace, NameRules.problem(label: namespace)) }
        for (key, value) in metadata["labels"]?.object ?? JSONObject() {
            check("labels", key, NameRules.problem(qualifiedName: key))
            if let text = value.string { check("labels", text, NameRules.problem(labelValue: text)) }
        }
        for (key, _) in metadata["annotations"]?.object ?? JSONObject() {
            check("annotations", key, NameRules.problem(qualifiedName: key.lowercased()))
        }
        let size = (metadata["annotations"]?.object ?? JSONObject()).reduce(0) {
            $0 + $1.0.utf8.count + ($1.1.string?.utf8.count ?? 0)
        }
        if size > 262_144 { problems.append(.tooLong("metadata.annotations", 262_144)) }
        for finalizer in metadata["finalizers"]?.array ?? [] {
            check("finalizers", finalizer.string ?? "", NameRules.problem(qualifiedName: finalizer.string ?? ""))
        }
        return problems + ownerProblems(metadata["ownerReferences"]?.array ?? [])
    }

    private static func ownerProblems(_ owners: [JSONValue]) -> [FieldProblem] {
        owners.enumerated().flatMap { index, owner in
            ["apiVersion", "kind", "name", "uid"].filter { (owner[$0]?.string ?? "").isEmpty }.map {
                .invalid("metadata.ownerReferences[\(index)].\($0)", "", "must not be empty")
            }
        }
    }
}

extension JSONValue {
    /// The word Go's decoder uses for this shape.
    public var goTypeName: String {
        switch self {
        case .bool: "bool"
        case .number: "number"
        default: typeName
        }
    }
}
