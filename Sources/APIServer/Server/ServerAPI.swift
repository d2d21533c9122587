import KubeModel

/// The whole API as a function of a request: who may ask, which path is meant, what is answered.
struct ServerAPI: Sendable {
    let store: ObjectStore
    let registry: KindRegistry
    let definitions: DefinitionController
    private let gate: AccessGate

    /// - Parameter grants: What tokens other than `token` open.
    init(store: ObjectStore, token: String, kinds: [ServedKind], grants: [String: AccessRules] = [:]) {
        self.store = store
        gate = AccessGate(token: token, grants: grants)
        registry = KindRegistry(kinds)
        definitions = DefinitionController(store: store, registry: registry)
        definitions.seed()
    }

    func respond(_ request: APIRequest) -> APIResponse {
        do throws(APIStatus) {
            let rules = try gate.rules(for: request)
            try BodyBounds.check(request)
            let snapshot = registry.current
            if let endpoint = try endpoint(request, snapshot) {
                if endpoint.methods.contains(request.method) { try endpoint.check(rules) }
                return try endpoint.respond()
            }
            if let review = try AccessReviews.respond(request, rules) { return review }
            guard ["GET", "HEAD"].contains(request.method) else { throw .methodNotAllowed(request.method, nil) }
            guard let response = try snapshot.discovery.respond(request) else { throw .unknownPath }
            return response
        } catch {
            return APIResponse(error)
        }
    }

    /// The methods that a path knows, for `Allow`; empty for paths that do not exist.
    func methods(_ request: APIRequest) -> [String] {
        // A path that cannot be resolved has no methods; why is told by the response itself.
        guard let endpoint = try? endpoint(request, registry.current) else { return ["GET", "HEAD"] }
        return endpoint.methods
    }

    /// The resource that a path names; nil for every other path.
    ///
    /// - Throws: 404 where group and version are served and the rest means nothing.
    private func endpoint(
        _ request: APIRequest, _ snapshot: KindRegistry.Snapshot
    ) throws(APIStatus) -> ResourceEndpoint? {
        let path = request.path
        let isCore = path.first == "api"
        let prefix = isCore ? 2 : 3
        guard isCore || path.first == "apis", path.count > prefix else { return nil }
        let group = isCore ? "" : path[1]
        let version = path[prefix - 1]
        guard snapshot.isServed(group: group, version: version) else { return nil }
        var rest = Array(path[prefix...])
        var namespace: String?
        if rest[0] == "namespaces", rest.count > 2 {
            namespace = rest[1]
            rest.removeFirst(2)
        }
        guard let kind = snapshot.kind(group: group, version: version, plural: rest[0]), rest.count <= 3 else {
            throw .unknownPath
        }
        guard kind.type.isNamespaced || namespace == nil else { throw .unknownPath }
        let name = rest.count > 1 ? rest[1] : nil
        if name != nil, kind.type.isNamespaced, namespace == nil { throw .unknownPath }
        var endpoint = ResourceEndpoint(
            store: store, kind: kind, request: request, namespace: namespace, name: name, definitions: definitions)
        if rest.count == 3 {
            guard rest[2] == "status", kind.hasStatus, kind.type != .namespace else {
                throw .notFound(kind.type, rest[1])
            }
            endpoint.isStatus = true
        }
        return endpoint
    }
}

extension ResourceEndpoint {
    /// - Throws: 403 for what the rules do not allow.
    func check(_ rules: AccessRules) throws(APIStatus) {
        let attempt = AccessAttempt(
            verb: verb, group: type.group, resource: type.plural, subresource: isStatus ? "status" : "",
            namespace: namespace, name: name ?? "")
        guard rules.allows(attempt) else { throw attempt.refusal(for: rules.user) }
        // Applying may create.
        guard request.method == "PATCH", MediaType(request.contentType).name == "application/apply-patch+yaml",
            !isStatus, let name, store.stored(kind.storage, key(name)) == nil
        else { return }
        var creating = attempt
        creating.verb = "create"
        guard rules.allows(creating) else { throw creating.refusal(for: rules.user) }
    }
}

extension ServedKind {
    /// Namespaces: made by the objects in them, read only.
    static let namespaces = ServedKind(
        type: .namespace, shortNames: ["ns"],
        tableColumns: [TableColumn("Status", summary: "The phase of the namespace.", path: ["status", "phase"])],
        hasStatus: true)
}
