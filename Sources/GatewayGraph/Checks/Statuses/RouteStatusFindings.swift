/// What the statuses of routes say of each parent, and what is computed.
struct RouteStatusFindings: FindingCheck {
    private let context: FindingContext
    private let judge: StatusJudge
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) {
        self.context = context
        judge = StatusJudge(context)
    }

    func findings() -> [Finding] {
        let told = world.routes.filter { context.asks($0.head) && (!$0.reported.isEmpty || judge.expectsStatus($0.head)) }
        guard !told.isEmpty else { return [] }
        // Gateways by what a parentRef can name: themselves, and the sets of listeners that they take.
        var gateways: [String: [PolicyPlan.Gateway]] = [:]
        for gateway in plan.gateways where gateway.isServed {
            let holders = [gateway.holder] + gateway.table.plans.lazy.flatMap(\.listeners).map(\.holder) + gateway.table.dropped.map(\.listener.holder)
            for identity in Set(holders.map(\.head.identity)) { gateways[identity, default: []].append(gateway) }
        }
        let failing = Set(plan.steps.lazy.filter { $0.failure != nil }.map(\.entry.route.head.identity))
        return told.flatMap { findings(of: $0, gateways, isFailing: failing.contains($0.head.identity)) }
    }

    private func findings(of route: RouteObject, _ gateways: [String: [PolicyPlan.Gateway]], isFailing: Bool) -> [Finding] {
        let head = route.head, reach = context.reach.words(head), entries = route.reported.filter { $0.reference != nil }
        var found: [Finding] = []
        if let stale = judge.stale(head, route.reported, reach: reach) { found.append(stale) }
        for entry in entries {
            guard let reference = entry.reference, !route.parents.contains(where: { Self.isSame($0, reference) }) else { continue }
            // A route that others delegate to has entries of those.
            guard reference.kind != "HTTPRoute" || !route.parents.isEmpty else { continue }
            found.append(judge.orphan(head, "\(entry.path).parentRef.name", "\(reference.kind) \(reference.namespace)/\(reference.name), which it does not name"))
        }
        guard !world.unread.contains("Gateway"), !world.unread.contains("Namespace") else { return found }
        for parent in route.parents where parent.kind != "HTTPRoute" {
            let own = gateways["\(parent.group)/\(parent.kind)/\(parent.namespace)/\(parent.name)"] ?? []
            guard !own.isEmpty else { continue }
            let state = plan.parent(parent, of: route, among: own), words = "for \(parent.kind) \(parent.namespace)/\(parent.name) "
            guard let entry = entries.first(where: { entry in entry.reference.map { Self.isSame($0, parent) } ?? false }) else {
                let hasFlat = route.reported.contains { $0.path == "status" }
                if state == .accepted, !hasFlat, judge.expectsStatus(head) {
                    found.append(judge.missing(head, route.reported.isEmpty ? "status" : "status.parents", words, reach: reach))
                }
                continue
            }
            if let finding = disagreement(head, entry, state, words, isFailing, reach) { found.append(finding) }
        }
        return found
    }

    private func disagreement(
        _ head: ObjectHead, _ entry: ReportedStatus, _ state: ExpectedRoute.Parent, _ words: String, _ isFailing: Bool, _ reach: String
    ) -> Finding? {
        guard entry.isCurrent, state != .missing, let index = entry.conditions.firstIndex(where: { $0.type == "Accepted" }) else { return nil }
        let said = entry.conditions[index]
        let isExpected = state == .accepted && (!isFailing || world.settings.rules.acceptsReplacedRoutes)
        guard said.status == (isExpected ? "False" : "True") else { return nil }
        let reason = said.reason.isEmpty ? "" : " (\(said.reason))"
        return Finding(
            .statusDisagrees, .warning, head.identity, "\(entry.path).conditions[\(index)]",
            "\(words)the status says \(isExpected ? "not accepted\(reason)" : "accepted"), and the resources say \(Self.words(state, isExpected))", cure: StatusJudge.logs, reach: reach)
    }

    private static func words(_ state: ExpectedRoute.Parent, _ isExpected: Bool) -> String {
        switch state {
        case .accepted: isExpected ? "accepted" : "not accepted: a rule answers 500"
        case .missing: "there is no such parent"
        case .notAllowed: "not accepted: no listener allows it"
        case .noHostname: "not accepted: no listener has its hostnames"
        case .unsupported: "not accepted: it has what a route below another must not have"
        }
    }

    private static func isSame(_ left: ParentReference, _ right: ParentReference) -> Bool {
        left.group == right.group && left.kind == right.kind && left.namespace == right.namespace && left.name == right.name
            && left.section == right.section && left.port == right.port
    }
}
