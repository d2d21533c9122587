import KubeModel

/// The whole API as a function of a request: who may ask, which path is meant, what is answered.
struct SandboxAPI: Sendable {
    let store: ObjectStore
    let token: Token
    let discovery: Discovery
    private let kinds: [String: ServedKind]

    init(store: ObjectStore, token: String, kinds: [ServedKind]) {
        self.store = store
        self.token = Token(token)
        let served = kinds + [.namespaces]
        discovery = Discovery(kinds: served)
        self.kinds = Dictionary(served.map { (Self.path($0.type), $0) }, uniquingKeysWith: { $1 })
    }

    private static func path(_ type: ResourceType) -> String { "\(type.group)/\(type.version)/\(type.plural)" }

    func respond(_ request: APIRequest) -> APIResponse {
        do throws(APIStatus) {
            guard token.admits(request.authorization) else { throw .unauthorized }
            if let endpoint = try endpoint(request) { return try endpoint.respond() }
            guard ["GET", "HEAD"].contains(request.method) else { throw .methodNotAllowed(request.method, nil) }
            guard let response = discovery.respond(request) else { throw .unknownPath }
            return response
        } catch {
            return APIResponse(error)
        }
    }

    /// The methods that a path knows, for `Allow`; empty for paths that do not exist.
    func methods(_ request: APIRequest) -> [String] {
        // A path that cannot be resolved has no methods; why is told by the response itself.
        guard let endpoint = try? endpoint(request) else { return ["GET", "HEAD"] }
        return endpoint.methods
    }

    /// The resource that a path names; nil for every other path.
    ///
    /// - Throws: 404 where group and version are served and the rest means nothing.
    private func endpoint(_ request: APIRequest) throws(APIStatus) -> ResourceEndpoint? {
        let path = request.path
        let isCore = path.first == "api"
        let prefix = isCore ? 2 : 3
        guard isCore || path.first == "apis", path.count > prefix else { return nil }
        let group = isCore ? "" : path[1]
        let version = path[prefix - 1]
        var rest = Array(path[prefix...])
        var namespace: String?
        if rest[0] == "namespaces", rest.count > 2 {
            namespace = rest[1]
            rest.removeFirst(2)
        }
        guard let kind = kinds["\(group)/\(version)/\(rest[0])"], rest.count <= 3 else { throw .unknownPath }
        guard kind.type.isNamespaced || namespace == nil else { throw .unknownPath }
        let name = rest.count > 1 ? rest[1] : nil
        if name != nil, kind.type.isNamespaced, namespace == nil { throw .unknownPath }
        var endpoint = ResourceEndpoint(
            store: store, kind: kind, request: request, namespace: namespace, name: name)
        if rest.count == 3 {
            guard rest[2] == "status", kind.hasStatus, kind.type != .namespace else {
                throw .notFound(kind.type, rest[1])
            }
            endpoint.isStatus = true
        }
        return endpoint
    }
}

extension ServedKind {
    /// Namespaces as the sandbox has them: made by the objects in them, read only.
    static let namespaces = ServedKind(
        type: .namespace, shortNames: ["ns"],
        tableColumns: [TableColumn("Status", summary: "The phase of the namespace.", path: ["status", "phase"])],
        hasStatus: true)
}

/// The secret that opens the sandbox. It is compared in constant time and never described.
struct Token: Sendable, CustomStringConvertible, CustomReflectable {
    private let secret: [UInt8]

    init(_ secret: String) { self.secret = Array(secret.utf8) }

    var description: String { "Token" }
    var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether an `Authorization` header carries the token: as a bearer, or as the password of anybody.
    func admits(_ header: String) -> Bool {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return false }
        switch parts[0].lowercased() {
        case "bearer": return matches(Array(parts[1].utf8))
        case "basic":
            guard let decoded = Base64.decode(String(parts[1])), let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
            else {
                return false
            }
            return matches(Array(decoded[(colon + 1)...]))
        default: return false
        }
    }

    private func matches(_ candidate: [UInt8]) -> Bool {
        guard !secret.isEmpty else { return false }
        var difference = UInt(bitPattern: candidate.count ^ secret.count)
        for index in candidate.indices { difference |= UInt(candidate[index] ^ secret[index % secret.count]) }
        return difference == 0
    }
}
