import KubeModel

/// All objects that the rules read, in their own forms, with what the server would have filled in.
struct PolicyWorld: Sendable {
    var settings: PolicySettings
    /// Kinds of which not everything could be read: nothing of them is missing, it is only not known.
    var unread: Set<String>
    /// Those of them that are so only because an object has a name that is probably theirs, misspelt; its own finding says that.
    private(set) var misnamed: Set<String> = []
    private(set) var classes: [String: String] = [:]
    /// What classes name for the proxies of their Gateways, by class.
    private(set) var classParameters: [String: ParametersReference] = [:]
    private(set) var extensions: [String: JSONValue] = [:]
    /// By place, with what the status of each says.
    private(set) var directResponses: [String: [AncestorStatus]] = [:]
    private(set) var secrets: [String: JSONValue] = [:]
    private(set) var services: [String: JSONValue] = [:]
    private(set) var backends: [String: JSONValue] = [:]
    /// Of the kinds that only checks look at, by kind and place (``otherKinds``).
    private(set) var others: [String: [String: JSONValue]] = [:]
    /// Who names what only checks look for, by kind and place.
    private(set) var naming: [String: NamingObject] = [:]
    /// Those of a kind or version that the rules do not serve, by kind and place.
    private(set) var unserved: [String: (head: ObjectHead, version: String)] = [:]
    /// Those of a kind or group that there is not, by kind and place.
    private(set) var strangers: [String: (head: ObjectHead, mistake: KnownKinds.Mistake)] = [:]
    /// Those with fields that the rules do not serve, by kind and place.
    private(set) var foreignFields: [String: (head: ObjectHead, fields: [ServedField.Foreign])] = [:]
    /// What definitions say of the kinds of the Gateway API and of kgateway, by the name of each.
    private(set) var definitions: [String: KindDefinition] = [:]
    /// Objects that were there before the one that counts.
    private(set) var duplicates: [ObjectHead] = []
    private var gatewaySlots = Slots<ListenerHolder>()
    private var setSlots = Slots<ListenerHolder>()
    private var routeSlots = Slots<RouteObject>()
    private var policySlots = Slots<PolicyObject>()
    private var grantSlots = Slots<ReferenceGrantObject>()
    private var namespaces: [String: [String: String]] = [:]
    /// For the names that were meant; others as soon as an object is another.
    private(set) var tables = PlaceTables()

    var gateways: [ListenerHolder] { gatewaySlots.values }
    var sets: [ListenerHolder] { setSlots.values }
    var routes: [RouteObject] { routeSlots.values }
    /// TrafficPolicies, HTTPListenerPolicies and ListenerPolicies.
    var policies: [PolicyObject] { policySlots.values }
    var grants: [ReferenceGrantObject] { grantSlots.values }

    init(_ settings: PolicySettings, unread: Set<String> = []) {
        self.settings = settings
        self.unread = unread
    }

    /// Of the same object the last one counts, at the place of the first.
    init(_ objects: [JSONValue], _ settings: PolicySettings, unread: Set<String> = []) {
        self.init(settings, unread: unread)
        var seen: Set<String> = []
        seen.reserveCapacity(objects.count)
        for object in objects {
            guard let head = ObjectHead(object) else { continue }
            if !seen.insert(head.identity).inserted { duplicates.append(head) }
            put(object, head)
            // What was meant may be what something else needs.
            if let meant = strangers["\(head.kind)/\(head.place)"]?.mistake.meant, self.unread.insert(meant.kind).inserted { misnamed.insert(meant.kind) }
        }
    }

    /// The same without what the controller does not look at (R6).
    var discovered: PolicyWorld {
        guard !settings.discoverySelectors.isEmpty else { return self }
        var world = self
        world.tables = PlaceTables()
        func isSeen(_ namespace: String) -> Bool { settings.discoverySelectors.contains { $0.matches(labels(of: namespace)) } }
        func isSeen(_ place: String, _ value: some Any) -> Bool { isSeen(String(place.prefix { $0 != "/" })) }
        world.gatewaySlots.keep { isSeen($0.head.namespace) }
        world.setSlots.keep { isSeen($0.head.namespace) }
        world.routeSlots.keep { isSeen($0.head.namespace) }
        world.policySlots.keep { isSeen($0.head.namespace) }
        world.grantSlots.keep { isSeen($0.namespace) }
        world.directResponses = directResponses.filter(isSeen)
        world.extensions = extensions.filter(isSeen)
        world.secrets = secrets.filter(isSeen)
        world.services = services.filter(isSeen)
        world.backends = backends.filter(isSeen)
        world.others = others.mapValues { $0.filter(isSeen) }
        world.naming = naming.filter { $0.value.head.namespace.isEmpty || isSeen($0.value.head.namespace) }
        return world
    }

