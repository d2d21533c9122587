/// One object that an answer about policies is narrowed to.
public struct PolicyConcern: Sendable {
    enum Subject: Sendable { case gateway, listenerSet, route, policy }

    private let subject: Subject
    private let kind: String
    private let namespace: String
    private let name: String

    /// - Parameter kind: Gateway, XListenerSet, ListenerSet, HTTPRoute, GRPCRoute, TrafficPolicy, HTTPListenerPolicy or ListenerPolicy; nil for any other.
    public init?(kind: String, namespace: String, name: String) {
        switch kind {
        case "Gateway": subject = .gateway
        case "XListenerSet", "ListenerSet": subject = .listenerSet
        case "HTTPRoute", "GRPCRoute": subject = .route
        case "TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy": subject = .policy
        default: return nil
        }
        (self.kind, self.namespace, self.name) = (kind, namespace, name)
    }

    func isMeant(_ head: ObjectHead) -> Bool { head.kind == kind && head.namespace == namespace && head.name == name }

    /// Whether the object is there.
    public func exists(in plan: PolicyPlan) -> Bool {
        switch subject {
        case .gateway: plan.world.gateways.contains { isMeant($0.head) }
        case .listenerSet: plan.world.sets.contains { isMeant($0.head) }
        case .route: plan.world.routes.contains { isMeant($0.head) }
        case .policy: plan.world.policies.contains { isMeant($0.head) }
        }
    }

    /// Whether all of a Gateway is meant.
    func takes(_ gateway: ListenerHolder) -> Bool { subject == .gateway && isMeant(gateway.head) }

    /// Whether a place at which these policies come together is meant.
    func takes(_ level: [PolicyAttachment], _ plan: PolicyPlan) -> Bool {
        level.contains { attachment in
            subject == .policy
                ? isMeant(plan.world.policies[attachment.policy].head)
                : attachment.kind == kind && attachment.namespace == namespace && attachment.name == name
        }
    }

    /// Whether a route has to do with it: it is the route, or one that hands over to it, or the policy comes to it or to its host or port.
    func takes(
        _ step: PolicyPlan.Step, _ host: PolicyPlan.VirtualHost, _ configuration: PolicyPlan.Configuration, _ plan: PolicyPlan
    ) -> Bool {
        switch subject {
        case .gateway: false
        case .listenerSet: configuration.plan.listeners.contains { isMeant($0.holder.head) }
        case .route: isMeant(step.entry.route.head) || step.entry.parents.contains { isMeant($0.route.head) }
        case .policy:
            ([host.level, configuration.level] + step.levels).contains { takes($0, plan) }
        }
    }

    /// Whether a policy has to do with it.
    func takes(policy index: Int, in plan: PolicyPlan) -> Bool {
        let policy = plan.world.policies[index]
        if subject == .policy { return isMeant(policy.head) }
        return policy.targets.contains { $0.kind == kind && ($0.name ?? name) == name } && policy.head.namespace == namespace
            || plan.steps.contains { step in
                (isMeant(step.entry.route.head) || step.entry.parents.contains { isMeant($0.route.head) })
                    && step.levels.contains { $0.contains { $0.policy == index } }
            }
    }

    public func takes(_ finding: Finding) -> Bool {
        finding.object.hasSuffix("/\(kind)/\(namespace)/\(name)") || finding.message.contains("\(namespace)/\(name)")
    }
}
