import KubeModel

/// What rules say that Envoy cannot do, or that does nothing.
struct RuleFindings: FindingCheck {
    private let context: FindingContext
    private let table: ParentTable
    private let reach: RouteReach
    /// Routes whose delegation leads nowhere.
    private let broken: Set<String>
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) {
        broken = Set(context.plan.steps.lazy.compactMap(\.entry.failure).filter { $0.code == .delegationBroken }.map(\.object))
        self.context = context
        table = ParentTable(context.plan)
        reach = RouteReach(context.plan)
    }

    func findings() -> [Finding] {
        let all = (world.routes + world.streamRoutes).lazy.filter { context.asks($0.head) && table.isOurs($0) }
        return all.flatMap { route -> [Finding] in
            let isStream = !["HTTPRoute", "GRPCRoute"].contains(route.head.kind)
            return orphans(route) + route.rules.enumerated().flatMap { place, rule in
                let path = "spec.rules[\(place)]"
                return weights(route, rule, path, isStream) + (isStream ? [] : patterns(route, rule, path) + rewrites(route, rule, path))
            }
        }
    }

    private func found(
        _ code: FindingCode, _ severity: FindingSeverity, _ route: RouteObject, _ path: String, _ message: String, _ cure: String
    ) -> Finding {
        Finding(code, severity, route.head.identity, path, message, cure: cure, reach: reach.words(route.head))
    }

    private func weights(_ route: RouteObject, _ rule: RouteRule, _ path: String, _ isStream: Bool) -> [Finding] {
        // The others are found where the rule is.
        if isStream, rule.backends.count > 1, rule.backends.allSatisfy({ $0["weight"]?.integer == 0 }) {
            return [found(.weightsAllZero, .error, route, "\(path).backendRefs", "the weight of every backend is 0: nobody takes the connections", "weight: 1")]
        }
        guard rule.backends.count == 1, let weight = rule.backends[0]["weight"]?.integer, weight != 1 else { return [] }
        return [
            found(
                .weightAlone, .note, route, "\(path).backendRefs[0].weight",
                "the weight \(weight) of the only backend has no effect: it takes every request", "Remove weight: \(weight).")
        ]
    }

    static let patternCure = "Write it as RE2 takes it: no looking ahead, no references to groups, brackets in pairs."

    /// A strict controller leaves such rules out, and they are told of as such (R41).
    private func patterns(_ route: RouteObject, _ rule: RouteRule, _ path: String) -> [Finding] {
        guard !world.settings.isStrict else { return [] }
        return rule.matches.compactMap { match in
            match.regexProblem(in: rule).map { place, problem in
                found(
                    .regexInvalid, .error, route, "\(path).\(place)", "\(problem): Envoy refuses the whole configuration with it, so that no change arrives",
                    Self.patternCure)
            }
        }
    }

    private func rewrites(_ route: RouteObject, _ rule: RouteRule, _ path: String) -> [Finding] {
        guard let other = rule.matches.firstIndex(where: { $0.pathType != .prefix }) else { return [] }
        func findings(_ filters: [JSONValue], _ place: String) -> [Finding] {
            filters.enumerated().flatMap { index, filter in
                ["urlRewrite", "requestRedirect"].compactMap { member in
                    guard let change = filter[member]?["path"], change["type"]?.string == "ReplacePrefixMatch" else { return nil }
                    let field = change["replacePrefixMatch"] == nil ? "type" : "replacePrefixMatch"
                    return found(
                        .rewriteInvalid, .error, route, "\(place).filters[\(index)].\(member).path.\(field)",
                        "ReplacePrefixMatch needs a match of type PathPrefix, and \(rule.matches[other].path) is \(rule.matches[other].pathType == .exact ? "Exact" : "a RegularExpression")",
                        "path:\n  type: ReplaceFullPath\n  replaceFullPath: \(change["replacePrefixMatch"]?.string ?? "/")")
                }
            }
        }
        return findings(rule.filters, path)
            + rule.backends.enumerated().flatMap { findings($1["filters"]?.array ?? [], "\(path).backendRefs[\($0)]") }
    }

    /// A route that names others as its parents, of which none hands over to it.
    private func orphans(_ route: RouteObject) -> [Finding] {
        guard route.head.kind == "HTTPRoute", !world.unread.contains("HTTPRoute") else { return [] }
        let identity = route.head.identity
        return route.parents.enumerated().compactMap { index, reference in
            guard reference.kind == "HTTPRoute", reference.group == "gateway.networking.k8s.io" else { return nil }
            let place = "\(reference.namespace)/\(reference.name)"
            // Who hands over to it in vain says so.
            guard !context.plan.delegationFindings.contains(where: { $0.object == identity && $0.path.hasPrefix("spec.parentRefs") }) else { return nil }
            guard let parent = world.route(reference.namespace, reference.name) else {
                let near = world.places(of: "HTTPRoute").nearest(to: place, except: route.head.place)
                let best = near.map { $0.drop { $0 != "/" }.dropFirst() }
                return found(
                    .delegationBroken, .error, route, "spec.parentRefs[\(index)].name",
                    "no HTTPRoute \(place) that could delegate to it\(PlaceTable.hint(at: near))", best.map { "name: \($0)" } ?? "")
            }
            guard !parent.rules.contains(where: { $0.backends.contains { selects($0, parent, route) } }) else { return nil }
            // A parent that delegates to nobody at all says so itself.
            guard !broken.contains(parent.head.identity) else { return nil }
            return found(
                .delegationBroken, .error, route, "spec.parentRefs[\(index)].name", "HTTPRoute \(place) is there, and delegates nothing to it",
                "# in HTTPRoute \(place)\nbackendRefs:\n- group: gateway.networking.k8s.io\n  kind: HTTPRoute\n  name: \(route.head.name)\n  namespace: \(route.head.namespace)")
        }
    }

    /// R16.
    private func selects(_ backend: JSONValue, _ parent: RouteObject, _ child: RouteObject) -> Bool {
        guard RouteExpansion.isDelegation(backend) else { return false }
        let name = backend["name"]?.string ?? "", namespace = backend["namespace"]?.string ?? parent.head.namespace
        let isNear = namespace == child.head.namespace
        if backend["kind"]?.string == "label" {
            return child.head.labels["delegation.kgateway.dev/label"] == name && (isNear || namespace == world.settings.wildcardNamespace)
        }
        return isNear && (name.isEmpty || name == "*" || name == child.head.name)
    }
}
