import KubeModel
import KubeRules

extension ResourceEndpoint {
    /// Definitions are made of Go types, which know the strategic kind of patch.
    private var patchTypes: [String] {
        type == .customResourceDefinition
            ? Array(MediaType.patches.prefix(2)) + ["application/strategic-merge-patch+json"] + MediaType.patches.suffix(1)
            : MediaType.patches
    }

    func patch(_ name: String) throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        let media = MediaType(request.contentType).name
        guard patchTypes.contains(media) else { throw .unsupportedMediaType(patchTypes) }
        let isApply = media == "application/apply-patch+yaml"
        let options = try WriteOptions(request, kind: "PatchOptions", isApply: isApply)
        if isApply { return try apply(name, options, representation) }
        let patch: JSONValue
        do throws(JSONError) { patch = try JSONParser.parse(request.body) } catch {
            throw .badRequest("error decoding patch: \(GoDecoding.message(error, in: request.body))")
        }
        let isMerge = media != "application/json-patch+json"
        guard !isMerge || patch.object != nil else {
            throw .badRequest(
                "error decoding patch: json: cannot unmarshal \(patch.goTypeName) into Go value of type map[string]interface {}"
            )
        }
        var warnings: [String] = []
        let outcome = try write(name, isDryRun: options.isDryRun) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(type, name) }
            let patched = isMerge ? JSONMergePatch.apply(patch, to: existing.object) : try applied(patch, existing)
            return try update(existing, with: patched, options, &warnings)
        }
        return answer(outcome.object, representation, warnings: warnings)
    }

    /// - Throws: 400 for what is no patch, 422 for one that does not fit the object.
    private func applied(_ patch: JSONValue, _ existing: StoredObject) throws(APIStatus) -> JSONValue {
        do throws(PatchError) { return try JSONPatch.apply(patch, to: existing.object) } catch {
            throw APIStatus(error)
        }
    }

    /// - Throws: 422 for a patch of what no patch may change.
    private func checkHeld(_ patched: JSONValue, _ existing: StoredObject) throws(APIStatus) {
        let name = existing.key.name
        if let version = patched["apiVersion"]?.string, !version.isEmpty, version != type.apiVersion {
            throw .invalid(
                kind: type.kind, group: String(version.split(separator: "/").dropLast().first ?? ""), name: name,
                [.invalid("apiVersion", .string(version), "must be \(type.apiVersion)")])
        }
        if let uid = patched[path: ["metadata", "uid"]]?.string, uid != existing.uid {
            let problem = FieldProblem.invalid("metadata.uid", .string(uid), "field is immutable")
            // Twice, as Kubernetes says it: metadata is checked with the object and by itself.
            throw .invalid(type, name, [problem, problem])
        }
    }

    private func update(
        _ existing: StoredObject, with patched: JSONValue, _ options: WriteOptions, _ warnings: inout [String]
    ) throws(APIStatus) -> ObjectStore.Decision {
        guard patched.object != nil else { throw .badRequest("the patched object is no object") }
        try checkHeld(patched, existing)
        try ObjectReader(kind: kind, request: request, namespace: namespace)
            .checkIdentity(patched, name: existing.key.name)
        let (object, unknown) = SchemaPruner.prune(patched, kind.schema)
        let problems = unknown.map { "unknown field \"\($0)\"" }
        if options.fieldValidation == .warn { warnings = problems }
        if options.fieldValidation == .strict, !problems.isEmpty {
            let text = JSONValue.string(JSONWriter.text(patched))
            throw .invalid(
                kind: "", group: "", name: "",
                [.invalid("patch", text, "strict decoding error: \(problems.joined(separator: ", "))")])
        }
        try checkPreconditions(object["metadata"], existing, needsVersion: false)
        return try update(existing, to: object, options)
    }
}
