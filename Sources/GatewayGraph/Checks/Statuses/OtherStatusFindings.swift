import KubeModel

/// The statuses of Backends, of their policies and of fixed answers.
struct OtherStatusFindings: FindingCheck {
    private let context: FindingContext
    private let judge: StatusJudge
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) {
        self.context = context
        judge = StatusJudge(context)
    }

    func findings() -> [Finding] { backends() + backendPolicies() + responses() }

    private func backends() -> [Finding] {
        world.backends.values.flatMap { object -> [Finding] in
            guard let head = ObjectHead(object), context.asks(head) else { return [] }
            let reported = ReportedStatus.all(in: object), isMissing = reported.isEmpty && judge.expectsStatus(head)
            guard isMissing || reported.contains(where: { $0.stale != nil }) else { return [] }
            let reach = context.reach.words(backends: ["Backend/\(head.place)"], in: world)
            if isMissing { return [judge.missing(head, "status", "", reach: reach)] }
            return judge.stale(head, reported, reach: reach).map { [$0] } ?? []
        }
    }

    private func backendPolicies() -> [Finding] {
        let policies = BackendPolicies(world)
        return (policies.configurations + policies.securities).flatMap { policy -> [Finding] in
            guard context.asks(policy.head), let object = world.others(policy.head.kind)[policy.head.place] else { return [] }
            let reported = ReportedStatus.all(in: object)
            guard !reported.isEmpty else {
                // Of the policies of the Gateway API other controllers may speak.
                let isDue = policy.head.kind == "BackendConfigPolicy" && !policy.backends.isEmpty && judge.expectsStatus(policy.head)
                return isDue ? [judge.missing(policy.head, "status", "", reach: context.reach.words(backends: policy.backends, in: world))] : []
            }
            var found = judge.stale(policy.head, reported, reach: context.reach.words(backends: policy.backends, in: world)).map { [$0] } ?? []
            found += orphans(policy.head, reported)
            return found
        }
    }

    private func orphans(_ head: ObjectHead, _ reported: [ReportedStatus]) -> [Finding] {
        reported.compactMap { entry in
            guard let of = entry.reference, judge.isGone(of.kind, of.namespace, of.name) else { return nil }
            return judge.orphan(head, "\(entry.path).ancestorRef.name", "\(of.kind) \(of.namespace)/\(of.name), which is not there")
        }
    }

    /// Fixed answers: their statuses have the form of those of policies.
    private func responses() -> [Finding] {
        guard world.directResponses.contains(where: { !$0.value.isEmpty }) else { return [] }
        let predicted = context.plan.predictedResponses()
        return world.directResponses.sorted { $0.key < $1.key }.flatMap { place, reported -> [Finding] in
            let identity = "gateway.kgateway.dev/DirectResponse/\(place)"
            guard context.asked?.contains(identity) ?? true else { return [] }
            return reported.flatMap { said -> [Finding] in
                let path = said.isFlat ? "status" : "status.ancestors[\(said.index)]"
                let expected = said.isFlat ? nil : predicted[place]?.first { $0.ancestor == said.ancestor }
                guard said.isCurrent, let expected, !said.accepted || (said.attached != .pending && said.attached != expected.attached) else { return [] }
                return [
                    Finding(
                        .statusDisagrees, .warning, identity, "\(path)\((said.accepted ? said.attachedAt : said.acceptedAt).map { ".conditions[\($0)]" } ?? "")",
                        "the status says \(said.accepted ? said.attached.name : "not accepted"), and the resources say \(expected.attached.name)", cure: StatusJudge.logs)
                ]
            }
        }
    }
}
