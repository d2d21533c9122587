import Foundation
import KubeModel

/// One resource path under one request: which kind, which object, and the verbs on it.
struct ResourceEndpoint {
    var store: ObjectStore
    var kind: ServedKind
    var request: APIRequest
    /// nil: cluster-wide, or a cluster-scoped kind.
    var namespace: String?
    var name: String?
    /// Whether the path ends in `/status`.
    var isStatus = false
    /// Follows what is written to definitions.
    var definitions: DefinitionController

    var type: ResourceType { kind.type }

    /// The methods this path knows, for `Allow`.
    var methods: [String] {
        if type == .namespace { return ["GET", "HEAD"] }
        if isStatus { return ["GET", "HEAD", "PATCH", "PUT"] }
        if name != nil { return ["DELETE", "GET", "HEAD", "PATCH", "PUT"] }
        if type.isNamespaced, namespace == nil { return ["GET", "HEAD"] }
        return ["DELETE", "GET", "HEAD", "POST"]
    }

    /// - Throws: Whatever the verb refuses; 405 for one this path does not know.
    func respond() throws(APIStatus) -> APIResponse {
        guard methods.contains(request.method) else { throw try misdirected() }
        var response = try answer()
        if let deprecation = kind.deprecation { response.warnings.insert(deprecation, at: 0) }
        return response
    }

    /// The refusal of a method that this path does not know. Kubernetes finds some of them out late.
    private func misdirected() throws(APIStatus) -> APIStatus {
        guard type != .namespace, !isStatus else { return .methodNotAllowed(verb, type) }
        switch (request.method, name) {
        case ("PUT", nil), ("PATCH", nil), ("POST", nil), ("DELETE", nil):
            if type.isNamespaced, namespace == nil { return .unknownPath }
            return .badRequest("name must be provided")
        case ("POST", _?):
            _ = try ObjectReader(kind: kind, request: request, namespace: namespace).read()
            return .methodNotAllowed(verb, type)
        default: return .methodNotAllowed(verb, type)
        }
    }

    private func answer() throws(APIStatus) -> APIResponse {
        switch (request.method, name) {
        case ("GET", let name?), ("HEAD", let name?): return try get(name)
        case ("GET", nil), ("HEAD", nil):
            return request.flag("watch") && request.method == "GET" ? try watch() : try list()
        case ("POST", _): return try create()
        case ("PUT", let name?): return try replace(name)
        case ("PATCH", let name?): return try patch(name)
        case ("DELETE", let name?): return try delete(name)
        case ("DELETE", nil): return try deleteCollection()
        default: throw .methodNotAllowed(verb, type)
        }
    }

    /// The verb as rules of access and refusals name it.
    var verb: String {
        switch request.method {
        case "POST": "create"
        case "PUT": "update"
        case "PATCH": "patch"
        case "DELETE": name == nil ? "deletecollection" : "delete"
        case "GET", "HEAD": name != nil ? "get" : request.flag("watch") ? "watch" : "list"
        default: ""
        }
    }

    func key(_ name: String) -> ObjectKey { ObjectKey(namespace: namespace, name: name) }

    func get(_ name: String) throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        if let version = try ListOptions.version(request.text("resourceVersion")), version > store.version {
            throw .tooLargeVersion(version, current: store.version)
        }
        guard let stored = store.stored(kind.storage, key(name)) else { throw .notFound(type, name) }
        return answer(stored, representation)
    }

    /// One object as the answer to a verb.
    func answer(
        _ stored: StoredObject, _ representation: Representation, status: Int = 200, warnings: [String] = []
    ) -> APIResponse {
        var response = Self.encoded(Renderer(kind: kind, representation: representation).object(stored), representation)
        response.status = status
        response.warnings = warnings
        return response
    }

    /// Reads, decides and writes as one step, in the version of this path. Definitions are followed at once.
    func write(
        _ name: String, isDryRun: Bool, _ decide: (StoredObject?) throws(APIStatus) -> ObjectStore.Decision
    ) throws(APIStatus) -> ObjectStore.Outcome {
        let renderer = Renderer(kind: kind, representation: .json)
        let outcome = try store.write(kind.storage, key(name), isDryRun: isDryRun) { existing throws(APIStatus) in
            let decision = try decide(existing.map(renderer.view))
            guard case .put(let value) = decision else { return decision }
            let stored = stored(value)
            // What is only looked at is never too large.
            guard isDryRun || JSONWriter.bytes(stored).count <= BodyBounds.storedLimit else {
                throw .unexpected("etcdserver: request is too large")
            }
            return .put(stored)
        }
        guard !isDryRun else { return outcome }
        if type == .customResourceDefinition {
            definitions.follow(outcome.object.object)
        } else if outcome.isRemoved {
            definitions.finish(ObjectKey(namespace: nil, name: type.qualifiedName))
        }
        return outcome
    }

    /// The object in the version that it is kept in.
    private func stored(_ object: JSONValue) -> JSONValue {
        guard kind.storage != type else { return object }
        var object = object
        object["apiVersion"] = .string(kind.storage.apiVersion)
        return object
    }

    /// What a delete does to an object of this kind.
    func deletion(of object: JSONValue) -> ObjectStore.Decision {
        type == .customResourceDefinition
            ? definitions.deletion(of: object) : ObjectLifecycle(kind: kind).deletion(of: object)
    }

    /// A list in the language the client asked for. What is small is sent as one piece, with its length.
    func answer(
        list objects: [StoredObject], _ facts: Renderer.ListFacts, _ representation: Representation
    ) -> APIResponse {
        let list = ListStream(Renderer(kind: kind, representation: representation), objects, facts)
        let contentType = representation.isYAML ? "application/yaml" : "application/json"
        return APIResponse(contentType: contentType, objects.count > 64 ? .pieces(list, isEndless: false) : .bytes(list.bytes))
    }

    /// JSON bytes in the language the client asked for.
    static func encoded(_ bytes: [UInt8], _ representation: Representation) -> APIResponse {
        // What the server wrote itself can be read again; should it not be, JSON is YAML.
        guard representation.isYAML, let value = try? JSONParser.parse(bytes) else {
            return APIResponse(.bytes(bytes + [0x0A]))
        }
        return APIResponse(contentType: "application/yaml", .bytes(Array(YAMLWriter.text(value).utf8)))
    }
}
