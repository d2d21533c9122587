/// Policies that are attached, and whose fields others set everywhere.
struct IdleFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] {
        guard world.settings.isMergeReadable else { return [] }
        var losses: [Int: (field: String, loss: PolicyLoss)] = [:], untold: Set<Int> = []
        let idle = idlePolicies()
        guard !idle.isEmpty else { return [] }
        var isIdle = Array(repeating: false, count: world.policies.count)
        for index in idle { isIdle[index] = true }
        func lose(_ loss: PolicyLoss, _ field: String) {
            let index = loss.attachment.policy
            guard isIdle[index] else { return }
            // These are told by codes of their own.
            if [.tie, .noEffectHere, .policyInvalid, .levelBlocked].contains(loss.reason) { untold.insert(index) }
            if losses[index].map({ $0.field > field }) ?? true { losses[index] = (field, loss) }
        }
        for one in context.cases.all {
            let merges = [plan.steps[one.step].merge, plan.host(one).merge, plan.configuration(one).merge]
            for merge in merges { for (name, field) in merge.fields { for loss in field.losers { lose(loss, name) } } }
            for (name, field) in one.effects {
                for hidden in field.hidden { lose(PolicyLoss(attachment: hidden.attachment, reason: hidden.reason, by: hidden.by), name) }
            }
        }
        for configuration in plan.gateways.lazy.flatMap(\.configurations) {
            for (name, field) in [configuration.listenerMerge, configuration.newerMerge].flatMap(\.fields) { for loss in field.losers { lose(loss, name) } }
        }
        return idle.subtracting(untold).sorted().compactMap { index in
            losses[index].map { finding(of: index, $0.field, $0.loss) }
        }
    }

    private func finding(of index: Int, _ field: String, _ loss: PolicyLoss) -> Finding {
        let policy = world.policies[index]
        var cure = ""
        if loss.reason == .olderPolicy || loss.reason == .higherWeight, let by = loss.by {
            cure = CureText.annotation("kgateway.dev/policy-weight", "\((world.policies[by].weight ?? 0) + 1)")
        }
        return Finding(
            .policyNeverWins, .warning, policy.head.identity, "",
            "\(policy.head.kind) \(policy.head.place) is attached, and none of its fields takes effect anywhere: \(field): \(world.words(loss))", cure: cure,
            reach: context.reach.words(policy: index))
    }

    /// Those that come to something that is served and win nothing there; where a place answers 500, the reason is told instead.
    private func idlePolicies() -> Set<Int> {
        var attached: Set<Int> = [], winning: Set<Int> = []
        for one in context.cases.all {
            let levels = plan.levels(one)
            guard !plan.isReplaced(one) else {
                for level in levels { winning.formUnion(level.lazy.map(\.policy)) }
                continue
            }
            for level in levels { attached.formUnion(level.lazy.map(\.policy)) }
            for (_, field) in one.effects {
                for part in field.winners { winning.insert(part.attachment.policy) }
                if let off = field.disabledBy { winning.insert(off.attachment.policy) }
            }
        }
        for configuration in plan.gateways.lazy.flatMap(\.configurations) {
            let levels = configuration.listenerLevel + configuration.newerLevel
            if configuration.replacedBy != nil { winning.formUnion(levels.lazy.map(\.policy)) }
            attached.formUnion(levels.lazy.map(\.policy))
            for field in [configuration.listenerMerge, configuration.newerMerge].flatMap(\.fields.values) {
                winning.formUnion(field.winners.lazy.map(\.policy))
            }
        }
        return attached.subtracting(winning).filter { !world.policies[$0].settings.isEmpty && context.asks(world.policies[$0].head) }
    }
}
