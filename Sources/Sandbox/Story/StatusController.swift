import GatewayGraph
import KubeModel

/// Decides what the status of an object has to say, as kgateway's controller would. Pure: the same cluster gives the
/// same status.
public struct StatusController: Sendable {
    public init() {}

    /// The kinds that it writes a status for.
    public static let types: [ResourceType] = ResourceType.kgatewayKinds + [.gateway, .httpRoute]

    /// The whole status to write.
    ///
    /// - Parameters:
    ///   - view: The rest of the cluster: targets, extensions, backends.
    ///   - now: The time of the conditions whose status changes, RFC 3339.
    /// - Returns: nil when nothing would change, for kinds it does not know, and for objects that are being deleted.
    public func status(for object: JSONValue, _ type: ResourceType, in view: some ClusterView, now: String)
        -> JSONValue?
    {
        guard object[path: ["metadata", "deletionTimestamp"]] == nil, Self.types.contains(type) else { return nil }
        let generation = object[path: ["metadata", "generation"]]?.integer ?? 1
        let old = object["status"]
        let new: JSONValue =
            switch type {
            case .gateway: gateway(object, in: view, generation: generation, now: now)
            case .httpRoute: route(object, in: view, generation: generation, now: now)
            default:
                [
                    "conditions": Condition.written(
                        conditions(for: object, type, in: view), over: old?["conditions"], generation: generation,
                        now: now)
                ]
            }
        return new == old ? nil : new
    }

    /// The conditions of the seven kinds.
    func conditions(for object: JSONValue, _ type: ResourceType, in view: some ClusterView) -> [Condition] {
        let isPolicy = type == .trafficPolicy || type == .httpListenerPolicy
        if let problem = SpecRules.problem(of: object, type, in: view) {
            return isPolicy ? refused("Invalid", problem) : [Condition("Accepted", .no, "Invalid", problem)]
        }
        guard isPolicy else { return [Condition("Accepted", .yes, "Accepted", "\(type.kind) accepted")] }
        if let missing = missingTarget(of: object, in: view) { return refused("TargetNotFound", missing) }
        return [
            Condition("Accepted", .yes, "Valid", "Policy accepted"),
            Condition("Attached", .yes, "Attached", "Attached to all targets"),
        ]
    }

    private func refused(_ reason: String, _ message: String) -> [Condition] {
        [
            Condition("Accepted", .no, reason, message),
            Condition("Attached", .no, "Pending", "Waits until the policy is accepted"),
        ]
    }

    /// A sentence about the first target, or section of a target, that does not exist.
    private func missingTarget(of object: JSONValue, in view: some ClusterView) -> String? {
        for reference in object[path: ["spec", "targetRefs"]]?.array ?? [] {
            guard let id = References.target(reference, in: object) else { continue }
            guard let target = view.object(id.type, id.key) else { return "\(id) not found" }
            guard let section = reference["sectionName"]?.string, !section.isEmpty else { continue }
            let sections = target[path: ["spec", id.type == .gateway ? "listeners" : "rules"]]?.array ?? []
            if !sections.contains(where: { $0["name"]?.string == section }) {
                return "\(id) has no \(id.type == .gateway ? "listener" : "rule") \(section)"
            }
        }
        return nil
    }
}
