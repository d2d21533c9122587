/// What is known of everything, for whoever looks at a part of it.
public struct WholeWorld: Hashable, Sendable {
    /// Routes that are served.
    var servedRoutes: Int
    /// All routes, served or not.
    var routes: Int
    /// Whether a controller writes statuses at all: what was only written down has none.
    var isLive: Bool
    /// Whether a server gave these objects out.
    var isStored: Bool
}

extension PolicyPlan {
    /// - Parameter cases: What is served of it.
    func whole(_ cases: ServedCases) -> WholeWorld {
        let holders = world.gateways + world.sets
        let told = holders.count { !$0.reported.isEmpty } + world.routes.count { !$0.reported.isEmpty } + world.policies.count { !$0.reported.isEmpty }
        let all = holders.count + world.routes.count + world.policies.count
        let isStored = told > 0
            && (holders.contains { $0.head.isStored } || world.routes.contains { $0.head.isStored } || world.policies.contains { $0.head.isStored })
        return WholeWorld(
            servedRoutes: Set(cases.all.lazy.map { steps[$0.step].entry.route.head.identity }).count, routes: world.routes.count,
            // Where nothing shows that a server gave it out, a single status is only an example.
            isLive: isStored || (told > 0 && told * 2 >= all), isStored: isStored)
    }
}
