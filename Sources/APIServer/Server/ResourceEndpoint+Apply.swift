import KubeModel
import KubeRules

extension ResourceEndpoint {
    /// Server-side apply: what the writer names becomes the writer's, what it no longer names goes, and what others own is
    /// a conflict unless it is forced.
    func apply(
        _ name: String, _ options: WriteOptions, _ representation: Representation
    ) throws(APIStatus) -> APIResponse {
        let configuration = try configuration()
        _ = try ListOptions.version(configuration[path: ["metadata", "resourceVersion"]]?.string)
        let owners = owners(.apply, options)
        let mayCreate = !isStatus
        let outcome = try write(name, isDryRun: options.isDryRun) { existing throws(APIStatus) in
            guard existing != nil || mayCreate else { throw .notFound(type, name) }
            let live = existing?.object
            let applied = try owners.applied(configuration, to: live, isForced: options.isForced)
            var object = applied
            object["metadata"]?["managedFields"] = nil
            let reader = ObjectReader(kind: kind, request: request, namespace: namespace)
            try reader.checkIdentity(object, name: name)
            let managed = applied[path: ["metadata", "managedFields"]]
            guard let existing else {
                var new = created(SchemaPruner.prune(object, kind.schema).object)
                new["metadata"]?["managedFields"] = managed
                new = ObjectLifecycle(kind: kind).tidy(new)
                try validate(new, replacing: nil)
                return .put(new)
            }
            try checkPreconditions(configuration["metadata"], existing, needsVersion: false)
            let pruned = SchemaPruner.prune(object, kind.schema).object
            return try update(existing, to: pruned, options, owned: .some(managed))
        }
        return answer(outcome.object, representation, status: outcome.isNew ? 201 : 200)
    }

    /// What the body says should be.
    private func configuration() throws(APIStatus) -> JSONValue {
        let value: JSONValue
        if request.body.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), let json = try? JSONParser.parse(request.body)
        {
            // What is no JSON is read as YAML, whose errors have lines.
            value = json
        } else {
            do throws(YAMLError) { value = try YAMLReader.parse(String(decoding: request.body, as: UTF8.self)) } catch {
                throw .badRequest("error decoding YAML: error converting YAML to JSON: yaml: \(error.description)")
            }
        }
        let apiVersion = value["apiVersion"]?.string ?? ""
        let name = value["kind"]?.string ?? ""
        guard value.object != nil, !apiVersion.isEmpty, !name.isEmpty else {
            throw .badRequest("invalid object type: /, Kind=\(name)")
        }
        guard value[path: ["metadata", "managedFields"]] == nil else {
            throw .badRequest("metadata.managedFields must be nil")
        }
        if let problem = MetadataRules.typeProblem(value["metadata"]) {
            throw ObjectReader(kind: kind, request: request, namespace: namespace).unhandled(problem)
        }
        guard apiVersion == type.apiVersion, name == type.kind else {
            throw .badRequest(
                "failed to convert patch object to proper version: \(name) of \(apiVersion) is not \(type.kind) of "
                    + "\(type.apiVersion)")
        }
        return value
    }
}
