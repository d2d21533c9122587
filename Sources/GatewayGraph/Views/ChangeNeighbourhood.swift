import KubeModel

/// What a change of some objects may show on, found along the graph: what they name and are named by, and what else hangs on the same Gateways.
///
/// Cost: follows these objects, at most so many routes; a namespace or a grant costs a walk over the kinds that it is about.
struct ChangeNeighbourhood {
    private let index: ReferenceIndex
    private let most: Int
    private(set) var ids: Set<GraphID>
    /// Routes that the change may show on, and that are not looked at.
    private(set) var left: Set<GraphID> = []
    /// Routes on the same Gateways that are not looked at: what takes over from a route, and what is unlike its neighbours, is not known then.
    private(set) var neighboursLeft: Set<GraphID> = []
    /// Routes, Gateways, sets of listeners and policies that are others, or may do other things.
    private var roots: Set<GraphID> = []
    private var seen: Set<GraphID> = []

    private static let listed: [ResourceType] = [.httpRoute, .grpcRoute, .listenerSet, .trialListenerSet, .trafficPolicy, .httpListenerPolicy, .listenerPolicy]
    private static let backendPolicies: Set<String> = ["BackendConfigPolicy", "BackendTLSPolicy"]

    /// - Parameter most: So many routes at most.
    init(of changed: [GraphID], in index: ReferenceIndex, most: Int) {
        self.index = index
        self.most = most
        ids = Set(changed)
        for id in changed {
            spread(from: id)
            for reference in index.references(of: id) { ids.formUnion(index.targets(of: reference)) }
        }
        let routes = roots.filter(Self.isRoute).sorted()
        left = Set(routes.dropFirst(most))
        roots.subtract(left)
        look()
        addBackendPolicies()
    }

    private static func isRoute(_ id: GraphID) -> Bool { PolicyNeighbourhood.routeKinds.contains(id.kind) }

    private static func isPlace(_ id: GraphID) -> Bool {
        isRoute(id) || id.kind == "Gateway" || PolicyNeighbourhood.setKinds.contains(id.kind) || PolicyNeighbourhood.policyKinds.contains(id.kind)
    }

    // MARK: Who depends on it

    private mutating func spread(from id: GraphID) {
        guard seen.insert(id).inserted else { return }
        switch id.kind {
        case _ where Self.isPlace(id): roots.insert(id)
        case "Namespace": spread(into: id.key.name)
        case "ReferenceGrant": spread(grant: id)
        default:
            ids.insert(id)
            for user in index.users(of: id) { spread(from: user) }
            for reference in index.references(of: id) {
                for target in index.targets(of: reference) {
                    ids.insert(target)
                    // Who uses what a policy of backends is for.
                    if reference.role == .target { spread(from: target) }
                }
            }
        }
    }

    private mutating func spread(into namespace: String) {
        for type in Self.listed {
            for row in index.rows(ofGroup: type.group, kind: type.kind) where row.key.namespace == namespace { roots.insert(GraphID(type, row.key)) }
        }
    }

    /// Whoever names something in the namespace of a grant from one that it is for.
    private mutating func spread(grant: GraphID) {
        guard let object = index[grant]?.value else { return }
        let rule = ReferenceGrantObject(object), places = Set(rule.from.map(\.namespace))
        for type in PolicyKeeper.checkedTypes where rule.to.contains(where: { $0.kind == type.kind }) {
            for row in index.rows(ofGroup: type.group, kind: type.kind) where row.key.namespace == rule.namespace {
                let named = GraphID(type, row.key)
                let users = index.users(of: named).filter { places.contains($0.key.namespace ?? "") }
                if !users.isEmpty { ids.insert(named) }
                for user in users { spread(from: user) }
            }
        }
    }

    // MARK: What is looked at

    /// With everything on the same Gateways, where that is not too much.
    private mutating func look() {
        let near = PolicyNeighbourhood(of: roots.sorted(), in: index, most: most)
        let gateways = gateways(of: near.ids)
        let whole = gateways.isSubset(of: near.holders) ? near : PolicyNeighbourhood(of: (roots.union(gateways)).sorted(), in: index, most: most)
        let chosen = whole.left.isEmpty ? whole : near
        ids.formUnion(chosen.ids)
        left.formUnion(near.left)
        neighboursLeft = whole.left.subtracting(left)
    }

    /// The Gateways that routes hang on.
    private func gateways(of places: Set<GraphID>) -> Set<GraphID> {
        var found: Set<GraphID> = []
        for id in places where Self.isRoute(id) {
            for reference in index.references(of: id) where reference.role == .parent {
                for holder in index.targets(of: reference) {
                    if holder.kind == "Gateway" { found.insert(holder) }
                    guard PolicyNeighbourhood.setKinds.contains(holder.kind) else { continue }
                    for parent in index.references(of: holder) where parent.role == .parent { found.formUnion(index.targets(of: parent)) }
                }
            }
        }
        return found
    }

    /// What is said of connections to backends.
    private mutating func addBackendPolicies() {
        for id in ids where id.kind == "Service" || id.kind == "Backend" {
            for user in index.users(of: id) where Self.backendPolicies.contains(user.kind) { ids.insert(user) }
        }
    }

    /// Whether everything that an object is about is among some: of others it cannot be said that they never do anything.
    func isWhole(_ id: GraphID, among ids: Set<GraphID>) -> Bool {
        guard PolicyNeighbourhood.policyKinds.contains(id.kind) || Self.backendPolicies.contains(id.kind) else { return true }
        return index.references(of: id).allSatisfy { reference in
            reference.role != .target || index.targets(of: reference).allSatisfy { ids.contains($0) || index[$0] == nil }
        }
    }
}
