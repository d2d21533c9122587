/// How much depends on an object, in words: `3 of 5 routes`, `serves 19 hostnames`.
struct FindingReach: Sendable {
    private let routes: Int
    /// By policy, the routes that it comes to, by number.
    private var routesByPolicy: [Set<Int>]
    private var hostnames: [String: Set<String>] = [:]

    /// Cost: rules that are served, times the policies that come to each.
    ///
    /// - Parameter total: Routes that are served, here or not.
    init(_ plan: PolicyPlan, _ cases: ServedCases, of total: Int) {
        var numbers: [String: Int] = [:]
        routesByPolicy = Array(repeating: [], count: plan.world.policies.count)
        for one in cases.all {
            let entry = plan.steps[one.step].entry, route = entry.route.head.identity, top = entry.top.head.identity
            let number = numbers[route] ?? numbers.count
            numbers[route] = number
            let configuration = plan.configuration(one)
            hostnames[route, default: []].formUnion(one.hostnames)
            if top != route { hostnames[top, default: []].formUnion(one.hostnames) }
            for level in plan.levels(one) + [configuration.listenerLevel, configuration.newerLevel] {
                for attachment in level { routesByPolicy[attachment.policy].insert(number) }
            }
        }
        routes = max(total, numbers.count)
        for gateway in plan.gateways {
            for configuration in gateway.configurations {
                let served = configuration.hosts.lazy.filter { !$0.routes.isEmpty }.map(\.hostname)
                for identity in Set([gateway.holder] + configuration.plan.listeners.map(\.holder)).map(\.head.identity) {
                    hostnames[identity, default: []].formUnion(served)
                }
            }
        }
    }

    /// The routes that a policy comes to; empty where there is none.
    func words(policy: Int) -> String { words(routes: routesByPolicy[policy].count) }

    /// The same of several together.
    func words(policies: [Int]) -> String {
        policies.count == 1 ? words(policy: policies[0]) : words(routes: Set(policies.flatMap { routesByPolicy[$0] }).count)
    }

    func words(routes count: Int) -> String { count == 0 ? "" : "\(count) of \(routes) \(routes == 1 ? "route" : "routes")" }

    /// The hostnames under which a route, or what is on a Gateway, is served; empty where there is none.
    func words(_ head: ObjectHead) -> String {
        let count = hostnames[head.identity]?.count ?? 0
        return count == 0 ? "" : count == 1 ? "serves 1 hostname" : "serves \(count) hostnames"
    }
}
