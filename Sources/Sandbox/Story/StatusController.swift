import GatewayGraph
import KubeModel

/// Decides what the status of an object has to say, as kgateway's controller would. Pure: the same cluster gives the
/// same status.
struct StatusController: Sendable {
    /// The kinds that it writes a status for.
    static let types: [ResourceType] = ResourceType.kgatewayKinds + [.gateway, .httpRoute, .grpcRoute]

    /// The whole status to write.
    ///
    /// - Parameters:
    ///   - view: The rest of the cluster.
    ///   - verdicts: Of the part that the object belongs to.
    ///   - now: The time of the conditions whose status changes, RFC 3339.
    /// - Returns: nil when nothing would change, for kinds it does not know, and for objects that are being deleted.
    func status(
        for object: JSONValue, _ type: ResourceType, in view: some ClusterView, by verdicts: PolicyVerdicts, now: String
    ) -> JSONValue? {
        guard object[path: ["metadata", "deletionTimestamp"]] == nil, Self.types.contains(type) else { return nil }
        let generation = object[path: ["metadata", "generation"]]?.integer ?? 1
        let old = object["status"]
        let new: JSONValue
        switch type {
        case .gateway: new = gateway(object, by: verdicts, generation: generation, now: now)
        case .httpRoute, .grpcRoute: new = route(object, type, in: view, by: verdicts, generation: generation, now: now)
        default:
            let conditions = conditions(for: object, type, in: view, by: verdicts)
            // A policy that comes to nothing that is served is not spoken of.
            if conditions.isEmpty, old == nil { return nil }
            new = [
                "conditions": Condition.written(conditions, over: old?["conditions"], generation: generation, now: now)
            ]
        }
        return new == old ? nil : new
    }

    /// The conditions of the seven kinds; none for a policy that comes to nothing that is served.
    func conditions(
        for object: JSONValue, _ type: ResourceType, in view: some ClusterView, by verdicts: PolicyVerdicts
    ) -> [Condition] {
        let isPolicy = PolicyVerdicts.policyTypes.contains(type)
        if let problem = SpecRules.problem(of: object, type, in: view) {
            return isPolicy ? refused("Invalid", problem) : [Condition("Accepted", .no, "Invalid", problem)]
        }
        guard isPolicy else { return [Condition("Accepted", .yes, "Accepted", "\(type.kind) accepted")] }
        return verdicts.policy(ObjectID(type, ObjectKey(of: object))).map(conditions) ?? []
    }

    /// The contract has no ancestors: the worst of them is told. It tells of a target that does not exist, too, where
    /// kgateway is silent.
    private func conditions(_ policy: ExpectedPolicy) -> [Condition] {
        guard policy.errors.isEmpty else { return refused("Invalid", policy.errors.joined(separator: "; ")) }
        guard let attached = policy.attached else { return policy.missingTarget.map { refused("TargetNotFound", $0) } ?? [] }
        return [Condition("Accepted", .yes, "Valid", "Policy accepted"), Self.condition(attached)]
    }

    private static func condition(_ attached: AttachmentState) -> Condition {
        switch attached {
        case .attached: Condition("Attached", .yes, attached.name, "Attached to all targets")
        case .merged:
            Condition("Attached", .yes, attached.name, "Merged with other policies in target(s) and attached")
        case .overridden:
            Condition(
                "Attached", .no, attached.name, "Overridden due to conflict with higher priority policy in target(s)")
        case .pending: Condition("Attached", .no, attached.name, "")
        }
    }

    private func refused(_ reason: String, _ message: String) -> [Condition] {
        [
            Condition("Accepted", .no, reason, message),
            Condition("Attached", .no, "Pending", "Waits until the policy is accepted"),
        ]
    }
}
