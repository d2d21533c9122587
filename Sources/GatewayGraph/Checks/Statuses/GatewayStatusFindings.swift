/// What the statuses of Gateways and of their listeners say, and what is computed.
struct GatewayStatusFindings: FindingCheck {
    private let context: FindingContext
    private let judge: StatusJudge
    private var plan: PolicyPlan { context.plan }

    init(_ context: FindingContext) {
        self.context = context
        judge = StatusJudge(context)
    }

    func findings() -> [Finding] {
        let own = plan.gateways.filter { $0.isServed && context.asks($0.holder.head) }.flatMap { gateway in
            findings(of: gateway.holder, gateway) + listeners(of: gateway.holder, gateway)
        }
        let sets = plan.gateways.filter(\.isServed).flatMap { gateway -> [Finding] in
            let holders = gateway.table.plans.lazy.flatMap(\.listeners).map(\.holder).filter(\.isSet)
            return Set(holders).filter { context.asks($0.head) }.flatMap { findings(of: $0, gateway) + listeners(of: $0, gateway) }
        }
        return own + sets
    }

    private func findings(of holder: ListenerHolder, _ gateway: PolicyPlan.Gateway) -> [Finding] {
        let head = holder.head, reach = context.reach.words(head)
        var found: [Finding] = []
        // The schema itself says that a controller is waited for.
        let isWaiting = holder.reported.allSatisfy { $0.conditions.allSatisfy { $0.status == "Unknown" && $0.reason == "Pending" } }
        if isWaiting, judge.expectsStatus(head) { found.append(judge.missing(head, "status", "", reach: reach)) }
        if let stale = judge.stale(head, holder.reported, reach: reach) { found.append(stale) }
        guard let own = holder.reported.first(where: { $0.path == "status" }), own.isCurrent,
            let index = own.conditions.firstIndex(where: { $0.type == "Accepted" })
        else { return found }
        let said = own.conditions[index], isReplaced = gateway.configurations.contains { $0.replacedBy != nil }
        // For other reasons it is refused for what is not computed here.
        if said.status == "False", said.reason == "GatewayReplaced", !isReplaced {
            found.append(
                Finding(
                    .statusDisagrees, .warning, head.identity, "status.conditions[\(index)]",
                    "the status says that an invalid policy replaced \(head.kind) \(head.place), and no policy on it is invalid", cure: StatusJudge.logs, reach: reach))
        }
        return found
    }

    private func listeners(of holder: ListenerHolder, _ gateway: PolicyPlan.Gateway) -> [Finding] {
        let head = holder.head
        return holder.reported.compactMap { entry -> Finding? in
            guard let name = entry.listener else { return nil }
            guard holder.listeners.contains(where: { $0.name == name }) else {
                return judge.orphan(head, "\(entry.path).name", "listener \(name), which it does not have")
            }
            guard entry.isCurrent, let index = entry.conditions.firstIndex(where: { $0.type == "Programmed" }) else { return nil }
            let dropped = gateway.table.dropped.first { $0.listener.holder == holder && $0.listener.spec.name == name }
            let isReplaced = gateway.configurations.contains { configuration in
                configuration.replacedBy != nil && configuration.plan.listeners.contains { $0.holder == holder && $0.spec.name == name }
                    || configuration.hosts.contains { $0.replacedBy != nil && $0.listener?.spec.name == name }
            }
            let said = entry.conditions[index]
            guard !isReplaced, said.status == (dropped == nil ? "False" : "True") else { return nil }
            // Nobody has got it an address yet, or its proxy does not run: that is no matter of what is written.
            guard dropped != nil || !["Pending", "AddressNotAssigned", "NoResources"].contains(said.reason) else { return nil }
            return Finding(
                .statusDisagrees, .warning, head.identity, "\(entry.path).conditions[\(index)]",
                "the status says that listener \(name) is \(dropped == nil ? "not served" : "served"), and the resources say \(dropped.map { "not: \($0.sentence)" } ?? "that it is")",
                cure: StatusJudge.logs, reach: context.reach.words(head))
        }
    }
}
