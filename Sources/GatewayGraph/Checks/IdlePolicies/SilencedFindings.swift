/// Valid policies that do nothing because one beside them is invalid (R39, R40).
struct SilencedFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) { self.context = context }

    /// The error is the invalid one's, which tells of them: each by itself says why it does nothing.
    func findings() -> [Finding] {
        return SilencedPolicies(context).all.sorted { $0.key < $1.key }.map { index, silence in
            let policy = world.policies[index], other = world.policies[silence.by].head, place = silence.attachment
            let section = place.section.map { " \($0)" } ?? ""
            let target = policy.targets.first { target in
                target.kind == place.kind && target.section == place.section && (target.name ?? place.name) == place.name
            }
            let reach = context.reach.words(routes: silence.routes.count)
            return Finding(
                .levelSilenced, .warning, policy.head.identity, target.map { "\($0.path).\($0.name == nil ? "matchLabels" : "name")" } ?? "",
                "valid, and silenced by the invalid \(other.kind) \(other.place) beside it on \(place.kind) \(place.namespace)/\(place.name)\(section): requests are answered 500",
                cure: plan.validity.faults[silence.by].first { !$0.cure.isEmpty }?.cure ?? "", reach: reach)
        }
    }
}
