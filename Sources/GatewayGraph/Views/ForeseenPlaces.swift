import KubeModel

/// What requests meet on a plan, place by place, so that two plans can be held against each other.
///
/// A place is a match on a host of a port: it stays the same when rules are counted anew, and when another route serves it.
struct ForeseenPlaces {
    struct Port: Hashable {
        /// `infra/public`.
        var gateway: String
        var number: Int
        var isHTTPS: Bool
    }

    struct Host: Hashable {
        var port: Port
        var name: String
    }

    struct Place: Hashable {
        var host: Host
        var match: RouteMatch

        /// `shop.example/admin`.
        var words: String {
            let words = match.words, path = words.firstIndex(of: "/") ?? words.startIndex
            let method = match.method.map { "\($0) " } ?? ""
            // A path that is written like that stands for itself.
            let isPlain = match.pathType != .regularExpression
            return isPlain ? "\(method)\(host.name)\(words[path...])" : "\(host.name) \(words)"
        }
    }

    /// Who has a field.
    struct Field: Hashable {
        struct Winner: Hashable {
            /// Identity of the policy.
            var policy: String
            var provider: String?
        }

        var winners: [Winner] = []
        /// The policy that switches it off.
        var off: String?
        /// What the rule settles itself.
        var native: String?
    }

    struct State {
        var route: ObjectHead
        /// As it is written.
        var rule: Int
        var ruleName: String?
        /// Why it answers 500.
        var failure: String?
        /// Whether it would ask who it is, were it not for an invalid policy that was to do so.
        var isShutByPolicy = false
        /// Whether requests reach something.
        var leadsSomewhere: Bool
        /// What asks who it is: fields, or `client certificates`.
        var protections: [String]
        var fields: [String: Field]

        var isProtected: Bool { failure == nil ? !protections.isEmpty : isShutByPolicy }
        var isOpen: Bool { failure == nil && protections.isEmpty && leadsSomewhere }
    }

    private var states: [State] = []
    /// In Envoy's order, by host.
    private var served: [Host: [(match: RouteMatch, state: Int)]] = [:]
    private var byPlace: [Place: Int] = [:]
    private var covers: [Host: MatchCover] = [:]
    private var hostnames: [Port: [String]] = [:]
    /// Fields of listeners' policies.
    private(set) var ports: [Port: [String: Field]] = [:]
    /// Identities of the policies that come to anything that is served.
    private(set) var attached: Set<String> = []
    private let rules: GatewayRules

    /// Cost: rules that are served, times their hosts.
    init(_ served: ServedPlan) {
        let plan = served.plan, cases = served.cases, running = RunningAuthentication(plan, cases).running
        rules = plan.world.settings.rules
        let identities = plan.world.policies.map(\.head.identity)
        var known: [[Int]: [(host: String, state: Int)]] = [:]
        func attach(_ level: [PolicyAttachment]) { for attachment in level { attached.insert(identities[attachment.policy]) } }
        for (one, running) in zip(cases.all, running) {
            for level in plan.levels(one) { attach(level) }
            states.append(Self.state(of: one, running, plan, identities))
            let key = [one.gateway, one.configuration, one.step]
            known[key, default: []] += one.hostnames.map { ($0, states.count - 1) }
        }
        for (number, gateway) in plan.gateways.enumerated() {
            for (index, configuration) in gateway.configurations.enumerated() {
                attach(gateway.level + configuration.listenerLevel + configuration.newerLevel)
                let port = Port(gateway: gateway.holder.head.place, number: configuration.plan.port, isHTTPS: configuration.plan.isHTTPS)
                for (name, field) in [configuration.listenerMerge, configuration.newerMerge].flatMap(\.fields) where !field.winners.isEmpty {
                    ports[port, default: [:]][name] = Field(winners: field.winners.map { Field.Winner(policy: identities[$0.policy]) })
                }
                for host in configuration.hosts {
                    let name = Host(port: port, name: host.hostname)
                    if self.served[name] == nil {
                        self.served[name] = []
                        hostnames[port, default: []].append(host.hostname)
                    }
                    for route in host.routes {
                        guard let state = known[[number, index, route.step]]?.first(where: { $0.host == host.hostname })?.state else { continue }
                        add(plan.steps[route.step].entry.meets, on: name, state)
                    }
                }
            }
        }
    }

    private mutating func add(_ match: RouteMatch, on host: Host, _ state: Int) {
        served[host, default: []].append((match, state))
        let place = Place(host: host, match: match)
        // Of two that are alike the first is reached.
        if byPlace[place] == nil { byPlace[place] = state }
    }

    private static func state(of one: ServedCases.Case, _ running: [String], _ plan: PolicyPlan, _ identities: [String]) -> State {
        let step = plan.steps[one.step], entry = step.entry
        let replaced = plan.configuration(one).replacedBy ?? plan.host(one).replacedBy
        let failure = replaced.map { "policy \(plan.world.policies[$0].head.place) is invalid" } ?? step.failure?.sentence
        let isShut = (replaced ?? step.failure?.policy).map { policy in
            plan.world.policies[policy].settings.contains { PolicyField.form($0.key).isAuthentication && !$0.value.isDisabled }
        }
        var fields: [String: Field] = [:]
        for (name, field) in one.effects {
            fields[name] = Field(
                winners: field.winners.map { Field.Winner(policy: identities[$0.attachment.policy], provider: $0.provider) },
                off: field.disabledBy.map { identities[$0.attachment.policy] }, native: field.native?.words)
        }
        // Whoever issues certificates must be let in.
        let leadsSomewhere = plan.action(of: step) == nil && !entry.meets.path.hasPrefix("/.well-known/acme-challenge")
        return State(
            route: entry.route.head, rule: entry.place, ruleName: entry.spec.name, failure: failure, isShutByPolicy: isShut ?? false,
            leadsSomewhere: leadsSomewhere, protections: running, fields: fields)
    }

    /// Every match that is served.
    var places: some Collection<Place> { byPlace.keys }

    /// What a request to a place meets; nil where nothing serves it.
    ///
    /// Cost: a look-up where that very match is served; else what covers it is looked for, on its host or on one for more names.
    mutating func state(at place: Place) -> State? {
        if let known = byPlace[place] { return states[known] }
        guard let host = host(for: place.host), let all = served[host] else { return nil }
        let cover = covers[host] ?? all.indices.reduce(into: MatchCover(rules)) { $0.add(all[$1].match, $1) }
        covers[host] = cover
        return cover.cover(of: place.match).map { states[all[$0].state] }
    }

    /// The one of the same name, or the longest that covers it: Envoy looks no further.
    private func host(for host: Host) -> Host? {
        if served[host] != nil { return host }
        let names = (hostnames[host.port] ?? []).filter { Hostname.covers($0, host.name) }
        return names.max { $0.utf8.count < $1.utf8.count }.map { Host(port: host.port, name: $0) }
    }
}

extension ForeseenPlaces.Place: Comparable {
    static func < (left: ForeseenPlaces.Place, right: ForeseenPlaces.Place) -> Bool {
        (left.host.name, left.match.path, left.host.port.gateway, left.host.port.number) < (right.host.name, right.match.path, right.host.port.gateway, right.host.port.number)
    }
}
