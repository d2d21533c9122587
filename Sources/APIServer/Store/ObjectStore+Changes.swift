import KubeModel
import KubeRules

/// Writing from within this process, by the same rules as over HTTP.
extension ObjectStore {
    /// Puts a seed: created, or replaced, as it is, status included; nothing is validated.
    ///
    /// The age is the seed's creationTimestamp where it has one. A missing namespace is `default`.
    @discardableResult
    public func apply(seed object: JSONValue, kind: ServedKind) -> JSONValue {
        let metadata = object["metadata"]
        let namespace = kind.type.isNamespaced ? metadata?["namespace"]?.string ?? "default" : nil
        let lifecycle = ObjectLifecycle(kind: kind)
        let prepared = lifecycle.created(object, namespace: namespace, keepsStatus: true)
        let key = ObjectKey(namespace: namespace, name: prepared["metadata"]?["name"]?.string ?? "")
        let outcome = try? write(kind.type, key) { existing in
            guard let existing else { return .put(prepared) }
            var replaced = lifecycle.replaced(prepared, existing: existing.object)
            if let status = prepared["status"] { replaced["status"] = status }
            return .put(replaced)
        }
        // Only a type that is not served is refused: then nothing was stored, and the seed is what there is.
        return outcome?.object.object ?? prepared
    }

    /// Creates an object: uid, age and generation are the server's; its status is dropped where that is a subresource.
    ///
    /// - Throws: 409 AlreadyExists; 422 for a name that is none. The schema is not consulted.
    @discardableResult
    public func create(_ object: JSONValue, kind: ServedKind) throws(APIStatus) -> JSONValue {
        let namespace = kind.type.isNamespaced ? object["metadata"]?["namespace"]?.string ?? "default" : nil
        let prepared = ObjectLifecycle(kind: kind).created(object, namespace: namespace)
        let name = prepared["metadata"]?["name"]?.string ?? ""
        let problems = MetadataRules.problems(of: prepared["metadata"] ?? .null, namespace: namespace)
        guard problems.isEmpty else { throw .invalid(kind.type, name, problems) }
        return try write(kind.type, ObjectKey(namespace: namespace, name: name)) { existing throws(APIStatus) in
            guard existing == nil else { throw .alreadyExists(kind.type, name) }
            return .put(prepared)
        }.object.object
    }

    /// Replaces an object, keeping its identity and status; the generation grows when the content differs.
    ///
    /// - Throws: 404; 409 when the object names a resourceVersion that is not the newest.
    @discardableResult
    public func replace(_ object: JSONValue, kind: ServedKind) throws(APIStatus) -> JSONValue {
        let metadata = object["metadata"]
        let namespace = kind.type.isNamespaced ? metadata?["namespace"]?.string ?? "default" : nil
        let key = ObjectKey(namespace: namespace, name: metadata?["name"]?.string ?? "")
        let lifecycle = ObjectLifecycle(kind: kind)
        return try write(kind.type, key) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(kind.type, key.name) }
            if let version = metadata?["resourceVersion"]?.string, version != String(existing.version) {
                throw .conflict(kind.type, key.name)
            }
            let replaced = lifecycle.replaced(object, existing: existing.object)
            return ObjectLifecycle.isFinished(replaced) ? .remove(answer: replaced) : .put(replaced)
        }.object.object
    }

    /// Deletes an object; one with finalizers is only marked.
    ///
    /// - Throws: 404.
    /// - Returns: The last state of the object.
    @discardableResult
    public func delete(_ key: ObjectKey, kind: ServedKind) throws(APIStatus) -> JSONValue {
        let lifecycle = ObjectLifecycle(kind: kind)
        return try write(kind.type, key) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(kind.type, key.name) }
            return lifecycle.deletion(of: existing.object)
        }.object.object
    }

    /// Writes the status of an object and nothing else, as its controller does. Equal status: no new version.
    ///
    /// - Parameter resourceVersion: The version that was looked at; nil writes whatever is there.
    /// - Throws: 404; 409 when the object has changed since.
    @discardableResult
    public func updateStatus(
        of type: ResourceType, key: ObjectKey, expecting resourceVersion: String? = nil, _ status: JSONValue
    ) throws(APIStatus) -> JSONValue {
        let lifecycle = ObjectLifecycle(kind: ServedKind(type: type))
        return try write(type, key) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(type, key.name) }
            if let resourceVersion, resourceVersion != String(existing.version) { throw .conflict(type, key.name) }
            return .put(lifecycle.withStatus(of: .object(JSONObject([("status", status)])), existing: existing.object))
        }.object.object
    }
}

extension ObjectLifecycle {
    /// What deleting does: removal, or a mark while finalizers remain.
    func deletion(of object: JSONValue, addingFinalizer finalizer: String? = nil) -> ObjectStore.Decision {
        let metadata = object["metadata"]
        if finalizer == nil, (metadata?["finalizers"]?.array ?? []).isEmpty { return .remove() }
        if metadata?["deletionTimestamp"] != nil { return .keep }
        return .put(marked(object, addingFinalizer: finalizer))
    }
}
