import KubeModel
import KubeRules

extension ResourceEndpoint {
    func delete(_ name: String) throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: false)
        let options = try DeleteOptions(request)
        let outcome = try write(name, isDryRun: options.isDryRun) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(type, name) }
            try options.check(existing, type)
            return deletion(of: existing.object)
        }
        guard outcome.isRemoved else { return answer(outcome.object, representation) }
        return Self.encoded(
            JSONWriter.bytes([
                "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
                "details": [
                    "name": .string(name), "group": .string(type.group), "kind": .string(type.plural),
                    "uid": .string(outcome.object.uid),
                ],
            ]), representation)
    }

    /// Deletes what a list with the same selectors shows, and answers with that list.
    func deleteCollection() throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: false)
        let options = try DeleteOptions(request)
        let selection = try Selection(namespace: namespace, request)
        let version = try ListOptions(request).version ?? 0
        guard version <= store.version else { throw .tooLargeVersion(version, current: store.version) }
        var deleted: [StoredObject] = []
        for object in store.snapshot(of: kind.storage).objects where selection.matches(object) {
            // What somebody else has deleted in the meantime is what was wanted.
            var endpoint = self
            endpoint.namespace = object.key.namespace
            let outcome = try? endpoint.write(object.key.name, isDryRun: options.isDryRun) {
                existing throws(APIStatus) in
                guard let existing else { throw .notFound(type, object.key.name) }
                try options.check(existing, type)
                return deletion(of: existing.object)
            }
            if let outcome { deleted.append(outcome.object) }
        }
        return answer(list: deleted, Renderer.ListFacts(version: store.version), representation)
    }
}

/// What may come with a deletion, in the query or as a body.
struct DeleteOptions {
    private static let policies = ["Foreground", "Background", "Orphan"]

    var isDryRun: Bool
    private var uid: String?
    private var resourceVersion: String?

    /// - Throws: 415, 400 for a body that is none, 422 for values that do not exist.
    init(_ request: APIRequest) throws(APIStatus) {
        _ = try request.number("gracePeriodSeconds")
        let body = try Self.body(request)
        let write = try WriteOptions(request, kind: "DeleteOptions")
        isDryRun = write.isDryRun || body["dryRun"]?.array?.contains("All") == true
        uid = body["preconditions"]?["uid"]?.string
        resourceVersion = body["preconditions"]?["resourceVersion"]?.string
        // Nothing here depends on another object, so that all policies come to the same.
        if let policy = body["propagationPolicy"]?.string ?? request.text("propagationPolicy"),
            !Self.policies.contains(policy)
        {
            throw .invalidOptions(
                "DeleteOptions",
                [.notSupported("propagationPolicy", .string(policy), Self.policies + ["nil"])])
        }
    }

    private static func body(_ request: APIRequest) throws(APIStatus) -> JSONValue {
        guard !request.body.isEmpty else { return .object(JSONObject()) }
        let type = MediaType(request.contentType)
        guard request.contentType.isEmpty || ObjectReader.mediaTypes.contains(type.name) else {
            throw .unsupportedMediaType(ObjectReader.mediaTypes)
        }
        let value = try parse(request.body, isYAML: type.name == "application/yaml")
        guard value.object != nil else {
            throw .badRequest("couldn't get version/kind; json parse error: json: cannot unmarshal \(value.typeName)")
        }
        if let kind = value["kind"], !kind.isNull, kind != "DeleteOptions" {
            throw .badRequest("no kind \(JSONWriter.text(kind)) is registered for deletion; send DeleteOptions")
        }
        try checkTypes(value)
        return value
    }

    private static func parse(_ body: [UInt8], isYAML: Bool) throws(APIStatus) -> JSONValue {
        if isYAML {
            do throws(YAMLError) { return try YAMLReader.parse(String(decoding: body, as: UTF8.self)) } catch {
                throw .badRequest("couldn't get version/kind; yaml: \(error.description)")
            }
        }
        do throws(JSONError) { return try JSONParser.parse(body) } catch {
            throw .badRequest("couldn't get version/kind; json parse error: \(error.description)")
        }
    }

    private static func checkTypes(_ value: JSONValue) throws(APIStatus) {
        func refuse(_ field: String, _ value: JSONValue, _ expected: String) -> APIStatus {
            .badRequest(
                "json: cannot unmarshal \(value.goTypeName) into Go struct field DeleteOptions.\(field) of type \(expected)"
            )
        }
        if let policy = value["propagationPolicy"], !policy.isNull, policy.string == nil {
            throw refuse("propagationPolicy", policy, "v1.DeletionPropagation")
        }
        if let dryRun = value["dryRun"], !dryRun.isNull {
            guard let directives = dryRun.array else { throw refuse("dryRun", dryRun, "[]string") }
            guard directives.allSatisfy({ $0 == "All" }) else {
                throw .invalidOptions("DeleteOptions", [.notSupported("dryRun", dryRun, ["All"])])
            }
        }
        if let conditions = value["preconditions"], !conditions.isNull, conditions.object == nil {
            throw refuse("preconditions", conditions, "v1.Preconditions")
        }
    }

    /// - Throws: 409 when the object is not the one, or not the version, that was meant.
    func check(_ existing: StoredObject, _ type: ResourceType) throws(APIStatus) {
        if let uid, uid != existing.uid {
            throw .preconditionFailed(
                type, existing.key.name,
                "the UID in the precondition (\(uid)) does not match the UID in record (\(existing.uid)). "
                    + "The object might have been deleted and then recreated")
        }
        if let resourceVersion, resourceVersion != String(existing.version) {
            throw .preconditionFailed(
                type, existing.key.name,
                "the ResourceVersion in the precondition (\(resourceVersion)) does not match the ResourceVersion in record "
                    + "(\(existing.version)). The object might have been modified")
        }
    }
}
