import KubeModel

/// Rules that answer 500, and listeners without their certificate.
struct RouteFindings: FindingCheck {
    private let context: FindingContext
    private let table: ParentTable
    private let reach: RouteReach
    private var plan: PolicyPlan { context.plan }

    init(_ context: FindingContext) {
        self.context = context
        table = ParentTable(context.plan)
        reach = RouteReach(context.plan)
    }

    func findings() -> [Finding] { rules() + plan.delegationFindings + certificates() }

    private func rules() -> [Finding] {
        let inPlan = plan.steps.lazy.filter { $0.entry.failure?.isTold == false }.map { ($0.entry.failure, $0.entry.route, $0.entry.place) }
        // Routes that nobody serves have rules as well.
        let check = RuleCheck(plan.world)
        let others = plan.world.routes.lazy.filter { context.asks($0.head) && table.isOurs($0) }.flatMap { route in
            route.rules.enumerated().flatMap { place, rule -> [(RouteFailure?, RouteObject, Int)] in
                guard !rule.backends.contains(where: RouteExpansion.isDelegation) else { return [] }
                return rule.matches.compactMap { match in check.failure(of: rule, at: place, match, route).map { ($0, route, place) } }
            }
        }
        return (Array(inPlan) + Array(others)).compactMap { failure, route, place in
            guard let failure else { return nil }
            let end = failure.isDropped ? "it is left out" : "it answers 500"
            let words = [route.rules.count > 1 ? "1 of \(route.rules.count) rules" : "the whole route", reach.words(route.head)]
            return Finding(
                failure.code, .error, failure.object, failure.path, "\(failure.sentence): \(end)", cure: cure(failure, route.rules[place], route.head),
                reach: words.filter { !$0.isEmpty }.joined(separator: ", "))
        }
    }

    private func cure(_ failure: RouteFailure, _ rule: RouteRule, _ head: ObjectHead) -> String {
        let best = failure.sentence.split(separator: "did you mean ").last.map { $0.prefix { $0 != "?" } }
        let near = failure.sentence.contains("did you mean ") ? best.map { "name: \($0)" } : nil
        switch failure.code {
        case .filterMissing, .delegationBroken: return near ?? ""
        case .directResponseConflict where failure.path.hasSuffix(".name"):
            return near ?? "apiVersion: gateway.kgateway.dev/v1alpha1\nkind: DirectResponse\nmetadata:\n  name: \(rule.extensions("DirectResponse").first ?? "")\n  namespace: \(head.namespace)\nspec:\n  status: 404"
        case .directResponseConflict: return "Remove the other action of the rule: a DirectResponse stands alone."
        case .ruleEmpty: return "backendRefs:\n- name: SERVICE\n  port: 80"
        case .weightsAllZero: return "weight: 1"
        default: return ""
        }
    }

    private func certificates() -> [Finding] {
        plan.gateways.filter(\.isServed).flatMap { gateway in
            (gateway.table.dropped + gateway.table.served.compactMap(withoutMode)).compactMap { dropped -> Finding? in
                guard dropped.cause == .certificate || dropped.cause == .grant else { return nil }
                // Where there is no Secret at all they are kept elsewhere.
                guard dropped.cause == .grant || !plan.world.secrets.isEmpty else { return nil }
                let holder = dropped.listener.holder, spec = dropped.listener.spec
                return Finding(
                    dropped.cause == .grant ? .grantMissing : .certificateMissing, .error, holder.head.identity,
                    "\(spec.path).\(dropped.path)", "listener \(spec.name) is not served: \(dropped.sentence)", cure: cure(dropped),
                    reach: "listener \(spec.name)")
            }
        }
    }

    /// A listener that a server would drop once it has filled in how it terminates TLS (R11).
    private func withoutMode(_ listener: ServedListener) -> DroppedListener? {
        guard listener.isHTTPS, listener.spec.tlsMode == nil else { return nil }
        var written = listener
        written.spec.tlsMode = "Terminate"
        return ListenerTable.certificateFault(written, in: plan.world)
    }

    private func cure(_ dropped: DroppedListener) -> String {
        let head = dropped.listener.holder.head, index = dropped.path.split(separator: "[").last.flatMap { Int($0.prefix { $0 != "]" }) } ?? 0
        let references = dropped.listener.spec.certificates
        guard references.indices.contains(index), let name = references[index]["name"]?.string else { return "" }
        let namespace = references[index]["namespace"]?.string ?? head.namespace
        guard dropped.cause == .grant else {
            return "kubectl create secret tls \(name) -n \(namespace) --cert=tls.crt --key=tls.key"
        }
        return """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: ReferenceGrant
            metadata:
              name: \(head.kind.lowercased())s-of-\(head.namespace)
              namespace: \(namespace)
            spec:
              from:
              - group: \(head.group)
                kind: \(head.kind)
                namespace: \(head.namespace)
              to:
              - group: ""
                kind: Secret
                name: \(name)
            """
    }
}
