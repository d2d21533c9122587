/// Valid policies that do nothing because one beside them is invalid (R39, R40).
struct SilencedFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) { self.context = context }

    private struct Silence {
        var attachment: PolicyAttachment
        /// The invalid one.
        var by: Int
        var routes: Set<String> = []
    }

    /// Whether what is wrong with a policy is known, and is no matter of what is kept elsewhere.
    private func isTold(_ policy: Int) -> Bool {
        plan.validity.faults[policy].contains { !($0.absent.map(world.isElsewhere) ?? false) }
    }

    func findings() -> [Finding] {
        guard world.settings.isMergeReadable, plan.validity.faults.contains(where: { !$0.isEmpty }) else { return [] }
        var silenced: [Int: Silence] = [:]
        for one in context.cases.all {
            let configuration = plan.configuration(one), route = plan.steps[one.step].entry.route.head.identity
            for level in plan.levels(one) + [configuration.listenerLevel, configuration.newerLevel] {
                guard let invalid = level.first(where: { !plan.validity.isValid($0.policy) })?.policy, isTold(invalid) else { continue }
                for attachment in level where plan.validity.isValid(attachment.policy) && !world.policies[attachment.policy].settings.isEmpty {
                    silenced[attachment.policy, default: Silence(attachment: attachment, by: invalid)].routes.insert(route)
                }
            }
        }
        return silenced.sorted { $0.key < $1.key }.map { index, silence in
            let policy = world.policies[index], other = world.policies[silence.by].head, place = silence.attachment
            let section = place.section.map { " \($0)" } ?? ""
            let target = policy.targets.first { target in
                target.kind == place.kind && target.section == place.section && (target.name ?? place.name) == place.name
            }
            let reach = context.reach.words(routes: silence.routes.count)
            return Finding(
                .levelSilenced, .error, policy.head.identity, target.map { "\($0.path).\($0.name == nil ? "matchLabels" : "name")" } ?? "",
                "valid, and silenced by the invalid \(other.kind) \(other.place) beside it on \(place.kind) \(place.namespace)/\(place.name)\(section): requests are answered 500",
                cure: plan.validity.faults[silence.by].first { !$0.cure.isEmpty }?.cure ?? "", reach: reach)
        }
    }
}
