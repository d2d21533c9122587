/// Valid policies that do nothing because one beside them is invalid, with the one that is told of (R39, R40).
struct SilencedPolicies {
    struct Silence {
        var attachment: PolicyAttachment
        /// The invalid one.
        var by: Int
        var routes: Set<String> = []
    }

    /// By policy.
    private(set) var all: [Int: Silence] = [:]
    private let world: PolicyWorld

    init(_ context: FindingContext) {
        let plan = context.plan
        world = plan.world
        guard world.settings.isMergeReadable, plan.validity.faults.contains(where: { !$0.isEmpty }) else { return }
        for one in context.cases.all {
            let configuration = plan.configuration(one), route = plan.steps[one.step].entry.route.head.identity
            for level in plan.levels(one) + [configuration.listenerLevel, configuration.newerLevel] {
                guard let invalid = level.first(where: { !plan.validity.isValid($0.policy) })?.policy, plan.isTold(invalid) else { continue }
                for attachment in level where plan.validity.isValid(attachment.policy) && !world.policies[attachment.policy].settings.isEmpty {
                    all[attachment.policy, default: Silence(attachment: attachment, by: invalid)].routes.insert(route)
                }
            }
        }
    }

    /// What invalid policies take with them: `; it silences TrafficPolicy shop/pages beside it`. Empty where that is nothing.
    func words(by invalid: [Int]) -> String {
        let names = all.filter { invalid.contains($0.value.by) }.keys.map { "\(world.policies[$0].head.kind) \(world.policies[$0].head.place)" }.sorted()
        guard !names.isEmpty else { return "" }
        let rest = names.count > 2 ? " and \(names.count - 2) more" : ""
        return "; it silences \(names.prefix(2).joined(separator: rest.isEmpty ? " and " : ", "))\(rest) beside it"
    }
}

extension PolicyPlan {
    /// Whether what is wrong with a policy is known, and is no matter of what is kept elsewhere.
    fileprivate func isTold(_ policy: Int) -> Bool { validity.faults[policy].contains { !($0.absent.map(world.isElsewhere) ?? false) } }
}
