/// How much depends on an object, in words: `3 of 5 routes`, `serves 19 hostnames`.
struct FindingReach: Sendable {
    private var routes: Set<String> = []
    private var routesByPolicy: [Int: Set<String>] = [:]
    private var hostnames: [String: Set<String>] = [:]

    /// Cost: rules that are served, times the policies that come to each.
    init(_ plan: PolicyPlan, _ cases: ServedCases) {
        for one in cases.all {
            let entry = plan.steps[one.step].entry, route = entry.route.head.identity
            routes.insert(route)
            let configuration = plan.configuration(one)
            for head in [entry.route.head, entry.top.head] { hostnames[head.identity, default: []].formUnion(one.hostnames) }
            for listener in configuration.plan.listeners { hostnames[listener.holder.head.identity, default: []].formUnion(one.hostnames) }
            hostnames[plan.gateways[one.gateway].holder.head.identity, default: []].formUnion(one.hostnames)
            for level in plan.levels(one) + [configuration.listenerLevel, configuration.newerLevel] {
                for attachment in level { routesByPolicy[attachment.policy, default: []].insert(route) }
            }
        }
    }

    /// The routes that a policy comes to; empty where there is none.
    func words(policy: Int) -> String { words(routes: routesByPolicy[policy]?.count ?? 0) }

    /// The same of several together.
    func words(policies: [Int]) -> String {
        policies.count == 1 ? words(policy: policies[0]) : words(routes: Set(policies.flatMap { routesByPolicy[$0] ?? [] }).count)
    }

    func words(routes count: Int) -> String { count == 0 ? "" : "\(count) of \(routes.count) \(routes.count == 1 ? "route" : "routes")" }

    /// The hostnames under which a route, or what is on a Gateway, is served; empty where there is none.
    func words(_ head: ObjectHead) -> String {
        let count = hostnames[head.identity]?.count ?? 0
        return count == 0 ? "" : count == 1 ? "serves 1 hostname" : "serves \(count) hostnames"
    }
}
