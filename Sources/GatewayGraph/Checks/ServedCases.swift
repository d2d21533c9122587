/// Every rule that is served, with what runs on it, computed once for all checks.
///
/// Hosts on which nothing differs are one case. Cost: rules, times the listeners that serve them.
struct ServedCases: Sendable {
    struct Case: Sendable {
        /// Among the steps of the plan.
        var step: Int
        var gateway: Int
        /// Of the Gateway.
        var configuration: Int
        /// One of them, of the configuration.
        var host: Int
        var hostnames: [String]
        /// Every field that a place says something of, by name; empty where the rule answers 500.
        var effects: [(name: String, field: EffectiveField)]
    }

    let all: [Case]

    private struct Key: Hashable {
        var step: Int
        var gateway: Int
        var configuration: Int
        var listener: String?
    }

    init(_ plan: PolicyPlan) {
        var cases: [Case] = [], known: [Key: Int] = [:]
        for (place, gateway) in plan.gateways.enumerated() {
            for (number, configuration) in gateway.configurations.enumerated() {
                for (index, host) in configuration.hosts.enumerated() {
                    let listener = host.listener.map { "\($0.holder.head.identity)#\($0.spec.name)" }
                    for route in host.routes {
                        let key = Key(step: route.step, gateway: place, configuration: number, listener: listener)
                        if let same = known[key] {
                            if cases[same].hostnames.last != host.hostname { cases[same].hostnames.append(host.hostname) }
                            continue
                        }
                        known[key] = cases.count
                        cases.append(
                            Case(
                                step: route.step, gateway: place, configuration: number, host: index, hostnames: [host.hostname],
                                effects: plan.effective(plan.steps[route.step], in: host, configuration)))
                    }
                }
            }
        }
        all = cases
    }
}

extension PolicyPlan {
    func configuration(_ one: ServedCases.Case) -> Configuration { gateways[one.gateway].configurations[one.configuration] }
    func host(_ one: ServedCases.Case) -> VirtualHost { configuration(one).hosts[one.host] }

    /// What comes to a case: the levels of its route, then those of its host and port.
    func levels(_ one: ServedCases.Case) -> [[PolicyAttachment]] {
        steps[one.step].levels + [host(one).level, configuration(one).level]
    }

    /// Whether a case answers 500, whatever policies say.
    func isReplaced(_ one: ServedCases.Case) -> Bool {
        steps[one.step].failure != nil || host(one).replacedBy != nil || configuration(one).replacedBy != nil
    }
}
