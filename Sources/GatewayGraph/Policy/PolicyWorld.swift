import KubeModel

/// What the controller is told by its environment.
public struct PolicySettings: Sendable {
    public var merge: [String: String] = [:]
    /// Whether the setting for merges can be read; else nothing is merged at all.
    public private(set) var isMergeReadable = true
    public var globalNamespace: String?
    public var discoverySelectors: [JSONValue] = []
    public var sortsByWeight = false
    public var isStrict = false
    /// As they were given.
    public private(set) var given: [String: String] = [:]

    public init() {}

    public init(_ environment: [String: String]) {
        given = environment
        if let text = environment["KGW_POLICY_MERGE"], !text.isEmpty {
            if let value = try? JSONParser.parse(Array(text.utf8)) {
                for (field, way) in value["trafficPolicy"]?.object ?? JSONObject() { merge[field] = way.string ?? "" }
            } else {
                isMergeReadable = false
            }
        }
        globalNamespace = environment["KGW_GLOBAL_POLICY_NAMESPACE"].flatMap { $0.isEmpty ? nil : $0 }
        if let text = environment["KGW_DISCOVERY_NAMESPACE_SELECTORS"] {
            discoverySelectors = (try? JSONParser.parse(Array(text.utf8)))?.array ?? []
        }
        sortsByWeight = environment["KGW_WEIGHTED_ROUTE_PRECEDENCE"]?.lowercased() == "true"
        isStrict = environment["KGW_VALIDATION_MODE"]?.uppercased() == "STRICT"
    }
}

/// All objects that the rules read, in their own forms, with what the server would have filled in.
struct PolicyWorld: Sendable {
    let settings: PolicySettings
    private(set) var classes: [String: String] = [:]
    private(set) var gateways: [ListenerHolder] = []
    private(set) var sets: [ListenerHolder] = []
    private(set) var routes: [RouteObject] = []
    private(set) var policies: [TrafficPolicyObject] = []
    private(set) var extensions: [String: JSONValue] = [:]
    private(set) var directResponses: Set<String> = []
    private(set) var secrets: [String: JSONValue] = [:]
    private(set) var services: [String: JSONValue] = [:]
    private(set) var backends: Set<String> = []
    private(set) var grants: [JSONValue] = []
    private var namespaces: [String: [String: String]] = [:]
    /// By `namespace/name`.
    private var routePlaces: [String: Int] = [:]
    private var policyPlaces: [String: Int] = [:]

    init(_ objects: [JSONValue], _ settings: PolicySettings) {
        self.settings = settings
        for object in Self.last(objects) where object["kind"]?.string == "Namespace" {
            guard let head = ObjectHead(object, isNamespaced: false) else { continue }
            namespaces[head.name] = head.labels
        }
        for object in Self.last(objects) where isDiscovered(object) { take(object) }
    }

    /// Of the same object the last one counts, at the place of the first.
    private static func last(_ objects: [JSONValue]) -> [JSONValue] {
        var places: [String: Int] = [:], kept: [JSONValue] = []
        for object in objects {
            guard let head = ObjectHead(object) else { continue }
            if let place = places[head.identity] {
                kept[place] = object
            } else {
                places[head.identity] = kept.count
                kept.append(object)
            }
        }
        return kept
    }

    private func isDiscovered(_ object: JSONValue) -> Bool {
        guard !settings.discoverySelectors.isEmpty, let kind = object["kind"]?.string, kind != "GatewayClass", kind != "Namespace" else {
            return true
        }
        let labels = labels(of: object[path: ["metadata", "namespace"]]?.string ?? "default")
        return settings.discoverySelectors.contains { ObjectSelector($0).matches(labels) }
    }

    private mutating func take(_ object: JSONValue) {
        guard let head = ObjectHead(object) else { return }
        switch (head.group, head.kind) {
        case ("gateway.networking.k8s.io", "GatewayClass"):
            classes[head.name] = object[path: ["spec", "controllerName"]]?.string ?? ""
        case ("gateway.networking.k8s.io", "Gateway"): if let gateway = ListenerHolder(object) { gateways.append(gateway) }
        case ("gateway.networking.x-k8s.io", "XListenerSet"), ("gateway.networking.k8s.io", "ListenerSet"):
            if let set = ListenerHolder(object) { sets.append(set) }
        case ("gateway.networking.k8s.io", "HTTPRoute"), ("gateway.networking.k8s.io", "GRPCRoute"):
            if let route = RouteObject(object) {
                if !route.isGRPC { routePlaces[head.place] = routes.count }
                routes.append(route)
            }
        case ("gateway.kgateway.dev", "TrafficPolicy"):
            if let policy = TrafficPolicyObject(object) {
                policyPlaces[head.place] = policies.count
                policies.append(policy)
            }
        case ("gateway.kgateway.dev", "GatewayExtension"): extensions[head.place] = object
        case ("gateway.kgateway.dev", "DirectResponse"): directResponses.insert(head.place)
        case ("gateway.kgateway.dev", "Backend"): backends.insert(head.place)
        case ("", "Secret"): secrets[head.place] = object
        case ("", "Service"): services[head.place] = object
        case ("gateway.networking.k8s.io", "ReferenceGrant"): grants.append(object)
        default: break
        }
    }

    func labels(of namespace: String) -> [String: String] {
        var labels = namespaces[namespace] ?? [:]
        labels["kubernetes.io/metadata.name"] = namespace
        return labels
    }

    func route(_ namespace: String, _ name: String) -> RouteObject? { routePlaces["\(namespace)/\(name)"].map { routes[$0] } }
    func policy(_ namespace: String, _ name: String) -> Int? { policyPlaces["\(namespace)/\(name)"] }

    /// Whether something of one kind and namespace may refer to something in another namespace.
    func isGranted(from kind: String, in namespace: String, group: String, to target: String, in other: String, name: String) -> Bool {
        namespace == other
            || grants.contains { grant in
                (grant[path: ["metadata", "namespace"]]?.string ?? "default") == other
                    && (grant[path: ["spec", "from"]]?.array ?? []).contains {
                        $0["group"]?.string == group && $0["kind"]?.string == kind && $0["namespace"]?.string == namespace
                    }
                    && (grant[path: ["spec", "to"]]?.array ?? []).contains {
                        $0["kind"]?.string == target && ($0["name"]?.string.map { $0.isEmpty || $0 == name } ?? true)
                    }
            }
    }

    /// Whether the controller serves a Gateway: by its class, which is assumed where nothing says otherwise.
    func isServed(_ gateway: ListenerHolder) -> Bool {
        if let controller = classes[gateway.className] { return controller == "kgateway.dev/kgateway" }
        return !["kgateway-waypoint", "agentgateway"].contains(gateway.className)
    }
}