    /// The same with nothing but these.
    ///
    /// Cost: their number.
    func only(_ ids: Set<GraphID>) -> PolicyWorld {
        var world = PolicyWorld(settings, unread: unread)
        world.namespaces = namespaces
        (world.classes, world.classParameters) = (classes, classParameters)
        for id in ids.sorted() {
            let place = "\(id.key.namespace ?? "")/\(id.key.name)", name = "\(id.kind)/\(place)"
            (world.unserved[name], world.foreignFields[name], world.naming[name]) = (unserved[name], foreignFields[name], naming[name])
            switch id.kind {
            case "Gateway": if let own = gatewaySlots[name] { world.gatewaySlots.put(own, name) }
            case "XListenerSet", "ListenerSet": if let own = setSlots[name] { world.setSlots.put(own, name) }
            case "HTTPRoute", "GRPCRoute": if let own = routeSlots[name] { world.routeSlots.put(own, name) }
            case "TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy": if let own = policySlots[name] { world.policySlots.put(own, name) }
            case "ReferenceGrant": if let own = grantSlots[name] { world.grantSlots.put(own, name) }
            case "GatewayExtension": world.extensions[place] = extensions[place]
            case "DirectResponse": world.directResponses[place] = directResponses[place]
            case "Backend": world.backends[place] = backends[place]
            case "Secret": world.secrets[place] = secrets[place]
            case "Service": world.services[place] = services[place]
            default: if let other = others[id.kind]?[place] { world.others[id.kind, default: [:]][place] = other }
            }
        }
        return world
    }

    /// The kinds that are read.
    static let kinds: Set<String> = [
        "GatewayClass", "Gateway", "XListenerSet", "ListenerSet", "HTTPRoute", "GRPCRoute", "TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy",
        "GatewayExtension", "DirectResponse", "Backend", "Secret", "Service", "ReferenceGrant", "Namespace",
    ]

    /// Kinds, by name, that policies do not depend on and checks look at.
    static let otherKinds: Set<String> = [
        "GatewayParameters", "BackendConfigPolicy", "BackendTLSPolicy", "TLSRoute", "TCPRoute", "UDPRoute", "ConfigMap", "EndpointSlice", "Deployment",
        // As far as they are none of those that are read: those of another version.
        "XListenerSet", "ListenerSet",
    ]

    /// Kinds of which an empty world says nothing: whoever keeps manifests of routes and policies often keeps these elsewhere.
    static let keptElsewhere: [ResourceType] = [.service, .secret, .configMap, .gatewayParameters, .endpointSlice]

    /// Those of a kind, by place.
    func others(_ kind: String) -> [String: JSONValue] { others[kind] ?? [:] }

    mutating func put(_ object: JSONValue) { if let head = ObjectHead(object) { put(object, head) } }

    private mutating func forgetPlaces() { if !isKnownUniquelyReferenced(&tables) || !tables.isEmpty { tables = PlaceTables() } }

