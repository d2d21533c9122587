/// A plan with what is served by it, computed once.
struct ServedPlan {
    let plan: PolicyPlan
    let cases: ServedCases

    init(_ world: PolicyWorld) {
        plan = PolicyPlan(world)
        cases = ServedCases(plan)
    }
}
