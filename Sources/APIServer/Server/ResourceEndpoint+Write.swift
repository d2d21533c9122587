import Foundation
import KubeModel
import KubeRules

extension ResourceEndpoint {
    private var reader: ObjectReader { ObjectReader(kind: kind, request: request, namespace: namespace) }

    func create() throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        let options = try WriteOptions(request, kind: "CreateOptions")
        let reading = try reader.read()
        try reader.checkIdentity(reading.object, name: nil)
        // A dry run stores nothing, and does not find out.
        if try ListOptions.version(reading.object["metadata"]?["resourceVersion"]?.string) ?? 0 != 0, !options.isDryRun {
            throw .unexpected("resourceVersion should not be set on objects to be created")
        }
        let (pruned, warnings) = try known(reading, options)
        let object = owners(.update, options).updated(
            created(pruned), from: nil, wished: reading.object[path: ["metadata", "managedFields"]])
        try validate(object, replacing: nil)
        let name = object["metadata"]?["name"]?.string ?? ""
        let outcome = try write(name, isDryRun: options.isDryRun) { existing throws(APIStatus) in
            guard existing == nil else { throw .alreadyExists(type, name) }
            return .put(object)
        }
        return answer(outcome.object, representation, status: 201, warnings: warnings)
    }

    func replace(_ name: String) throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        let options = try WriteOptions(request, kind: "UpdateOptions")
        let reading = try reader.read()
        try reader.checkIdentity(reading.object, name: name)
        let (pruned, warnings) = try known(reading, options)
        let outcome = try write(name, isDryRun: options.isDryRun) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(type, name) }
            try checkPreconditions(pruned["metadata"], existing, needsVersion: true)
            return try update(existing, to: pruned, options)
        }
        return answer(outcome.object, representation, warnings: warnings)
    }

    /// Whether the writer saw the newest version of this very object.
    func checkPreconditions(
        _ metadata: JSONValue?, _ existing: StoredObject, needsVersion: Bool
    ) throws(APIStatus) {
        let name = existing.key.name
        let text = metadata?["resourceVersion"]?.string ?? ""
        if text.isEmpty || text == "0" {
            guard !needsVersion else {
                throw .invalid(
                    kind: type.plural, group: type.group, name: name,
                    [.invalid("metadata.resourceVersion", 0, "must be specified for an update")])
            }
        } else {
            let version = try ListOptions.version(text)
            guard version == existing.version else { throw .conflict(type, name) }
        }
        if let uid = metadata?["uid"]?.string, !uid.isEmpty, uid != existing.uid {
            throw .conflict(
                type, name, "Precondition failed: UID in precondition: \(uid), UID in object meta: \(existing.uid)")
        }
    }

    /// What becomes of an object that a writer wants to look like another one.
    ///
    /// - Parameter owned: What applying has found about the owners; nil for every other writer.
    func update(
        _ existing: StoredObject, to object: JSONValue, _ options: WriteOptions, owned: JSONValue?? = .none
    ) throws(APIStatus) -> ObjectStore.Decision {
        let lifecycle = ObjectLifecycle(kind: kind)
        let complete = completed(object)
        var updated =
            isStatus
            ? lifecycle.withStatus(of: complete, existing: existing.object)
            : lifecycle.replaced(complete, existing: existing.object)
        if let owned {
            updated["metadata"]?["managedFields"] = owned
        } else {
            updated = owners(.update, options).updated(
                updated, from: existing.object, wished: object[path: ["metadata", "managedFields"]])
        }
        updated = lifecycle.tidy(updated)
        try validate(updated, replacing: existing.object)
        guard !isStatus else { return .put(updated) }
        try checkFinalizers(updated, existing)
        return ObjectLifecycle.isFinished(updated) ? .remove(answer: updated) : .put(updated)
    }

    private func checkFinalizers(_ updated: JSONValue, _ existing: StoredObject) throws(APIStatus) {
        guard existing.metadata["deletionTimestamp"] != nil else { return }
        let old = existing.metadata["finalizers"]?.array ?? []
        let added = (updated["metadata"]?["finalizers"]?.array ?? []).filter { !old.contains($0) }.compactMap(\.string)
        guard added.isEmpty else {
            let list = added.map(APIStatus.quote).joined(separator: ", ")
            let problem = FieldProblem.forbidden(
                "metadata.finalizers",
                "no new finalizers can be added if the object is being deleted, found new finalizers []string{\(list)}")
            // Twice, as Kubernetes says it: metadata is checked with the object and by itself.
            throw .invalid(type, existing.key.name, [problem, problem])
        }
    }

    /// Who writes, for `managedFields`.
    func owners(_ operation: ManagedFields.Owner.Operation, _ options: WriteOptions) -> FieldOwnership {
        FieldOwnership(
            kind: kind, operation: operation, manager: options.fieldManager, userAgent: request.userAgent,
            isStatus: isStatus)
    }

    /// A new object of this kind, with what the server adds.
    func created(_ object: JSONValue) -> JSONValue {
        let created = ObjectLifecycle(kind: kind).created(completed(object), namespace: namespace)
        // Once more: what was taken away, such as the status, may have a default of its own.
        return type == .customResourceDefinition ? DefinitionRules.fresh(created) : completed(created)
    }

    /// The object with everything that follows from what it says.
    private func completed(_ object: JSONValue) -> JSONValue {
        if type == .customResourceDefinition, !isStatus { return DefinitionRules.completed(object) }
        return kind.schema.map { SchemaDefaults.apply(object, $0) } ?? object
    }

    /// - Throws: 422 with everything that is wrong.
    func validate(_ object: JSONValue, replacing existing: JSONValue?) throws(APIStatus) {
        let metadata = object["metadata"] ?? .object(JSONObject())
        var problems = MetadataRules.problems(of: metadata, namespace: namespace)
        if let schema = kind.schema { problems += SchemaValidator.problems(of: object, schema) }
        if type == .customResourceDefinition, !isStatus {
            problems += DefinitionRules.problems(of: object, replacing: existing)
        }
        guard problems.isEmpty else { throw .invalid(type, metadata["name"]?.string ?? "", problems) }
    }

    /// The object without fields that do not exist, as `fieldValidation` says.
    ///
    /// - Throws: 400 under Strict, naming every such field and every one that was written twice.
    private func known(
        _ reading: ObjectReader.Reading, _ options: WriteOptions
    ) throws(APIStatus) -> (object: JSONValue, warnings: [String]) {
        let (object, unknown) = SchemaPruner.prune(reading.object, kind.schema)
        let problems =
            reading.duplicates.map { "duplicate field \"\($0)\"" } + unknown.map { "unknown field \"\($0)\"" }
        switch options.fieldValidation {
        case .ignore: return (object, [])
        case .warn: return (object, problems)
        case .strict:
            guard problems.isEmpty else {
                throw reader.unhandled("strict decoding error: \(problems.joined(separator: ", "))")
            }
            return (object, [])
        }
    }
}
