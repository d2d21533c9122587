/// What the statuses of policies say, and what is computed.
struct PolicyStatusFindings: FindingCheck {
    private let context: FindingContext
    private let judge: StatusJudge
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) {
        self.context = context
        judge = StatusJudge(context)
    }

    func findings() -> [Finding] {
        let told = world.policies.indices.filter { index in
            let policy = world.policies[index]
            return context.asks(policy.head) && (!policy.reported.isEmpty || judge.expectsStatus(policy.head))
        }
        guard !told.isEmpty else { return [] }
        let predicted = plan.predicted()
        return told.flatMap { findings(of: $0, predicted[$0]) }
    }

    private func findings(of index: Int, _ predicted: [AncestorStatus]) -> [Finding] {
        let policy = world.policies[index], head = policy.head, reach = context.reach.words(policy: index)
        guard !policy.reported.isEmpty else {
            let isKnown = !world.unread.contains("Gateway") && !world.unread.contains("HTTPRoute")
            return predicted.isEmpty || !isKnown ? [] : [judge.missing(head, "status", "", reach: reach)]
        }
        var found = policy.reported.compactMap { said -> Finding? in
            guard !said.isFlat, said.ancestor.name != "StatusSummary", judge.isGone(said.ancestor.kind, said.ancestor.namespace, said.ancestor.name)
            else { return nil }
            return judge.orphan(
                head, "status.ancestors[\(said.index)].ancestorRef.name",
                "\(said.ancestor.kind) \(said.ancestor.namespace)/\(said.ancestor.name), which is not there")
        }
        if let said = policy.reported.first(where: { $0.stale != nil }), let place = said.stale {
            if let stale = judge.stale(head, "\(path(said)).conditions[\(place)]", reach: reach) { found.append(stale) }
        }
        return found + policy.reported.filter(\.isCurrent).compactMap { disagreement(head, $0, predicted, reach) }
    }

    private func path(_ said: AncestorStatus) -> String { said.isFlat ? "status" : "status.ancestors[\(said.index)]" }

    private func disagreement(_ head: ObjectHead, _ said: AncestorStatus, _ predicted: [AncestorStatus], _ reach: String) -> Finding? {
        let own = said.isFlat ? AncestorStatus.worst(predicted) : predicted.first { $0.ancestor == said.ancestor }
        guard let expected = own else { return nil }
        let isOther = said.accepted && said.attached != .pending && expected.attached != said.attached
        guard expected.accepted != said.accepted || isOther else { return nil }
        func words(_ status: AncestorStatus) -> String { status.accepted ? status.attached.name : "not accepted" }
        let condition = expected.accepted != said.accepted ? said.acceptedAt : said.attachedAt
        let of = said.isFlat ? "" : "for \(said.ancestor.kind) \(said.ancestor.namespace)/\(said.ancestor.name) "
        return Finding(
            .statusDisagrees, .warning, head.identity, "\(path(said))\(condition.map { ".conditions[\($0)]" } ?? "")",
            "\(of)the status says \(words(said)), and the resources say \(words(expected))", cure: StatusJudge.logs, reach: reach)
    }
}
