import KubeModel

/// Which policies come to a place, the highest priority first (R21 to R26).
struct AttachmentTable: Sendable {
    private struct Place: Hashable {
        var kind: String
        var namespace: String
        var name: String
        var section: String?
    }

    private let world: PolicyWorld
    private var named: [Place: [PolicyAttachment]] = [:]
    /// Those that select by labels.
    private var selecting: [(policy: Int, target: TrafficPolicyObject.Target, isGlobal: Bool)] = []

    private static let groups = [
        "Gateway": "gateway.networking.k8s.io", "XListenerSet": "gateway.networking.x-k8s.io", "HTTPRoute": "gateway.networking.k8s.io",
        "ListenerSet": "gateway.networking.k8s.io",
    ]

    init(_ world: PolicyWorld) {
        self.world = world
        for (index, policy) in world.policies.enumerated() {
            for target in policy.targets where Self.groups[target.kind] == target.group {
                if let name = target.name {
                    let place = Place(kind: target.kind, namespace: policy.head.namespace, name: name, section: target.section)
                    named[place, default: []].append(
                        PolicyAttachment(
                            policy: index, kind: target.kind, namespace: policy.head.namespace, name: name, section: target.section,
                            way: .targetRef))
                } else if !target.labels.isEmpty {
                    selecting.append((index, target, policy.head.namespace == world.settings.globalNamespace))
                }
            }
        }
    }

    /// - Parameter section: nil: on the whole object only.
    func attachments(to head: ObjectHead, section: String?) -> [PolicyAttachment] {
        var found = named[Place(kind: head.kind, namespace: head.namespace, name: head.name, section: section)] ?? []
        for (policy, target, isGlobal) in selecting where target.kind == head.kind && target.section == section {
            let own = world.policies[policy].head.namespace
            guard own == head.namespace || isGlobal, target.labels.allSatisfy({ head.labels[$0.key] == $0.value }) else { continue }
            found.append(
                PolicyAttachment(
                    policy: policy, kind: head.kind, namespace: head.namespace, name: head.name, section: section,
                    way: own == head.namespace ? .targetSelector : .globalTargetSelector))
        }
        var seen: Set<Int> = []
        return found.sorted { precedes($0, $1) }.filter { seen.insert($0.policy).inserted }
    }

    /// R25.
    private func precedes(_ left: PolicyAttachment, _ right: PolicyAttachment) -> Bool {
        let a = world.policies[left.policy], b = world.policies[right.policy]
        if (a.weight ?? 0) != (b.weight ?? 0) { return (a.weight ?? 0) > (b.weight ?? 0) }
        if let one = a.head.created, let other = b.head.created, one != other { return one < other }
        return a.head.identity < b.head.identity
    }

    /// The policies of one rule of a route: those that its filters name, those on the rule, those on the route (R21).
    func attachments(to route: RouteObject, _ rule: RouteRule) -> [PolicyAttachment] {
        let head = route.head
        let filters = rule.extensions("TrafficPolicy").compactMap { name in
            world.policy(head.namespace, name).map {
                PolicyAttachment(
                    policy: $0, kind: head.kind, namespace: head.namespace, name: head.name, section: rule.name, way: .extensionRef)
            }
        }
        guard !route.isGRPC else { return filters }
        let onRule = rule.name.map { attachments(to: head, section: $0) } ?? []
        return filters + onRule + attachments(to: head, section: nil)
    }
}
