import KubeModel

extension ResourceEndpoint {
    static let patchTypes = [
        "application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml",
    ]

    func patch(_ name: String) throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        let media = MediaType(request.contentType).name
        guard Self.patchTypes.contains(media) else { throw .unsupportedMediaType(Self.patchTypes) }
        let options = try WriteOptions(request, kind: "PatchOptions")
        if media == "application/apply-patch+yaml" { return try apply(name, options, representation) }
        let patch: JSONValue
        do throws(JSONError) { patch = try JSONParser.parse(request.body) } catch {
            throw .badRequest("error decoding patch: \(error.description)")
        }
        let isMerge = media == "application/merge-patch+json"
        guard !isMerge || patch.object != nil else {
            throw .badRequest("error decoding patch: json: cannot unmarshal \(patch.typeName) into an object")
        }
        var warnings: [String] = []
        let outcome = try store.write(type, key(name), isDryRun: options.isDryRun) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(type, name) }
            let patched =
                isMerge
                ? JSONMergePatch.apply(patch, to: existing.object) : try JSONPatch.apply(patch, to: existing.object)
            return try update(existing, with: patched, options, &warnings)
        }
        return answer(outcome.object, representation, warnings: warnings)
    }

    private func update(
        _ existing: StoredObject, with patched: JSONValue, _ options: WriteOptions, _ warnings: inout [String]
    ) throws(APIStatus) -> ObjectStore.Decision {
        guard patched.object != nil else { throw .badRequest("the patched object is no object") }
        try ObjectReader(kind: kind, request: request, namespace: namespace)
            .checkIdentity(patched, name: existing.key.name)
        let (object, unknown) = SchemaPruner.prune(patched, of: kind)
        let problems = unknown.map { "unknown field \"\($0)\"" }
        if options.fieldValidation == .warn { warnings = problems }
        if options.fieldValidation == .strict, !problems.isEmpty {
            let text = JSONValue.string(JSONWriter.text(patched))
            throw .invalid(
                kind: "", group: "", name: "",
                [.invalid("patch", text, "strict decoding error: \(problems.joined(separator: ", "))")])
        }
        try checkPreconditions(object["metadata"], existing, needsVersion: false)
        return try update(existing, to: object)
    }

    /// Server-side apply without owners of fields: objects are merged, lists replaced, a missing object is created.
    private func apply(
        _ name: String, _ options: WriteOptions, _ representation: Representation
    ) throws(APIStatus) -> APIResponse {
        guard request.text("fieldManager") != nil else {
            throw .invalidOptions("PatchOptions", [.required("fieldManager", "is required for apply patch")])
        }
        let reader = ObjectReader(kind: kind, request: request, namespace: namespace)
        let applied = try reader.read(accepting: ["application/apply-patch+yaml"]).object
        try reader.checkIdentity(applied, name: name)
        let mayCreate = !isStatus
        var warnings: [String] = []
        let outcome = try store.write(type, key(name), isDryRun: options.isDryRun) { existing throws(APIStatus) in
            if let existing {
                let merged = JSONMergePatch.apply(applied, to: existing.object)
                return try update(existing, with: merged, options, &warnings)
            }
            guard mayCreate else { throw .notFound(type, name) }
            let (pruned, unknown) = SchemaPruner.prune(applied, of: kind)
            let problems = unknown.map { "unknown field \"\($0)\"" }
            if options.fieldValidation == .strict, !problems.isEmpty {
                throw reader.unhandled("strict decoding error: \(problems.joined(separator: ", "))")
            }
            if options.fieldValidation == .warn { warnings = problems }
            let object = ObjectLifecycle(kind: kind).created(pruned, namespace: namespace)
            try validate(object)
            return .put(object)
        }
        return answer(outcome.object, representation, status: outcome.isNew ? 201 : 200, warnings: warnings)
    }
}
