import KubeModel

/// Schemas of kinds, version by version: what definitions and servers say.
public struct SchemaBook: Sendable {
    /// By group and kind, then by version.
    private var schemas: [String: [String: Schema]] = [:]

    public init() {}

    public var isEmpty: Bool { schemas.isEmpty }

    /// Takes every served version of a CustomResourceDefinition; nothing of any other object.
    public mutating func add(definition: JSONValue) {
        guard definition["kind"]?.string == "CustomResourceDefinition", let spec = definition["spec"], let group = spec["group"]?.string,
            let kind = spec[path: ["names", "kind"]]?.string
        else { return }
        for version in spec["versions"]?.array ?? [] where version["served"]?.bool != false {
            guard let name = version["name"]?.string, let openAPI = version[path: ["schema", "openAPIV3Schema"]] else { continue }
            schemas["\(group)/\(kind)", default: [:]][name] = Schema(openAPI: openAPI, isRoot: true)
        }
    }

    /// Takes every kind of a group's OpenAPI document, as a server hands it out.
    public mutating func add(openAPI document: JSONValue) {
        for (_, component) in document[path: ["components", "schemas"]]?.object ?? JSONObject() {
            let names = component["x-kubernetes-group-version-kind"]?.array ?? []
            guard names.count == 1, let kind = names[0]["kind"]?.string, let version = names[0]["version"]?.string,
                !kind.hasSuffix("List"), component["properties"] != nil
            else { continue }
            schemas["\(names[0]["group"]?.string ?? "")/\(kind)", default: [:]][version] = Schema(openAPI: component, isRoot: true)
        }
    }

    /// Everything that an API server with these definitions would say against an object.
    ///
    /// What stands in `status` is left out: nobody applies it. Neither CEL nor `oneOf` are looked at.
    ///
    /// - Returns: nil where nothing is known of its kind.
    public func problems(of object: JSONValue) -> [FieldProblem]? {
        let words = (object["apiVersion"]?.string ?? "").split(separator: "/"), kind = object["kind"]?.string ?? ""
        let group = words.count == 2 ? String(words[0]) : "", version = words.last.map(String.init) ?? ""
        guard let versions = schemas["\(group)/\(kind)"] else { return nil }
        guard let schema = versions[version] else {
            let served = versions.keys.sorted().joined(separator: ", ")
            return [FieldProblem(reason: .notSupported, message: "\(kind) is not served in \(version), only in \(served)", field: "apiVersion")]
        }
        if let problem = MetadataRules.typeProblem(object["metadata"]) {
            return [FieldProblem(reason: .typeInvalid, message: problem, field: "metadata")]
        }
        var object = object
        object["status"] = nil
        let (pruned, unknown) = SchemaPruner.prune(object, schema)
        let whole = SchemaDefaults.apply(pruned, schema)
        return unknown.map { Self.unknown($0, schema) }
            + MetadataRules.problems(of: object["metadata"] ?? [:], namespace: object[path: ["metadata", "namespace"]]?.string)
            + SchemaValidator.problems(of: whole, schema)
    }

    private static func unknown(_ path: String, _ schema: Schema) -> FieldProblem {
        let steps = path.split(separator: ".").map { $0.prefix { $0 != "[" } }
        let name = steps.last.map(String.init) ?? path
        let known = steps.count == 2 && steps[0] == "metadata" ? Array(MetadataRules.fields) : schema.fields(at: steps.dropLast())
        let near = known.map { ($0, WordDistance.between($0.lowercased(), name.lowercased())) }.filter { $0.1 <= max(1, name.count / 3) }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }
        let hint = near.map { "; did you mean \($0.0)?" } ?? ""
        return FieldProblem(reason: .forbidden, message: "unknown field\(hint)", field: path)
    }
}

extension Schema {
    /// The names of the fields below a way of field names; lists and maps are gone through.
    fileprivate func fields(at way: some Sequence<Substring>) -> [String] {
        var here = inner
        for name in way {
            switch here.shape {
            case .object(let rule):
                guard let next = rule[String(name)] else { return [] }
                here = next.inner
            case .map(let element): here = element.inner
            default: return []
            }
        }
        guard case .object(let rule) = here.shape else { return [] }
        return rule.properties.map(\.name)
    }

    /// What the elements of a list are like; of anything else itself.
    private var inner: Schema {
        if case .array(let element, _, _) = shape { element.inner } else { self }
    }
}
