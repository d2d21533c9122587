import KubeModel

/// Whose findings may be others when one object is, and what they are found in.
///
/// Cost: follows what it has to do with; and, where a name leads nowhere, the kind of what was probably meant.
struct FindingNeighbours {
    private(set) var asked: Set<GraphID>
    private let index: ReferenceIndex

    static let kinds = PolicyNeighbourhood.routeKinds.union(["TrafficPolicy"])
    /// What these name: whether it is there is told of who names it. What else depends on it follows with everything.
    private static let named: Set<String> = ["Service", "Backend", "DirectResponse", "GatewayExtension"]

    /// - Parameter most: So many objects at most; nil where there are more, and for kinds that everything may depend on.
    init?(of id: GraphID, in index: ReferenceIndex, most: Int) {
        let begun = Self.kinds.contains(id.kind) ? [id] : Self.named.contains(id.kind) ? index.users(of: id, ofKinds: Self.kinds) : []
        guard !begun.isEmpty, begun.count <= most else { return nil }
        self.index = index
        asked = Set(begun.filter { $0 == id || !Self.isRoute($0) })
        // A Gateway's policies have to do with all of its routes.
        for one in begun {
            guard !index.references(of: one).contains(where: { $0.role == .target && !Self.kinds.contains($0.kind) }) else { return nil }
        }
        // Routes hand over to others, and a policy is on several.
        var routes = begun.flatMap { Self.isRoute($0) ? [$0] : self.routes(of: $0) }
        while let route = routes.popLast() {
            guard asked.insert(route).inserted || route == id else { continue }
            for user in index.users(of: route, ofKinds: Self.kinds) {
                if Self.isRoute(user) { if !asked.contains(user) { routes.append(user) } } else { asked.insert(user) }
            }
            for reference in index.references(of: route) where Self.kinds.contains(reference.kind) {
                for target in index.targets(of: reference) {
                    if Self.isRoute(target) { if !asked.contains(target) { routes.append(target) } } else { asked.insert(target) }
                }
            }
            guard asked.count + routes.count <= most else { return nil }
        }
    }

    private static func isRoute(_ id: GraphID) -> Bool { PolicyNeighbourhood.routeKinds.contains(id.kind) }

    /// Those that a policy is on, or that call for it by a filter.
    private func routes(of policy: GraphID) -> [GraphID] {
        let targets = index.references(of: policy).lazy.filter { $0.role == .target }.flatMap { index.targets(of: $0) }
        return Array(targets).filter(Self.isRoute) + index.users(of: policy, ofKinds: PolicyNeighbourhood.routeKinds)
    }

    /// What some objects' findings are found in; nil where that is more than so many routes.
    static func world(of asked: Set<GraphID>, in index: ReferenceIndex, most: Int) -> Set<GraphID>? {
        let near = PolicyNeighbourhood(of: asked.sorted(), in: index, most: most)
        guard near.left.isEmpty else { return nil }
        var world = near.ids
        for id in asked {
            for reference in index.references(of: id) {
                let targets = index.targets(of: reference)
                for target in targets where index[target] == nil {
                    for key in index.near(target) { world.insert(GraphID(group: target.group, kind: target.kind, key: key)) }
                }
                // What labels were probably meant is told from those that there are.
                guard targets.isEmpty, case .labelled = reference.choice else { continue }
                let rows = index.rows(ofGroup: reference.group, kind: reference.kind).filter { reference.key.namespace == nil || $0.key.namespace == reference.key.namespace }
                guard rows.count <= most else { return nil }
                for row in rows { world.insert(GraphID(group: reference.group, kind: reference.kind, key: row.key)) }
            }
            if isRoute(id), let service = aService(for: id, in: index) { world.insert(service) }
        }
        for id in world where id.kind == "Service" { world.formUnion(index.endpointSlices(of: id)) }
        return world
    }

    /// The one that is proposed where a route names none.
    private static func aService(for route: GraphID, in index: ReferenceIndex) -> GraphID? {
        guard !index.references(of: route).contains(where: { $0.kind == "Service" }) else { return nil }
        let type = ResourceType.service
        return index.rows(ofGroup: type.group, kind: type.kind).lazy.map(\.key).filter { $0.namespace == route.key.namespace }.min().map { GraphID(type, $0) }
    }
}
