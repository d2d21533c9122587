/// What the parentRefs of routes lead to, and which listeners they mean.
struct ParentTable: Sendable {
    enum Parent: Sendable {
        /// It is no parent that is looked at here, nothing is known of it, or somebody is told already.
        case unknown
        /// A Gateway that another controller serves, or a set of its.
        case foreign
        case missing
        case found(ListenerHolder, PolicyPlan.Gateway)
    }

    private let world: PolicyWorld
    private let gateways: [String: PolicyPlan.Gateway]
    private let sets: [String: ListenerHolder]
    /// By what they belong to.
    private let served: [String: [ServedListener]]
    private let delegated: Set<String>

    init(_ plan: PolicyPlan) {
        world = plan.world
        gateways = Dictionary(plan.gateways.map { ($0.holder.head.place, $0) }) { first, _ in first }
        sets = Dictionary(plan.world.sets.map { ($0.head.place, $0) }) { first, _ in first }
        served = Dictionary(grouping: plan.gateways.filter(\.isServed).flatMap(\.table.served)) { $0.holder.head.identity }
        delegated = Set(plan.steps.lazy.filter { !$0.entry.parents.isEmpty }.map { $0.entry.route.head.identity })
    }

    /// - Parameter place: `infra/public`.
    func gateway(_ place: String) -> PolicyPlan.Gateway? { gateways[place] }

    func parent(_ reference: ParentReference) -> Parent {
        let place = "\(reference.namespace)/\(reference.name)"
        if reference.group == "gateway.networking.k8s.io", reference.kind == "Gateway" {
            // Where there is no Gateway at all they are kept elsewhere.
            guard !world.unread.contains("Gateway"), !gateways.isEmpty else { return .unknown }
            guard let gateway = gateways[place] else { return .missing }
            return gateway.isServed ? .found(gateway.holder, gateway) : .foreign
        }
        guard (reference.group, reference.kind) == world.settings.rules.listenerSet else { return .unknown }
        guard !world.unread.contains(reference.kind), !sets.isEmpty else { return .unknown }
        guard let set = sets[place] else { return .missing }
        guard let own = set.parent, let gateway = gateways["\(own.namespace)/\(own.name)"] else { return .unknown }
        return gateway.isServed ? .found(set, gateway) : .foreign
    }

    /// Whether a route is kgateway's business: not, where all that it hangs on is somebody else's.
    func isOurs(_ route: RouteObject) -> Bool {
        if delegated.contains(route.head.identity) { return true }
        var isForeign = false
        for reference in route.parents {
            switch parent(reference) {
            case .foreign: isForeign = true
            case .missing, .found: return true
            case .unknown:
                // A mesh's, and not a Gateway's.
                if reference.kind == "Service" || reference.kind == "ServiceEntry" { isForeign = true }
            }
        }
        return !isForeign
    }

    /// The listeners of a Gateway or a set that are not dropped.
    func served(_ holder: ListenerHolder) -> [ServedListener] { served[holder.head.identity] ?? [] }

    /// Sets that hang on a Gateway and that a route names: a reference to the Gateway without a section means their listeners, too.
    func namedSets(_ route: RouteObject, of gateway: PolicyPlan.Gateway) -> [ListenerHolder] {
        route.parents.compactMap { reference in
            guard case .found(let holder, let own) = parent(reference), holder.isSet, own.holder == gateway.holder else { return nil }
            return holder
        }
    }

    /// Whether a listener takes routes of a kind: by what it says, or else by its protocol.
    static func takes(_ kind: String, _ listener: ListenerSpec) -> Bool {
        if let kinds = listener.kinds { return kinds.contains(kind) }
        switch listener.protocolName {
        case "HTTP", "HTTPS": return ["HTTPRoute", "GRPCRoute"].contains(kind)
        case "TLS": return ["TLSRoute", "TCPRoute"].contains(kind)
        case "TCP": return kind == "TCPRoute"
        default: return true
        }
    }

    /// Whether a listener takes routes of a namespace; nil where the labels of the namespace are not known.
    func takes(from namespace: String, _ listener: ServedListener) -> Bool? {
        let rule = listener.spec.namespaces, labels = world.labels(of: namespace)
        if rule.allows(namespace, from: listener.holder.head.namespace, labels: labels) { return true }
        let isKnown = rule.from != "Selector" || world.knowsLabels(of: namespace) || rule.selector.keys == ["kubernetes.io/metadata.name"]
        return isKnown ? false : nil
    }

    /// The hostnames under which a listener serves a route that it takes.
    func hostnames(_ route: RouteObject, _ listener: ServedListener) -> [String] {
        Hostname.intersection(
            listener: listener.spec.hostname, route: route.hostnames, inPairs: world.settings.rules.meetsHostnamesInPairs)
    }
}

/// How much depends on a route: the hostnames under which it is served.
struct RouteReach: Sendable {
    private var hostnames: [String: Set<String>] = [:]

    init(_ plan: PolicyPlan) {
        for host in plan.gateways.lazy.flatMap(\.configurations).flatMap(\.hosts) {
            for route in host.routes { hostnames[plan.step(route).entry.route.head.identity, default: []].insert(host.hostname) }
        }
    }

    /// `serves 19 hostnames`; empty where nobody serves it.
    func words(_ head: ObjectHead) -> String { Self.words((hostnames[head.identity] ?? []).count) }

    static func words(_ count: Int) -> String { count == 0 ? "" : "serves \(count) hostname\(count == 1 ? "" : "s")" }
}
