import KubeModel

/// All objects that the rules read, in their own forms, with what the server would have filled in.
struct PolicyWorld: Sendable {
    let settings: PolicySettings
    /// Kinds of which not everything could be read: nothing of them is missing, it is only not known.
    let unread: Set<String>
    private(set) var classes: [String: String] = [:]
    private(set) var gateways: [ListenerHolder] = []
    private(set) var sets: [ListenerHolder] = []
    private(set) var routes: [RouteObject] = []
    /// TrafficPolicies, HTTPListenerPolicies and ListenerPolicies.
    private(set) var policies: [PolicyObject] = []
    private(set) var extensions: [String: JSONValue] = [:]
    private(set) var directResponses: Set<String> = []
    private(set) var secrets: [String: JSONValue] = [:]
    private(set) var services: [String: JSONValue] = [:]
    private(set) var backends: [String: JSONValue] = [:]
    private(set) var grants: [ReferenceGrantObject] = []
    /// Objects that were there before the one that counts, by identity.
    private(set) var duplicates: [ObjectHead] = []
    private var namespaces: [String: [String: String]] = [:]
    /// By `namespace/name`.
    private var routePlaces: [String: Int] = [:]
    private var policyPlaces: [String: Int] = [:]

    init(_ objects: [JSONValue], _ settings: PolicySettings, unread: Set<String> = []) {
        self.settings = settings
        self.unread = unread
        let last = lastOnes(of: objects)
        for object in last where object["kind"]?.string == "Namespace" {
            guard let head = ObjectHead(object, isNamespaced: false) else { continue }
            namespaces[head.name] = head.labels
        }
        for object in last where isDiscovered(object) { take(object) }
    }

    /// Of the same object the last one counts, at the place of the first.
    private mutating func lastOnes(of objects: [JSONValue]) -> [JSONValue] {
        var places: [String: Int] = [:], kept: [JSONValue] = []
        places.reserveCapacity(objects.count)
        kept.reserveCapacity(objects.count)
        for object in objects {
            guard let identity = ObjectHead.identity(of: object) else { continue }
            if let place = places[identity] {
                kept[place] = object
                if let head = ObjectHead(object) { duplicates.append(head) }
            } else {
                places[identity] = kept.count
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
        return settings.discoverySelectors.contains { $0.matches(labels) }
    }

    private mutating func take(_ object: JSONValue) {
        guard let head = ObjectHead(object) else { return }
        switch (head.group, head.kind) {
        case ("gateway.networking.k8s.io", "GatewayClass"):
            classes[head.name] = object[path: ["spec", "controllerName"]]?.string ?? ""
        case ("gateway.networking.k8s.io", "Gateway"): if let gateway = ListenerHolder(object) { gateways.append(gateway) }
        case (let group, let kind) where (group, kind) == settings.rules.listenerSet: if let set = ListenerHolder(object) { sets.append(set) }
        case ("gateway.networking.k8s.io", "HTTPRoute"), ("gateway.networking.k8s.io", "GRPCRoute"):
            if let route = RouteObject(object) {
                if !route.isGRPC { routePlaces[head.place] = routes.count }
                routes.append(route)
            }
        case ("gateway.kgateway.dev", "TrafficPolicy"), ("gateway.kgateway.dev", "HTTPListenerPolicy"), ("gateway.kgateway.dev", "ListenerPolicy"):
            guard settings.rules.serves(policy: head.kind) else { return }
            if let policy = PolicyObject(object, settings.rules) {
                if head.kind == "TrafficPolicy" { policyPlaces[head.place] = policies.count }
                policies.append(policy)
            }
        case ("gateway.kgateway.dev", "GatewayExtension"): extensions[head.place] = object
        case ("gateway.kgateway.dev", "DirectResponse"): directResponses.insert(head.place)
        case ("gateway.kgateway.dev", "Backend"): backends[head.place] = object
        case ("", "Secret"): secrets[head.place] = object
        case ("", "Service"): services[head.place] = object
        case ("gateway.networking.k8s.io", "ReferenceGrant"): grants.append(ReferenceGrantObject(object))
        default: break
        }
    }

    func labels(of namespace: String) -> [String: String] {
        var labels = namespaces[namespace] ?? [:]
        labels["kubernetes.io/metadata.name"] = namespace
        return labels
    }

    func route(_ namespace: String, _ name: String) -> RouteObject? { routePlaces["\(namespace)/\(name)"].map { routes[$0] } }
    /// The TrafficPolicy of that name.
    func policy(_ namespace: String, _ name: String) -> Int? { policyPlaces["\(namespace)/\(name)"] }

    /// Whether something of one kind and namespace may refer to something in another namespace.
    func isGranted(from kind: String, in namespace: String, group: String, to target: String, in other: String, name: String) -> Bool {
        namespace == other || unread.contains("ReferenceGrant")
            || grants.contains {
                $0.namespace == other && $0.allows(from: kind, in: namespace, group: group) && $0.allows(to: target, name: name)
            }
    }

    /// Whether the controller serves a Gateway: by its class, which is assumed where nothing says otherwise.
    func isServed(_ gateway: ListenerHolder) -> Bool {
        if let controller = classes[gateway.className] { return controller == "kgateway.dev/kgateway" }
        return !["kgateway-waypoint", "agentgateway"].contains(gateway.className)
    }

    /// Whether that is only assumed.
    func isClassAssumed(_ gateway: ListenerHolder) -> Bool { classes[gateway.className] == nil && isServed(gateway) }
}
