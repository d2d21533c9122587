import KubeModel

/// Matches that are never reached, and redirects that lead back to themselves.
struct OrderFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] {
        var reached: Set<Int> = [], covered: [Int: Int] = [:], found: [Finding] = []
        for gateway in plan.gateways {
            for configuration in gateway.configurations {
                for host in configuration.hosts where isAsked(host) {
                    var cover = MatchCover(context.rules)
                    for route in host.routes {
                        let entry = plan.step(route).entry
                        if let first = cover.cover(of: entry.meets), first != route.step {
                            if !entry.isRepeated { covered[route.step] = covered[route.step] ?? first }
                        } else {
                            reached.insert(route.step)
                            if let loop = loop(entry, host, configuration) { found.append(loop) }
                        }
                        cover.add(entry.meets, route.step)
                    }
                }
            }
        }
        return found + shadowed(covered, reached)
    }

    private func isAsked(_ host: PolicyPlan.VirtualHost) -> Bool {
        context.asked == nil || host.routes.contains { context.asks(plan.step($0).entry.route.head) }
    }

    /// R17: of what is written once and served at several places, only where it is reached at none.
    private func shadowed(_ covered: [Int: Int], _ reached: Set<Int>) -> [Finding] {
        var places: [String: (first: Int, step: Int)] = [:]
        let open = Set(reached.map { key(plan.steps[$0].entry) })
        for (step, first) in covered where !reached.contains(step) {
            let key = key(plan.steps[step].entry)
            if !open.contains(key), places[key].map({ step < $0.step }) ?? true { places[key] = (first, step) }
        }
        return places.values.map { first, step in
            let entry = plan.steps[step].entry, before = plan.steps[first].entry
            let own = before.route.head.identity == entry.route.head.identity
            let place = "rule \(before.spec.name ?? String(before.place))\(own ? "" : " of \(before.route.head.kind) \(before.route.head.place)")"
            return Finding(
                .ruleShadowed, .warning, entry.route.head.identity, path(entry),
                "no request reaches it: \(place) (\(before.meets.words)) takes them all and comes first: \(criterion(before, entry))",
                cure: "Make the match more specific than \(before.meets.words), or remove it.",
                reach: reach(entry.route))
        }
    }

    private func reach(_ route: RouteObject) -> String {
        let count = route.rules.reduce(0) { $0 + $1.matches.count }
        return count == 1 ? "the only match" : "1 of \(count) matches"
    }

    private func key(_ entry: RouteEntry) -> String { "\(entry.route.head.identity) \(path(entry))" }

    private func path(_ entry: RouteEntry) -> String {
        let rule = "spec.rules[\(entry.place)]"
        guard entry.spec.hasMatches else { return rule }
        let matches = entry.spec.matches
        if matches.indices.contains(entry.match), matches[entry.match] == entry.meets { return "\(rule).matches[\(entry.match)]" }
        if let index = matches.firstIndex(of: entry.meets) { return "\(rule).matches[\(index)]" }
        return matches.indices.contains(entry.match) ? "\(rule).matches[\(entry.match)]" : rule
    }

    /// By what one comes before the other.
    private func criterion(_ first: RouteEntry, _ second: RouteEntry) -> String {
        func weight(_ entry: RouteEntry) -> Int { Int(entry.route.head.annotations["kgateway.dev/route-weight"] ?? "") ?? 0 }
        let a = first.meets, b = second.meets
        if plan.world.settings.sortsByWeight, weight(first) != weight(second) { return "its kgateway.dev/route-weight is higher" }
        if a.pathType != b.pathType { return "\(a.pathType == .exact ? "an exact path" : "a regular expression") comes before \(b.pathType == .prefix ? "a prefix" : "one")" }
        if a.pathType != .regularExpression, a.path.utf8.count != b.path.utf8.count { return "its path is longer" }
        if (a.method == nil) != (b.method == nil) { return "it names a method" }
        if a.headers.count != b.headers.count { return "it asks for more headers" }
        if a.queries.count != b.queries.count { return "it asks for more parameters" }
        for (one, other) in [(first.top.head, second.top.head), (first.route.head, second.route.head)] where one.identity != other.identity {
            if one.created != other.created { return "\(one.kind) \(one.place) is older" }
            return "\(one.place) comes before \(other.place) by name"
        }
        return first.place == second.place ? "it is the earlier match of the rule" : "it is the earlier rule"
    }

    // MARK: Redirects

    /// A redirect to the very place at which it was asked.
    private func loop(_ entry: RouteEntry, _ host: PolicyPlan.VirtualHost, _ configuration: PolicyPlan.Configuration) -> Finding? {
        guard entry.meets.headers.isEmpty, ["GET", "HEAD", nil].contains(entry.meets.method),
            let index = entry.spec.filters.firstIndex(where: { $0["type"]?.string == "RequestRedirect" }),
            let redirect = entry.spec.filters[index]["requestRedirect"], redirect["path"] == nil
        else { return nil }
        let own = configuration.plan.isHTTPS ? "https" : "http", scheme = redirect["scheme"]?.string
        guard (scheme ?? own).lowercased() == own, redirect["port"]?.integer ?? configuration.plan.port == configuration.plan.port else { return nil }
        if let hostname = redirect["hostname"]?.string, hostname != host.hostname {
            // Only where that name is answered here as well.
            let others = configuration.hosts.filter { Hostname.covers($0.hostname, hostname) }
            let best = others.first { $0.hostname == hostname } ?? others.max { $0.hostname.utf8.count < $1.hostname.utf8.count }
            guard best?.hostname == host.hostname else { return nil }
        }
        let reach = RouteReach.words(1)
        guard scheme != nil, let place = parent(entry, configuration) else {
            return Finding(
                .redirectLoop, .error, entry.route.head.identity, "spec.rules[\(entry.place)].filters[\(index)].requestRedirect",
                "a request to \(host.hostname) is redirected to itself: the redirect changes neither scheme, host, port nor path", cure: "scheme: https",
                reach: reach)
        }
        let reference = entry.top.parents[place.index]
        let plain = place.listener.holder.listeners.first { $0.protocolName == (own == "https" ? "HTTP" : "HTTPS") }?.name
        let lack = reference.section == nil ? "its parentRef lacks a sectionName" : "its parentRef names that listener"
        return Finding(
            .redirectLoop, .error, entry.top.head.identity,
            "spec.parentRefs[\(place.index)]\(reference.section == nil ? "" : ".sectionName")",
            "the redirect to \(own) of rule \(entry.spec.name ?? String(entry.place)) is attached to the \(own) listener \(place.listener.spec.name), too, and leads back to itself: \(lack)",
            cure: plain.map { "sectionName: \($0)" } ?? "", reach: reach)
    }

    /// The parentRef by which a route came to a listener of a configuration.
    private func parent(_ entry: RouteEntry, _ configuration: PolicyPlan.Configuration) -> (index: Int, listener: ServedListener)? {
        for listener in configuration.plan.listeners {
            let index = entry.top.parents.firstIndex { reference in
                RouteAttachment.names(reference, listener.holder) && (reference.section ?? listener.spec.name) == listener.spec.name
                    && (reference.port ?? listener.spec.port) == listener.spec.port
            }
            if let index { return (index, listener) }
        }
        return nil
    }
}
