/// What a plan is made for: everything, or one object and what it has to do with.
enum PolicyScope: Sendable {
    case everything
    case object(kind: String, namespace: String, name: String)

    /// Which routes are asked for.
    enum Routes: Sendable {
        case all
        case some(Set<Int>)

        func takes(_ route: Int) -> Bool {
            switch self {
            case .all: true
            case .some(let routes): routes.contains(route)
            }
        }

        func takesAny(of routes: [Int]) -> Bool {
            switch self {
            case .all: true
            case .some(let wanted): routes.contains(where: wanted.contains)
            }
        }
    }

    /// Routes that may have to do with it, more rather than fewer.
    func routes(in world: PolicyWorld) -> Routes {
        guard case .object(let kind, let namespace, let name) = self else { return .all }
        // Whoever hands over may hand over to it.
        var found = Set(world.routes.indices.filter { world.routes[$0].rules.contains { $0.backends.contains(where: RouteExpansion.isDelegation) } })
        switch kind {
        case "HTTPRoute", "GRPCRoute":
            found.formUnion(
                world.routes.indices.filter {
                    let head = world.routes[$0].head
                    return head.name == name && head.namespace == namespace && head.kind == kind
                })
            return .some(found)
        case "TrafficPolicy":
            guard let index = world.policy(namespace, name) else { return .some([]) }
            let targets = world.policies[index].targets
            guard targets.allSatisfy({ $0.kind == "HTTPRoute" || $0.kind == "GRPCRoute" }) else { return .all }
            let isGlobal = namespace == world.settings.globalNamespace
            found.formUnion(
                world.routes.indices.filter { place in
                    let route = world.routes[place]
                    if route.head.namespace == namespace, route.rules.contains(where: { $0.extensions("TrafficPolicy").contains(name) }) { return true }
                    return targets.contains { target in
                        guard target.name == nil else { return route.head.namespace == namespace && target.name == route.head.name }
                        return isGlobal || route.head.namespace == namespace
                    }
                })
            return .some(found)
        default: return .all
        }
    }
}
