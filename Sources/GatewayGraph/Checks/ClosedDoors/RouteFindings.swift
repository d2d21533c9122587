/// Rules that answer 500.
struct RouteFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { rules() + plan.delegationFindings }

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
        return (inPlan + others).filter { !RulePartFindings.codes.contains($0.code) }.map { Finding($0.code, .error, $0.object, $0.path, "\($0.sentence): \($0.isDropped ? "it is left out" : "it answers 500")") }
    }
}