    private mutating func put(_ object: JSONValue, _ head: ObjectHead) {
        forgetPlaces()
        let name = "\(head.kind)/\(head.place)"
        let version = object["apiVersion"]?.string ?? ""
        if settings.rules.serves(head.group, head.kind, String(version.dropFirst(head.group.utf8.count + 1))) {
            if !unserved.isEmpty { unserved[name] = nil }
        } else {
            unserved[name] = (head, version)
        }
        let mistake = KnownKinds.mistake(head.group, head.kind)
        if mistake != nil || strangers[name] != nil { strangers[name] = mistake.map { (head, $0) } }
        let foreign = ServedField.foreign(in: object, head, to: settings.rules)
        if !foreign.isEmpty || foreignFields[name] != nil { foreignFields[name] = foreign.isEmpty ? nil : (head, foreign) }
        let named = NamedObject.all(in: object, head)
        if !named.isEmpty || naming[name] != nil { naming[name] = named.isEmpty ? nil : NamingObject(head: head, named: named) }
        switch (head.group, head.kind) {
        case ("", "Namespace"): namespaces[head.name] = head.labels
        case ("gateway.networking.k8s.io", "GatewayClass"):
            classes[head.name] = object[path: ["spec", "controllerName"]]?.string ?? ""
            classParameters[head.name] = ParametersReference(object[path: ["spec", "parametersRef"]], in: "")
        case ("gateway.networking.k8s.io", "Gateway"): if let gateway = ListenerHolder(object) { gatewaySlots.put(gateway, name) }
        case (let group, let kind) where (group, kind) == settings.rules.listenerSet:
            if let set = ListenerHolder(object) { setSlots.put(set, name) }
        case ("gateway.networking.k8s.io", "HTTPRoute"), ("gateway.networking.k8s.io", "GRPCRoute"):
            if let route = RouteObject(object) { routeSlots.put(route, name) }
        case ("gateway.kgateway.dev", "TrafficPolicy"), ("gateway.kgateway.dev", "HTTPListenerPolicy"),
            ("gateway.kgateway.dev", "ListenerPolicy"):
            guard settings.rules.serves(policy: head.kind), let policy = PolicyObject(object, settings) else { return }
            policySlots.put(policy, name)
        case ("gateway.kgateway.dev", "GatewayExtension"): extensions[head.place] = object
        case ("gateway.kgateway.dev", "DirectResponse"): directResponses[head.place] = AncestorStatus.reported(in: object)
        case ("gateway.kgateway.dev", "Backend"): backends[head.place] = object
        case ("", "Secret"): secrets[head.place] = object
        case ("", "Service"): services[head.place] = object
        case ("gateway.networking.k8s.io", "ReferenceGrant"): grantSlots.put(ReferenceGrantObject(object), name)
        case ("apiextensions.k8s.io", "CustomResourceDefinition"): definitions[head.name] = KindDefinition(object, head)
        default: if Self.otherKinds.contains(head.kind) { others[head.kind, default: [:]][head.place] = object }
        }
    }

    /// - Parameter namespace: Empty for a kind without any.
    mutating func remove(_ kind: String, _ namespace: String, _ name: String) {
        forgetPlaces()
        let place = "\(namespace)/\(name)", key = "\(kind)/\(place)"
        (unserved[key], naming[key], foreignFields[key], strangers[key]) = (nil, nil, nil, nil)
        switch kind {
        case "Namespace": namespaces[name] = nil
        case "GatewayClass":
            classes[name] = nil
            classParameters[name] = nil
        case "Gateway": gatewaySlots.remove(key)
        case "XListenerSet", "ListenerSet":
            setSlots.remove(key)
            others[kind]?[place] = nil
        case "HTTPRoute", "GRPCRoute": routeSlots.remove(key)
        case "TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy": policySlots.remove(key)
        case "GatewayExtension": extensions[place] = nil
        case "DirectResponse": directResponses[place] = nil
        case "Backend": backends[place] = nil
        case "Secret": secrets[place] = nil
        case "Service": services[place] = nil
        case "ReferenceGrant": grantSlots.remove(key)
        default: others[kind]?[place] = nil
        }
    }

    /// Takes in that there are others of a kind beside those that are here: what is not here then is missing, and not kept elsewhere.
    ///
    /// A place that nothing can be at stands for them.
    mutating func noteOthers(of kind: String) {
        forgetPlaces()
        switch kind {
        case "Service": services["/"] = .null
        case "Secret": secrets["/"] = .null
        default: others[kind, default: [:]]["/"] = .null
        }
    }

    /// Whether all labels of a namespace are known.
    func knowsLabels(of namespace: String) -> Bool { namespaces[namespace] != nil }

    /// TLSRoutes, TCPRoutes and UDPRoutes.
    var streamRoutes: [RouteObject] {
        ["TCPRoute", "TLSRoute", "UDPRoute"].flatMap { kind in others(kind).sorted { $0.key < $1.key }.compactMap { RouteObject($0.value) } }
    }

    func labels(of namespace: String) -> [String: String] {
        var labels = namespaces[namespace] ?? [:]
        labels["kubernetes.io/metadata.name"] = namespace
        return labels
    }

    /// The HTTPRoute of that name.
    func route(_ namespace: String, _ name: String) -> RouteObject? { routeSlots.place(of: "HTTPRoute/\(namespace)/\(name)").map { routes[$0] } }
    /// The TrafficPolicy of that name.
    func policy(_ namespace: String, _ name: String) -> Int? { policySlots.place(of: "TrafficPolicy/\(namespace)/\(name)") }
    func policy(_ kind: String, _ namespace: String, _ name: String) -> Int? { policySlots.place(of: "\(kind)/\(namespace)/\(name)") }

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
