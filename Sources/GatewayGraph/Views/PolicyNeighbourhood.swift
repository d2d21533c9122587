import KubeModel

/// The objects that have a say in what policies do to one of them, found along the graph.
///
/// Cost: follows these objects, and the numbers of Gateways, sets of listeners, namespaces and grants.
struct PolicyNeighbourhood {
    private let index: ReferenceIndex
    private(set) var ids: Set<GraphID> = []
    /// Routes beyond as many as were to be looked at.
    private(set) var left: Set<GraphID> = []
    /// Gateways and sets of listeners with everything that hangs on them.
    private(set) var holders: Set<GraphID> = []
    private let most: Int
    private var routes = 0

    private static let own = ResourceType.kgatewayGroup
    static let routeKinds: Set<String> = ["HTTPRoute", "GRPCRoute"]
    static let setKinds: Set<String> = ["ListenerSet", "XListenerSet"]
    static let policyKinds: Set<String> = ["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy"]

    init(of id: GraphID, in index: ReferenceIndex) { self.init(of: [id], in: index) }

    /// - Parameter most: So many routes at most, those that are met first.
    init(of several: some Sequence<GraphID>, in index: ReferenceIndex, most: Int = .max) {
        self.index = index
        self.most = most
        addSurroundings()
        for id in several {
            switch id.kind {
            case _ where Self.routeKinds.contains(id.kind): add(route: id)
            case "Gateway": add(holder: id)
            case _ where Self.setKinds.contains(id.kind): add(holder: id)
            default: add(policy: id)
            }
        }
        left.subtract(ids)
        addPolicies()
    }

    /// What there is few of, and what everything depends on.
    private mutating func addSurroundings() {
        let few: [ResourceType] = [.gatewayClass, .gateway, .listenerSet, .trialListenerSet, .referenceGrant, .namespace]
        for type in few {
            for row in index.rows(ofGroup: type.group, kind: type.kind) { ids.insert(GraphID(type, row.key)) }
        }
    }

    // MARK: Routes

    /// A route with those that hand over to it, and those that it hands over to.
    private mutating func add(route: GraphID) {
        guard !ids.contains(route) else { return }
        guard routes < most else {
            left.insert(route)
            return
        }
        routes += 1
        ids.insert(route)
        for user in index.users(of: route, ofKinds: Self.routeKinds) { add(route: user) }
        for reference in index.references(of: route) {
            switch reference.kind {
            case _ where Self.routeKinds.contains(reference.kind) && reference.role == .backend:
                for target in index.targets(of: reference) { add(route: target) }
            case "TrafficPolicy", "DirectResponse", "Service", "Backend": ids.formUnion(index.targets(of: reference))
            default: break
            }
        }
    }

    /// A Gateway, or a set of listeners, with everything that hangs on it.
    private mutating func add(holder: GraphID) {
        // All of them are there from the beginning: what hangs on one is added once.
        guard holders.insert(holder).inserted else { return }
        ids.insert(holder)
        for user in index.users(of: holder) {
            if Self.routeKinds.contains(user.kind) { add(route: user) }
            if Self.setKinds.contains(user.kind) { add(holder: user) }
        }
    }

    /// A policy with what it is attached to, and with what was probably meant where that is not there.
    private mutating func add(policy: GraphID) {
        ids.insert(policy)
        for user in index.users(of: policy, ofKinds: Self.routeKinds) { add(route: user) }
        for reference in index.references(of: policy) where reference.role == .target {
            for target in index.targets(of: reference) { add(target: target) }
        }
    }

    private mutating func add(target: GraphID) {
        if index[target] == nil, let near = index.nearest(to: target) { ids.insert(GraphID(group: target.group, kind: target.kind, key: near)) }
        if Self.routeKinds.contains(target.kind) { add(route: target) } else { add(holder: target) }
    }

    // MARK: Policies

    /// Where a policy has a say in what is asked about: the routes, and what these hang on.
    private var places: Set<GraphID> {
        var places = holders.union(ids.lazy.filter { Self.routeKinds.contains($0.kind) }), next = Array(places)
        while let place = next.popLast() {
            for reference in index.references(of: place) where reference.kind == "Gateway" || Self.setKinds.contains(reference.kind) {
                for target in index.targets(of: reference) where places.insert(target).inserted { next.append(target) }
            }
        }
        return places
    }

    private mutating func addPolicies() {
        var policies: Set<GraphID> = []
        for place in places { policies.formUnion(index.users(of: place, ofKinds: Self.policyKinds).lazy.filter { $0.group == Self.own }) }
        for id in ids {
            if Self.policyKinds.contains(id.kind) { policies.insert(id) }
            // The certificates of its listeners.
            guard id.kind == "Gateway" || Self.setKinds.contains(id.kind) else { continue }
            for reference in index.references(of: id) where reference.kind == "Secret" { ids.formUnion(index.targets(of: reference)) }
        }
        for policy in policies {
            ids.insert(policy)
            for reference in index.references(of: policy) where reference.role != .target {
                for target in index.targets(of: reference) { add(helper: target) }
            }
        }
    }

    /// A GatewayExtension with the server that it asks, or a Secret.
    private mutating func add(helper: GraphID) {
        guard ids.insert(helper).inserted else { return }
        if index[helper] == nil, let near = index.nearest(to: helper) { ids.insert(GraphID(group: helper.group, kind: helper.kind, key: near)) }
        guard helper.kind == "GatewayExtension" else { return }
        for reference in index.references(of: helper) { ids.formUnion(index.targets(of: reference)) }
    }
}
