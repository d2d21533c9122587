import Foundation
import KubeModel
import KubeRules

/// What an API server fills in and asks of a CustomResourceDefinition.
enum DefinitionRules {
    /// The names that follow from others, and the conversion between versions that there is.
    static func completed(_ object: JSONValue) -> JSONValue {
        var object = object
        var spec = object["spec"] ?? [:]
        var names = spec["names"] ?? [:]
        if let kind = names["kind"]?.string, !kind.isEmpty {
            if (names["singular"]?.string ?? "").isEmpty { names["singular"] = .string(kind.lowercased()) }
            if (names["listKind"]?.string ?? "").isEmpty { names["listKind"] = .string("\(kind)List") }
        }
        spec["names"] = names
        if spec["conversion"] == nil { spec["conversion"] = ["strategy": "None"] }
        spec["preserveUnknownFields"] = nil
        object["spec"] = spec
        return object
    }

    /// The status of a definition that nobody has looked at yet.
    static func fresh(_ object: JSONValue) -> JSONValue {
        var object = object
        object["status"] = [
            "conditions": .null, "acceptedNames": ["plural": "", "kind": ""], "storedVersions": .array(stored(object)),
        ]
        return object
    }

    /// The version in which objects are kept now.
    private static func stored(_ object: JSONValue) -> [JSONValue] {
        (object[path: ["spec", "versions"]]?.array ?? []).filter { $0["storage"]?.bool == true }.compactMap {
            $0["name"]
        }
    }

    /// - Parameter existing: What is replaced; nil when creating.
    static func problems(of object: JSONValue, replacing existing: JSONValue?) -> [FieldProblem] {
        let spec = object["spec"] ?? [:]
        let names = spec["names"] ?? [:]
        let name = object[path: ["metadata", "name"]]?.string ?? ""
        var problems: [FieldProblem] = []
        if name != "\(names["plural"]?.string ?? "").\(spec["group"]?.string ?? "")" {
            problems.append(.invalid("metadata.name", .string(name), "must be spec.names.plural+\".\"+spec.group"))
        }
        func require(_ field: String, _ value: JSONValue?) {
            if (value?.string ?? "").isEmpty { problems.append(.required("spec.\(field)")) }
        }
        require("group", spec["group"])
        require("scope", spec["scope"])
        if let scope = spec["scope"]?.string, !["", "Cluster", "Namespaced"].contains(scope) {
            problems.append(.notSupported("spec.scope", .string(scope), ["Cluster", "Namespaced"]))
        }
        problems += versionProblems(spec["versions"])
        for field in ["plural", "singular", "kind", "listKind"] { require("names.\(field)", names[field]) }
        if stored(object).isEmpty {
            problems.append(.invalid("status.storedVersions", .null, "must have at least one stored version"))
        }
        for path in [["group"], ["scope"], ["names", "kind"], ["names", "plural"]] {
            guard let old = existing?[path: ["spec"] + path], let new = spec[path: path], old != new else { continue }
            // A renamed definition is told about its own name first; what may not change is said here.
            problems.removeAll { $0.field == "metadata.name" }
            problems.append(.invalid("spec.\(path.joined(separator: "."))", new, "field is immutable"))
        }
        return problems
    }

    private static func versionProblems(_ versions: JSONValue?) -> [FieldProblem] {
        let all = versions?.array ?? []
        var problems: [FieldProblem] = []
        for (index, version) in all.enumerated() {
            let field = "spec.versions[\(index)]"
            let name = version["name"]?.string ?? ""
            if let problem = NameRules.problem(label: name) {
                problems.append(.invalid("\(field).name", .string(name), problem))
            }
            if version[path: ["schema", "openAPIV3Schema"]]?.object == nil {
                problems.append(.required("\(field).schema.openAPIV3Schema", "schemas are required"))
            }
        }
        if all.filter({ $0["storage"]?.bool == true }).count != 1 {
            let shown: JSONValue = versions?.array.map { $0.isEmpty ? .array([]) : .array($0) } ?? .null
            problems.append(.invalid("spec.versions", shown, "must have exactly one version marked as storage version"))
        }
        return problems
    }

    /// The status that the controllers of an API server write once the names are taken and served.
    static func established(_ object: JSONValue, now: Date = Date()) -> JSONValue {
        let time = JSONValue.string(KubeTime.text(now))
        var conditions: [JSONValue] = []
        if object[path: ["metadata", "annotations", "api-approved.kubernetes.io"]] != nil {
            conditions.append(
                condition(
                    "KubernetesAPIApprovalPolicyConformant", "ApprovedAnnotation",
                    "approved in \(object[path: ["metadata", "annotations", "api-approved.kubernetes.io"]]?.string ?? "")",
                    time))
        }
        conditions.append(condition("NamesAccepted", "NoConflicts", "no conflicts found", time))
        conditions.append(
            condition("Established", "InitialNamesAccepted", "the initial names have been accepted", time))
        var status = object["status"] ?? [:]
        // What was so already stays as it was, its time included.
        let old = status["conditions"]?.array ?? []
        status["conditions"] = .array(
            conditions.map { new in old.first { $0["type"] == new["type"] && $0["status"] == new["status"] } ?? new })
        status["acceptedNames"] = object[path: ["spec", "names"]]
        let known = status["storedVersions"]?.array ?? []
        status["storedVersions"] = .array(known + stored(object).filter { !known.contains($0) })
        return status
    }

    /// The status while the objects of the kind go.
    static func terminating(_ object: JSONValue, now: Date = Date()) -> JSONValue {
        var status = object["status"] ?? [:]
        let conditions = (status["conditions"]?.array ?? []).filter { $0["type"] != "Terminating" }
        status["conditions"] = .array(
            conditions + [
                condition(
                    "Terminating", "InstanceDeletionPending",
                    "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
                    .string(KubeTime.text(now)))
            ])
        return status
    }

    private static func condition(_ type: String, _ reason: String, _ message: String, _ time: JSONValue) -> JSONValue {
        [
            "type": .string(type), "status": "True", "lastTransitionTime": time, "reason": .string(reason),
            "message": .string(message),
        ]
    }
}
