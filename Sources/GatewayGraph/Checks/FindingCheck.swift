/// Looks for one kind of thing that is wrong.
///
/// Cost: linear in what is asked about; nothing here compares every object with every other.
protocol FindingCheck {
    init(_ context: FindingContext)
    /// Of all objects, or of those that are asked about (``FindingContext/asks(_:)``); more do no harm.
    func findings() -> [Finding]
}

/// What checks look at.
struct FindingContext: Sendable {
    let plan: PolicyPlan
    let options: FindingOptions
    /// The objects that are asked about, by identity; nil: every one.
    let asked: Set<String>?
    /// What is served, with what runs on it.
    let cases: ServedCases
    let reach: FindingReach
    /// What everything is like, where only a part of it is here.
    let whole: WholeWorld

    init(plan: PolicyPlan, options: FindingOptions, asked: Set<String>?, cases: ServedCases) {
        (self.plan, self.options, self.asked, self.cases) = (plan, options, asked, cases)
        whole = options.whole ?? plan.whole(cases)
        reach = FindingReach(plan, cases, of: whole.servedRoutes)
    }

    var world: PolicyWorld { plan.world }
    var rules: GatewayRules { plan.world.settings.rules }

    func asks(_ head: ObjectHead) -> Bool { asked?.contains(head.identity) ?? true }
}

/// All checks, family by family.
enum FindingChecks {
    static var all: [any FindingCheck.Type] { attachment + openDoors + closedDoors + gateways + idlePolicies + statuses }
}
