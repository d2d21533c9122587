import KubeModel

/// Rules that answer 500.
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

    func findings() -> [Finding] { rules() + plan.delegationFindings }

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
            // What refers to nothing is told elsewhere.
            guard let failure, !RuleReferenceFindings.codes.contains(failure.code) else { return nil }
            let end = failure.isDropped ? "it is left out" : "it answers 500"
            let words = [route.rules.count > 1 ? "1 of \(route.rules.count) rules" : "the whole route", reach.words(route.head)]
            return Finding(
                failure.code, .error, failure.object, failure.path, NearestName.adding(": \(end)", to: failure.sentence), cure: cure(failure, route.rules[place], route.head),
                reach: words.filter { !$0.isEmpty }.joined(separator: ", "))
        }
    }

    private func cure(_ failure: RouteFailure, _ rule: RouteRule, _ head: ObjectHead) -> String {
        let best = failure.sentence.split(separator: "did you mean ").last.map { $0.prefix { $0 != "?" } }
        let near = failure.sentence.contains("did you mean ") ? best.map { "name: \($0)" } : nil
        switch failure.code {
        case .delegationBroken: return near ?? ""
        case .directResponseConflict where failure.path.hasSuffix(".name"):
            return near ?? "apiVersion: gateway.kgateway.dev/v1alpha1\nkind: DirectResponse\nmetadata:\n  name: \(rule.extensions("DirectResponse").first ?? "")\n  namespace: \(head.namespace)\nspec:\n  status: 404"
        case .directResponseConflict: return "Remove the other action of the rule: a DirectResponse stands alone."
        case .weightsAllZero: return "weight: 1"
        default: return ""
        }
    }
}
