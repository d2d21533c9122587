import KubeModel

/// One match of a rule.
struct RouteMatch: Hashable, Sendable {
    enum PathType: Int, Hashable, Sendable { case exact, regularExpression, prefix }

    struct Pair: Hashable, Sendable {
        var name: String
        var type: String
        var value: String
    }

    var pathType = PathType.prefix
    var path = "/"
    var method: String?
    var headers: [Pair] = []
    var queries: [Pair] = []

    init() {}

    init(http value: JSONValue) {
        switch value[path: ["path", "type"]]?.string {
        case "Exact": pathType = .exact
        case "RegularExpression": pathType = .regularExpression
        default: pathType = .prefix
        }
        path = value[path: ["path", "value"]]?.string ?? "/"
        method = value["method"]?.string
        headers = (value["headers"]?.array ?? []).map(Self.pair)
        queries = (value["queryParams"]?.array ?? []).map(Self.pair)
    }

    /// R19: the method of a service as a path.
    init(grpc value: JSONValue) {
        headers = (value["headers"]?.array ?? []).map(Self.pair)
        let method = value["method"], service = method?["service"]?.string, name = method?["method"]?.string
        let isRegex = method?["type"]?.string == "RegularExpression"
        switch (service, name) {
        case (let service?, let name?): (pathType, path) = (isRegex ? .regularExpression : .exact, "/\(service)/\(name)")
        case (let service?, nil): (pathType, path) = isRegex ? (.regularExpression, "/\(service)/.+") : (.prefix, "/\(service)")
        case (nil, let name?): (pathType, path) = (.regularExpression, "/.+/\(name)")
        case (nil, nil): break
        }
    }

    private static func pair(_ value: JSONValue) -> Pair {
        Pair(name: value["name"]?.string ?? "", type: value["type"]?.string ?? "Exact", value: value["value"]?.string ?? "")
    }
}

/// One rule of a route.
struct RouteRule: Sendable {
    var name: String?
    var matches: [RouteMatch]
    /// Whether the matches were written, and not put in by default.
    var hasMatches: Bool
    var filters: [JSONValue]
    var backends: [JSONValue]
    var raw: JSONValue

    init(_ value: JSONValue, isGRPC: Bool) {
        name = value["name"]?.string
        let written = value["matches"]?.array ?? []
        hasMatches = !written.isEmpty
        matches = written.isEmpty ? [RouteMatch()] : written.map { isGRPC ? RouteMatch(grpc: $0) : RouteMatch(http: $0) }
        filters = value["filters"]?.array ?? []
        backends = value["backendRefs"]?.array ?? []
        raw = value
    }

    /// Names of objects of a kind that filters refer to, in order.
    func extensions(_ kind: String) -> [String] { Self.extensions(kind, in: filters) }

    static func extensions(_ kind: String, in filters: [JSONValue]) -> [String] {
        filters.compactMap { filter in
            guard filter["type"]?.string == "ExtensionRef", let ref = filter["extensionRef"], ref["kind"]?.string == kind else { return nil }
            return ref["name"]?.string
        }
    }
}

/// A reference of a route to what it hangs on.
struct ParentReference: Sendable {
    var group: String
    var kind: String
    var namespace: String
    var name: String
    var section: String?
    var port: Int?
    /// Whether group and kind were written.
    var isExplicit: Bool

    init(_ value: JSONValue, namespace: String) {
        group = value["group"]?.string ?? "gateway.networking.k8s.io"
        kind = value["kind"]?.string ?? "Gateway"
        self.namespace = value["namespace"]?.string ?? namespace
        name = value["name"]?.string ?? ""
        section = value["sectionName"]?.string
        port = value["port"]?.integer
        isExplicit = value["group"]?.string != nil && value["kind"]?.string != nil
    }
}

/// An HTTPRoute or a GRPCRoute; for checks also a route of streams.
struct RouteObject: Sendable {
    var head: ObjectHead
    var parents: [ParentReference]
    var hostnames: [String]
    var rules: [RouteRule]
    var reported: [ReportedStatus]

    init?(_ object: JSONValue) {
        guard let head = ObjectHead(object) else { return nil }
        self.head = head
        let spec = object["spec"], isGRPC = head.kind == "GRPCRoute"
        parents = (spec?["parentRefs"]?.array ?? []).map { ParentReference($0, namespace: head.namespace) }
        hostnames = (spec?["hostnames"]?.array ?? []).compactMap(\.string)
        rules = (spec?["rules"]?.array ?? []).map { RouteRule($0, isGRPC: isGRPC) }
        reported = ReportedStatus.all(in: object)
    }

    var isGRPC: Bool { head.kind == "GRPCRoute" }
}
