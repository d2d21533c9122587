import KubeModel

/// Routes that anybody may use beside others that ask who it is, and rules about a token that nobody reads.
struct AuthenticationFindings: FindingCheck {
    private let context: FindingContext
    private let authentication: RunningAuthentication
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) {
        self.context = context
        authentication = RunningAuthentication(context.plan, context.cases)
    }

    func findings() -> [Finding] {
        // Where policies are not known, or none of them has any effect, this is said once and for all.
        guard !world.unread.contains("TrafficPolicy"), world.settings.isMergeReadable else { return [] }
        let stranded = strandedNamespaces()
        return removed() + unprotected(except: stranded.any) + claims(except: stranded.tokens)
    }

    /// Namespaces with a policy that was to protect something and comes to nothing: what is wrong there is found at its target.
    private func strandedNamespaces() -> (any: Set<String>, tokens: Set<String>) {
        var attached: Set<Int> = []
        for one in context.cases.all { for level in plan.levels(one) { attached.formUnion(level.lazy.map(\.policy)) } }
        for gateway in plan.gateways { attached.formUnion(gateway.level.lazy.map(\.policy)) }
        for configuration in plan.gateways.lazy.flatMap(\.configurations) { attached.formUnion(configuration.level.lazy.map(\.policy)) }
        var found: (any: Set<String>, tokens: Set<String>) = ([], [])
        let everywhere = Set(world.routes.map(\.head.namespace))
        for (index, policy) in world.policies.enumerated() where policy.head.kind == "TrafficPolicy" && !attached.contains(index) {
            let fields = policy.settings.filter { PolicyField.form($0.key).isAuthentication && !$0.value.isDisabled }.keys
            // Whoever names no target is there for filters.
            guard !fields.isEmpty, !policy.targets.isEmpty else { continue }
            // What was meant for a Gateway was meant for routes wherever they are.
            let isForAll = policy.targets.contains { !["HTTPRoute", "GRPCRoute"].contains($0.kind) }
            let namespaces = isForAll ? everywhere.union([policy.head.namespace]) : [policy.head.namespace]
            found.any.formUnion(namespaces)
            if fields.contains("jwt") || fields.contains("oidc") { found.tokens.formUnion(namespaces) }
        }
        return found
    }

    // MARK: - Taken away

    private func removed() -> [Finding] {
        var places: [RunningAuthentication.Removal: Int] = [:]
        var found: [(removal: RunningAuthentication.Removal, routes: [ObjectHead])] = []
        for (one, removals) in zip(context.cases.all, authentication.removals) {
            let head = plan.steps[one.step].entry.route.head
            for removal in removals {
                var key = removal
                key.victim.policy = -1
                (key.victim.kind, key.victim.namespace, key.victim.name, key.victim.section) = ("", "", "", nil)
                (key.victim.group, key.victim.way) = ("", .targetRef)
                if let place = places[key] {
                    if !found[place].routes.contains(head) { found[place].routes.append(head) }
                } else {
                    places[key] = found.count
                    found.append((removal, [head]))
                }
            }
        }
        return found.map { removal, routes in
            let policy = world.policies[removal.policy], other = world.policies[removal.victim.policy]
            let path = policy.settings[removal.field]?.path ?? [removal.field], name = path.joined(separator: ".")
            let place = "\(removal.victim.kind) \(removal.victim.namespace)/\(removal.victim.name)"
            let on = routes.count == 1 ? "\(routes[0].kind) \(routes[0].place)" : "\(routes.count) routes"
            let provider = other.settings[removal.field]?.provider
            return Finding(
                .childDisablesAuth, .warning, policy.head.identity, "spec.\(name).disable",
                "\(name) of \(other.head.place) on \(place) is switched off on \(on): requests pass without it",
                cure: provider.map { "\(name):\n  \(CureText.extensionRef($0, from: policy.head.namespace).replacing("\n", with: "\n  "))" } ?? "",
                reach: context.reach.words(routes: routes.count))
        }
    }

    // MARK: - Unprotected

    private struct Open {
        var route: RouteObject
        var rules: Set<Int> = []
        var hostnames: Set<String> = []
        var scope = 2
        var words = ""
    }

    private func unprotected(except stranded: Set<String>) -> [Finding] {
        var hosts: [String: [String]] = [:], ports: [String: [String]] = [:], gateways: [Int: [String]] = [:], winners: [Int: Int] = [:]
        func port(_ one: ServedCases.Case) -> String { "\(one.gateway)#\(one.configuration)" }
        for (one, all) in zip(context.cases.all, authentication.running) {
            // A port that asks for certificates says nothing about the others.
            let fields = all.filter { $0 != RunningAuthentication.clientCertificates }
            guard !fields.isEmpty else { continue }
            let running = fields.map { PolicyField.form($0).paths[0].joined(separator: ".") }
            for host in one.hostnames { hosts["\(port(one))#\(host)"] = running }
            ports[port(one)] = running
            gateways[one.gateway] = running
            let part = one.effects.lazy.filter { fields.contains($0.name) }.compactMap(\.field.winners.first).first
            if let part, winners[one.gateway] == nil { winners[one.gateway] = part.attachment.policy }
        }
        var open: [String: Open] = [:], order: [String] = [], policies: [String: Int] = [:]
        for (index, one) in context.cases.all.enumerated() where authentication.running[index].isEmpty {
            let entry = plan.steps[one.step].entry, head = entry.route.head
            guard context.asks(head), !plan.isReplaced(one), leadsSomewhere(entry), !stranded.contains(head.namespace) else { continue }
            guard context.options.requiresAuth || authentication.removals[index].isEmpty else { continue }
            let gateway = plan.gateways[one.gateway].holder.head, configuration = plan.configuration(one).plan
            let scope: Int, words: String
            if let (host, running) = one.hostnames.lazy.compactMap({ host in hosts["\(port(one))#\(host)"].map { (host, $0) } }).first {
                (scope, words) = (0, "others on host \(host) run \(running.joined(separator: ", "))")
            } else if let running = ports[port(one)] {
                (scope, words) = (1, "others on port \(configuration.port) of Gateway \(gateway.place) run \(running.joined(separator: ", "))")
            } else if let running = gateways[one.gateway] {
                (scope, words) = (2, "others on Gateway \(gateway.place) run \(running.joined(separator: ", "))")
            } else if context.options.requiresAuth {
                (scope, words) = (3, "and authentication is required")
            } else {
                continue
            }
            if open[head.identity] == nil {
                open[head.identity] = Open(route: entry.route, scope: scope, words: words)
                order.append(head.identity)
                policies[head.identity] = winners[one.gateway]
            }
            if scope < open[head.identity]?.scope ?? 0 {
                open[head.identity]?.scope = scope
                open[head.identity]?.words = words
            }
            open[head.identity]?.rules.insert(entry.place)
            open[head.identity]?.hostnames.formUnion(one.hostnames)
        }
        return order.flatMap { identity in open[identity].map { findings(of: $0, like: policies[identity]) } ?? [] }
    }

    /// Whether requests reach something: a redirect, a fixed answer and the proof that a certificate's issuer asks for give nothing away.
    private func leadsSomewhere(_ entry: RouteEntry) -> Bool {
        if entry.meets.path.hasPrefix("/.well-known/acme-challenge") { return false }
        return entry.spec.extensions("DirectResponse").isEmpty && !entry.spec.filters.contains { $0["type"]?.string == "RequestRedirect" }
    }

    private func findings(of open: Open, like policy: Int?) -> [Finding] {
        let head = open.route.head, isWhole = open.rules.count == open.route.rules.count
        let severity: FindingSeverity = context.options.requiresAuth ? .error : .warning
        let hosts = open.hostnames.count, reach = hosts == 1 ? "serves 1 hostname" : "serves \(hosts) hostnames"
        let cure = policy.map { self.cure(for: head, like: world.policies[$0], section: nil) } ?? ""
        guard !isWhole else {
            return [
                Finding(
                    .routeUnprotected, severity, head.identity, "", "\(head.kind) \(head.place) runs no authentication: \(open.words)", cure: cure, reach: reach)
            ]
        }
        return open.rules.sorted().map { rule in
            let name = open.route.rules[rule].name
            return Finding(
                .routeUnprotected, severity, head.identity, "spec.rules[\(rule)]",
                "rule \(name ?? "\(rule)") of \(head.kind) \(head.place) runs no authentication: \(open.words)",
                cure: policy.flatMap { index in name.map { self.cure(for: head, like: world.policies[index], section: $0) } } ?? cure, reach: reach)
        }
    }

    /// One more target of the policy of the others, or a policy like it where that is in another namespace.
    private func cure(for route: ObjectHead, like policy: PolicyObject, section: String?) -> String {
        let target = CureText.targetRef(route.group, route.kind, route.name, section: section)
        guard policy.head.namespace != route.namespace || policy.targets.contains(where: { $0.kind != route.kind }) else { return target }
        guard let (name, setting) = policy.settings.filter({ PolicyField.form($0.key).isAuthentication && $0.value.provider != nil })
            .min(by: { $0.key < $1.key }), let provider = setting.provider
        else { return target }
        let path = setting.path.isEmpty ? name : setting.path[0]
        return """
            apiVersion: gateway.kgateway.dev/v1alpha1
            kind: TrafficPolicy
            metadata:
              name: \(route.name)-\(path.lowercased())
              namespace: \(route.namespace)
            spec:
              targetRefs:
              \(target.replacing("\n", with: "\n  "))
              \(path):
                \(CureText.extensionRef(provider, from: route.namespace).replacing("\n", with: "\n    "))
            """
    }

    // MARK: - Claims

    private func claims(except stranded: Set<String>) -> [Finding] {
        guard world.settings.rules.readsCredentials else { return [] }
        var routes: [Int: Set<String>] = [:], first: [Int: ObjectHead] = [:]
        for one in context.cases.all {
            guard let rbac = one.effects.first(where: { $0.name == "rbac" })?.field.winners.first?.attachment.policy else { continue }
            let policy = world.policies[rbac], head = plan.steps[one.step].entry.route.head
            guard policy.claim != nil, !stranded.contains(policy.head.namespace), !stranded.contains(head.namespace),
                !stranded.contains(plan.gateways[one.gateway].holder.head.namespace)
            else { continue }
            // The extension for OAuth reads tokens, too.
            let isRead = one.effects.contains { name, field in
                ["jwt", "oidc"].contains(name) && field.disabledBy == nil
                    && field.winners.contains { world.policies[$0.attachment.policy].settings[name]?.isDisabled == false }
            }
            guard !isRead else { continue }
            routes[rbac, default: []].insert(head.identity)
            if first[rbac] == nil { first[rbac] = head }
        }
        let token = world.extensions.filter { $0.value[path: ["spec", "jwt"]] != nil }.keys.sorted()
        return routes.sorted { $0.key < $1.key }.map { index, routes in
            let policy = world.policies[index], own = token.first { $0.hasPrefix("\(policy.head.namespace)/") } ?? token.first
            let on = routes.count == 1 ? first[index].map { "\($0.kind) \($0.place)" } ?? "" : "\(routes.count) routes"
            return Finding(
                .claimWithoutAuth, .error, policy.head.identity, policy.claim ?? "",
                "\(policy.head.place) asks for a claim of a token, and no jwtAuth runs on \(on): the claim is never there",
                cure: own.map { "jwtAuth:\n  \(CureText.extensionRef($0, from: policy.head.namespace).replacing("\n", with: "\n  "))" } ?? "",
                reach: context.reach.words(routes: routes.count))
        }
    }
}
