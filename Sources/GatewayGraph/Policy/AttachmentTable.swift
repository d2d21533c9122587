import Foundation
import KubeModel

/// Which policies of one kind come to a place, the highest priority first (R21 to R26).
struct AttachmentTable: Sendable {
    private struct Place: Hashable {
        var kind: String
        var namespace: String
        var name: String
        var section: String?
    }

    /// One of the labels that a selector asks for, and what it selects among.
    private struct Wanted: Hashable {
        var kind: String
        var section: String?
        /// nil: in all of them.
        var namespace: String?
        var label: String
        var value: String
    }

    private let world: PolicyWorld
    private var named: [Place: [PolicyAttachment]] = [:]
    private var selecting: [Wanted: [(policy: Int, labels: [String: String])]] = [:]
    private let kind: String

    private static let groups = [
        "Gateway": "gateway.networking.k8s.io", "XListenerSet": "gateway.networking.x-k8s.io", "HTTPRoute": "gateway.networking.k8s.io",
        "ListenerSet": "gateway.networking.k8s.io", "GRPCRoute": "gateway.networking.k8s.io",
    ]

    /// - Parameter kind: Of the policies: TrafficPolicy, HTTPListenerPolicy or ListenerPolicy.
    init(_ world: PolicyWorld, of kind: String = "TrafficPolicy") {
        self.world = world
        self.kind = kind
        for (index, policy) in world.policies.enumerated() where policy.head.kind == kind {
            for target in policy.targets where isTaken(target) {
                if let name = target.name {
                    let place = Place(kind: target.kind, namespace: policy.head.namespace, name: name, section: target.section)
                    named[place, default: []].append(attachment(index, target, policy.head.namespace, name, .targetRef))
                } else if let (label, value) = target.labels.min(by: { $0.key < $1.key }) {
                    let isGlobal = policy.head.namespace == world.settings.globalNamespace
                    let wanted = Wanted(
                        kind: target.kind, section: target.section, namespace: isGlobal ? nil : policy.head.namespace, label: label, value: value)
                    selecting[wanted, default: []].append((index, target.labels))
                }
            }
        }
    }

    private func isTaken(_ target: PolicyObject.Target) -> Bool {
        guard Self.groups[target.kind] == target.group else { return false }
        switch kind {
        case "TrafficPolicy": return true
        case "ListenerPolicy": return target.kind != "HTTPRoute" && target.kind != "GRPCRoute"
        default: return target.kind == "Gateway" && target.section == nil
        }
    }

    private func attachment(
        _ policy: Int, _ target: PolicyObject.Target, _ namespace: String, _ name: String, _ way: PolicyAttachment.Way
    ) -> PolicyAttachment {
        PolicyAttachment(
            policy: policy, group: target.group, kind: target.kind, namespace: namespace, name: name, section: target.section, way: way)
    }

    /// - Parameter section: nil: on the whole object only.
    func attachments(to head: ObjectHead, section: String?) -> [PolicyAttachment] {
        var found = named[Place(kind: head.kind, namespace: head.namespace, name: head.name, section: section)] ?? []
        if !selecting.isEmpty {
            for (label, value) in head.labels {
                for namespace in [head.namespace, nil] {
                    let wanted = Wanted(kind: head.kind, section: section, namespace: namespace, label: label, value: value)
                    for (policy, labels) in selecting[wanted] ?? [] where labels.allSatisfy({ head.labels[$0.key] == $0.value }) {
                        found.append(
                            PolicyAttachment(
                                policy: policy, group: head.group, kind: head.kind, namespace: head.namespace, name: head.name,
                                section: section,
                                way: world.policies[policy].head.namespace == head.namespace ? .targetSelector : .globalTargetSelector))
                    }
                }
            }
        }
        guard found.count > 1 else { return found }
        var seen: Set<Int> = []
        return found.sorted { precedes($0, $1) }.filter { seen.insert($0.policy).inserted }
    }

    /// R25.
    private func precedes(_ left: PolicyAttachment, _ right: PolicyAttachment) -> Bool {
        let a = world.policies[left.policy], b = world.policies[right.policy]
        if (a.weight ?? 0) != (b.weight ?? 0) { return (a.weight ?? 0) > (b.weight ?? 0) }
        let one = a.head.created ?? .distantPast, other = b.head.created ?? .distantPast
        if one != other { return one < other }
        if left.policy == right.policy { return left.way == .targetRef && right.way != .targetRef }
        return a.head.identity < b.head.identity
    }

    /// The policies of one rule of a route: those that its filters name, those on the rule, those on the route (R21).
    func attachments(to route: RouteObject, _ rule: RouteRule) -> [PolicyAttachment] {
        let head = route.head
        let filters = rule.extensions("TrafficPolicy").compactMap { name in
            world.policy(head.namespace, name).map {
                PolicyAttachment(
                    policy: $0, group: head.group, kind: head.kind, namespace: head.namespace, name: head.name, section: rule.name,
                    way: .extensionRef)
            }
        }
        let onRule = rule.name.map { attachments(to: head, section: $0) } ?? []
        return filters + onRule + attachments(to: head, section: nil)
    }
}
