/// Rules that answer 500, and listeners without their certificate.
struct RouteFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { rules() + plan.delegationFindings + certificates() }

    private func rules() -> [Finding] {
        let inPlan = plan.steps.compactMap(\.entry.failure)
        // Routes that nobody serves have rules as well.
        let check = RuleCheck(plan.world)
        let others = plan.world.routes.lazy.filter { context.asks($0.head) }.flatMap { route in
            route.rules.enumerated().flatMap { place, rule -> [RouteFailure] in
                guard !rule.backends.contains(where: RouteExpansion.isDelegation) else { return [] }
                return rule.matches.compactMap { check.failure(of: rule, at: place, $0, route) }
            }
        }
        return (inPlan + others).map { Finding($0.code, .error, $0.object, $0.path, "\($0.sentence): \($0.isDropped ? "it is left out" : "it answers 500")") }
    }

    private func certificates() -> [Finding] {
        plan.gateways.filter(\.isServed).flatMap { gateway in
            gateway.table.dropped.compactMap { dropped -> Finding? in
                guard dropped.cause == .certificate || dropped.cause == .grant else { return nil }
                let holder = dropped.listener.holder, name = dropped.listener.spec.name
                let index = holder.listeners.firstIndex { $0.name == name } ?? 0
                return Finding(
                    dropped.cause == .grant ? .grantMissing : .certificateMissing, .error, holder.head.identity,
                    "spec.listeners[\(index)].\(dropped.path)", "listener \(name) is not served: \(dropped.sentence)")
            }
        }
    }
}
