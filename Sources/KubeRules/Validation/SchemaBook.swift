import KubeModel

/// Schemas of kinds, version by version: what definitions and servers say.
public struct SchemaBook: Equatable, Sendable {
    /// By group and kind, then by version.
    private var schemas: [String: [String: Schema]] = [:]
    private let cache = ExpressionCache()
    /// Group, kind and version of what is known from a document without defaults only.
    private var withoutDefaults: Set<[String]> = []

    public init() {}

    public var isEmpty: Bool { schemas.isEmpty }

    public static func == (left: SchemaBook, right: SchemaBook) -> Bool {
        left.withoutDefaults == right.withoutDefaults && left.schemas == right.schemas
    }

    /// Takes every served version of a CustomResourceDefinition; nothing of any other object.
    public mutating func add(definition: JSONValue) {
        guard definition["kind"]?.string == "CustomResourceDefinition", let spec = definition["spec"], let group = spec["group"]?.string,
            let kind = spec[path: ["names", "kind"]]?.string
        else { return }
        for version in spec["versions"]?.array ?? [] where version["served"]?.bool != false {
            guard let name = version["name"]?.string, let openAPI = version[path: ["schema", "openAPIV3Schema"]] else { continue }
            schemas["\(group)/\(kind)", default: [:]][name] = Schema(openAPI: openAPI, isRoot: true)
            withoutDefaults.remove([group, kind, name])
        }
    }

    /// Takes every kind of a group's OpenAPI document, as a server hands it out under `/openapi/v3`.
    public mutating func add(openAPI document: JSONValue) {
        add(document[path: ["components", "schemas"]]?.object ?? JSONObject(), hasDefaults: true)
    }

    /// Takes every kind of the document that a server hands out under `/openapi/v2`, but for those that are known already.
    ///
    /// Neither defaults nor choices are in it. Rules are, but cannot be asked of an object without its defaults.
    public mutating func add(openAPIV2 document: JSONValue) { add(document["definitions"]?.object ?? JSONObject(), hasDefaults: false) }

    private mutating func add(_ definitions: JSONObject, hasDefaults: Bool) {
        for (_, component) in definitions {
            let names = component["x-kubernetes-group-version-kind"]?.array ?? []
            guard names.count == 1, let kind = names[0]["kind"]?.string, let version = names[0]["version"]?.string,
                !kind.hasSuffix("List"), component["properties"] != nil
            else { continue }
            let group = names[0]["group"]?.string ?? ""
            guard hasDefaults || schemas["\(group)/\(kind)"]?[version] == nil else { continue }
            schemas["\(group)/\(kind)", default: [:]][version] = Schema(openAPI: component, definitions: definitions)
            if hasDefaults { withoutDefaults.remove([group, kind, version]) } else { withoutDefaults.insert([group, kind, version]) }
        }
    }

    /// The schema of a kind; nil where nothing is known of it.
    ///
    /// - Parameter apiVersion: `gateway.networking.k8s.io/v1`, `v1`.
    public func schema(apiVersion: String, kind: String) -> Schema? {
        let (group, version) = Self.parts(of: apiVersion)
        return schemas["\(group)/\(kind)"]?[version]
    }

    /// What is known of a field of a kind, `spec.timeouts.request`; nil where nothing is known of the kind.
    public func explanation(apiVersion: String, kind: String, path: String) throws(SchemaExplanation.UnknownField) -> SchemaExplanation? {
        guard let schema = schema(apiVersion: apiVersion, kind: kind) else { return nil }
        return try SchemaExplanation(of: schema, apiVersion: apiVersion, kind: kind, path: path)
    }

    private static func parts(of apiVersion: String) -> (group: String, version: String) {
        let words = apiVersion.split(separator: "/")
        return (words.count == 2 ? String(words[0]) : "", words.last.map(String.init) ?? "")
    }

    /// Everything that an API server with these definitions would say against an object; see ``verdict(on:replacing:duplicates:)``.
    public func problems(of object: JSONValue, old: JSONValue? = nil) -> [FieldProblem]? { verdict(on: object, replacing: old)?.problems }

