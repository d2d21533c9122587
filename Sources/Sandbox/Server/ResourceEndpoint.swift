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
        guard methods.contains(request.method) else { throw .methodNotAllowed(verb, type) }
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

    private var verb: String {
        switch request.method {
        case "POST": "create"
        case "PUT": "update"
        case "PATCH": "patch"
        case "DELETE": name == nil ? "deletecollection" : "delete"
        default: request.method
        }
    }

    func key(_ name: String) -> ObjectKey { ObjectKey(namespace: namespace, name: name) }

    func get(_ name: String) throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        if let version = try ListOptions.version(request.text("resourceVersion")), version > store.version {
            throw .tooLargeVersion(version, current: store.version)
        }
        guard let stored = store.stored(type, key(name)) else { throw .notFound(type, name) }
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

    /// JSON bytes in the language the client asked for.
    static func encoded(_ bytes: [UInt8], _ representation: Representation) -> APIResponse {
        // What the server wrote itself can be read again; should it not be, JSON is YAML.
        guard representation.isYAML, let value = try? JSONParser.parse(bytes) else {
            return APIResponse(.bytes(bytes + [0x0A]))
        }
        return APIResponse(contentType: "application/yaml", .bytes(Array(YAMLWriter.text(value).utf8)))
    }
}