    /// Everything that an API server with these definitions would say against an object, and what only it can tell.
    ///
    /// What stands in `status` is left out: nobody applies it. Rules are asked only where a server asks them: of an object that is otherwise
    /// of the right shape.
    ///
    /// - Parameters:
    ///   - object: As it was written, defaults and all else left to the server.
    ///   - old: What it replaces; nil: it is new. What is wrong there and unchanged is allowed to stay.
    ///   - duplicates: Paths of fields that were written twice, which the tree does not tell (``DuplicateFields``).
    /// - Returns: nil where nothing is known of its kind.
    public func verdict(on object: JSONValue, replacing old: JSONValue? = nil, duplicates: [String] = []) -> SchemaVerdict? {
        let kind = object["kind"]?.string ?? "", (group, version) = Self.parts(of: object["apiVersion"]?.string ?? "")
        guard let versions = schemas["\(group)/\(kind)"] else { return nil }
        guard let schema = versions[version] else {
            let served = versions.keys.sorted().joined(separator: ", ")
            let problem = FieldProblem(reason: .notSupported, message: "\(kind) is not served in \(version), only in \(served)", field: "apiVersion")
            return SchemaVerdict(problems: [problem])
        }
        if let problem = MetadataRules.typeProblem(object["metadata"]) {
            return SchemaVerdict(problems: [FieldProblem(reason: .typeInvalid, message: problem, field: "metadata")])
        }
        var object = object
        object["status"] = nil
        if let prefix = object[path: ["metadata", "generateName"]]?.string, !prefix.isEmpty,
            (object[path: ["metadata", "name"]]?.string ?? "").isEmpty
        {
            // The server adds five letters.
            var metadata = object["metadata"] ?? [:]
            metadata["name"] = .string(prefix + "aaaaa")
            object["metadata"] = metadata
        }
        let (pruned, unknown) = SchemaPruner.pruned(object, schema)
        var verdict = SchemaVerdict()
        verdict.problems += duplicates.map { FieldProblem(reason: .duplicate, message: "the field is written twice", field: $0) }
        verdict.problems += unknown.map { FieldProblem.unknown($0.path, $0.name, known: $0.known) }
        verdict.problems += MetadataRules.problems(of: object["metadata"] ?? [:], namespace: object[path: ["metadata", "namespace"]]?.string)
        judge(
            SchemaDefaults.apply(pruned, schema), Self.whole(old, schema), schema, asksRules: !withoutDefaults.contains([group, kind, version]),
            &verdict)
        var told: Set<FieldProblem> = []
        verdict.problems = verdict.problems.map(\.withHint).filter { told.insert($0).inserted }
        return verdict
    }

    private static func whole(_ old: JSONValue?, _ schema: Schema) -> JSONValue? {
        guard var old else { return nil }
        old["status"] = nil
        return SchemaDefaults.apply(SchemaPruner.prune(old, schema).object, schema)
    }

    private func judge(_ object: JSONValue, _ old: JSONValue?, _ schema: Schema, asksRules: Bool, _ verdict: inout SchemaVerdict) {
        let found = SchemaValidator.check(object, schema, old: old, cache.patterns)
        verdict.problems += found.problems
        verdict.unchecked += found.unread.map { .init(field: $0, rule: "", cause: "its pattern is not understood here") }
        let twice = ListRules.problems(of: object, schema)
        if old.map({ ListRules.problems(of: $0, schema).isEmpty }) ?? true { verdict.problems += twice }
        // A server asks no rule of what is not even of the right shape; texts and numbers out of bounds are no obstacle.
        guard verdict.problems.allSatisfy({ [.invalid, .forbidden, .duplicate].contains($0.reason) }) else {
            verdict.unchecked.append(.init(field: "", rule: "", cause: "rules are asked once everything else is right"))
            return
        }
        guard asksRules else {
            verdict.unchecked.append(
                .init(field: "", rule: "", cause: "without the defaults, which are not in this server's document, no rule is asked"))
            return
        }
        let ruled = RuleCheck.verdict(on: object, schema, old: old, cache)
        verdict.problems += ruled.problems
        verdict.unchecked += ruled.unchecked
    }
}
