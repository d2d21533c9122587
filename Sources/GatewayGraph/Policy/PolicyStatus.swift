import KubeModel

/// How far a policy is attached, the worst last.
public enum AttachmentState: Int, Comparable, Sendable {
    case attached, merged, overridden, pending

    public var name: String { ["Attached", "Merged", "Overridden", "Pending"][rawValue] }

    init?(_ reason: String) {
        guard let index = ["Attached", "Merged", "Overridden", "Pending"].firstIndex(of: reason) else { return nil }
        self.init(rawValue: index)
    }

    public static func < (left: AttachmentState, right: AttachmentState) -> Bool { left.rawValue < right.rawValue }
}

/// What the status of a policy says of one ancestor, or is expected to say.
public struct AncestorStatus: Hashable, Sendable {
    public struct Ancestor: Hashable, Comparable, Sendable {
        public var group, kind, namespace, name: String
        /// The listener, where newer versions report to one.
        public var section: String?

        public static func < (left: Ancestor, right: Ancestor) -> Bool {
            (left.namespace, left.name, left.kind, left.section ?? "") < (right.namespace, right.name, right.kind, right.section ?? "")
        }
    }

    public var ancestor: Ancestor
    public var accepted: Bool
    public var attached: AttachmentState
    /// What kgateway says of it where it is not accepted.
    public var message = ""
    /// Whether the controller has seen the newest spec.
    public var isCurrent = true

    /// Its place in the status.
    var index = 0
    /// The places of its conditions: of the first that was written for an older spec, and of the two that decide.
    var stale: Int?
    var acceptedAt: Int?
    var attachedAt: Int?

    /// Whether it is of no ancestor: the simplified contract has one for all.
    public var isFlat: Bool { ancestor.name.isEmpty }

    /// The one that decides where there is but one for all.
    static func worst(_ statuses: [AncestorStatus]) -> AncestorStatus? {
        statuses.first { !$0.accepted } ?? statuses.max { $0.attached < $1.attached }
    }

    /// Those of a status as it is stored that kgateway wrote, in its order; conditions that are absent count as good.
    static func reported(in object: JSONValue) -> [AncestorStatus] {
        let generation = object[path: ["metadata", "generation"]]?.integer
        if let conditions = object[path: ["status", "conditions"]]?.array {
            let nobody = Ancestor(group: "", kind: "", namespace: "", name: "")
            return [status(of: nobody, conditions, generation)]
        }
        return (object[path: ["status", "ancestors"]]?.array ?? []).enumerated().compactMap { index, entry in
            guard entry["controllerName"]?.string ?? "kgateway.dev/kgateway" == "kgateway.dev/kgateway", let ref = entry["ancestorRef"],
                let name = ref["name"]?.string
            else { return nil }
            let ancestor = Ancestor(
                group: ref["group"]?.string ?? "gateway.networking.k8s.io", kind: ref["kind"]?.string ?? "Gateway",
                namespace: ref["namespace"]?.string ?? object[path: ["metadata", "namespace"]]?.string ?? "", name: name,
                section: ref["sectionName"]?.string)
            var status = status(of: ancestor, entry["conditions"]?.array ?? [], generation)
            status.index = index
            return status
        }
    }

    private static func status(of ancestor: Ancestor, _ conditions: [JSONValue], _ generation: Int?) -> AncestorStatus {
        func condition(_ type: String) -> JSONValue? { conditions.first { $0["type"]?.string == type } }
        let accepted = condition("Accepted"), attached = condition("Attached")
        let observed = accepted?["observedGeneration"]?.integer
        return AncestorStatus(
            ancestor: ancestor, accepted: accepted?["status"]?.string != "False",
            attached: attached?["reason"]?.string.flatMap(AttachmentState.init) ?? .pending, message: accepted?["message"]?.string ?? "",
            isCurrent: observed == nil || generation == nil || observed == generation,
            stale: generation.flatMap { generation in conditions.firstIndex { ($0["observedGeneration"]?.integer ?? generation) < generation } },
            acceptedAt: conditions.firstIndex { $0["type"] == "Accepted" }, attachedAt: conditions.firstIndex { $0["type"] == "Attached" })
    }
}

extension PolicyPlan {
    /// What the controller is expected to write of every policy, by its index: an entry per ancestor, sorted; none where it comes to nothing that is
    /// served (R50 to R55).
    func predicted() -> [[AncestorStatus]] {
        var states: [[AncestorStatus.Ancestor: AttachmentState]] = Array(repeating: [:], count: world.policies.count)
        func report(_ level: [PolicyAttachment], _ merge: PolicyMerge, to ancestors: [AncestorStatus.Ancestor]) {
            for (policy, state) in judged(level, merge) {
                for ancestor in ancestors { states[policy][ancestor] = max(states[policy][ancestor] ?? .attached, state) }
            }
        }
        for gateway in gateways {
            var ports: Set<Int> = []
            for configuration in gateway.configurations {
                guard let head = gateway.table.ancestors[configuration.plan.port] else { continue }
                let first = [ancestor(head)]
                report(configuration.level, configuration.merge, to: first)
                report(configuration.listenerLevel, configuration.listenerMerge, to: first)
                report(configuration.newerLevel, configuration.newerMerge, to: first)
                // Those of the Gateway are looked at by themselves, too, once on each port.
                if ports.insert(configuration.plan.port).inserted {
                    report(gateway.level, PolicyMerge(level: gateway.level, in: world, isValid: validity.isValid), to: first)
                }
                for host in configuration.hosts {
                    report(host.level, host.merge, to: ownParents(of: host) ?? first)
                    for route in host.routes {
                        let step = step(route)
                        report(step.levels.flatMap { $0 }, step.merge, to: ownParents(of: step, configuration, gateway) ?? first)
                    }
                }
            }
        }
        return states.enumerated().map { index, states in
            let faults = validity.faults[index]
            return states.sorted { $0.key < $1.key }.map { ancestor, state in
                AncestorStatus(
                    ancestor: ancestor, accepted: faults.isEmpty,
                    attached: !faults.isEmpty && world.settings.rules.leavesInvalidPending ? .pending : state,
                    message: faults.map(\.message).joined(separator: "; "))
            }
        }
    }

    /// The same of every DirectResponse, by its place: attached where a rule applies it, pending where only a backend names it (R57).
    func predictedResponses() -> [String: [AncestorStatus]] {
        var states: [String: [AncestorStatus.Ancestor: AttachmentState]] = [:]
        for gateway in gateways {
            for configuration in gateway.configurations {
                guard let head = gateway.table.ancestors[configuration.plan.port] else { continue }
                for entry in configuration.hosts.lazy.flatMap(\.routes).map({ self.step($0).entry }) {
                    func report(_ filters: [JSONValue], _ state: AttachmentState) {
                        for name in RouteRule.extensions("DirectResponse", in: filters) {
                            let place = "\(entry.route.head.namespace)/\(name)"
                            guard world.directResponses[place] != nil else { continue }
                            states[place, default: [:]][ancestor(head)] = min(states[place]?[ancestor(head)] ?? .pending, state)
                        }
                    }
                    report(entry.spec.filters, .attached)
                    for backend in entry.spec.backends { report(backend["filters"]?.array ?? [], .pending) }
                }
            }
        }
        return states.mapValues { states in
            states.sorted { $0.key < $1.key }.map { AncestorStatus(ancestor: $0, accepted: true, attached: $1) }
        }
    }

    /// The parent of the listener that a host takes its policies from; nil where the version does not ask for it.
    private func ownParents(of host: VirtualHost) -> [AncestorStatus.Ancestor]? {
        guard world.settings.rules.reportsToOwnParent, let listener = host.listener else { return nil }
        return [ancestor(listener.holder.head)]
    }

    /// What the route at the top says that it hangs on, with the listener where it names one.
    private func ownParents(of step: Step, _ configuration: Configuration, _ gateway: Gateway) -> [AncestorStatus.Ancestor]? {
        guard world.settings.rules.reportsToOwnParent else { return nil }
        let holders = [gateway.holder] + configuration.plan.listeners.map(\.holder)
        let names = Set(configuration.plan.listeners.map(\.spec.name))
        let found = step.entry.top.parents.filter { parent in
            (parent.section.map(names.contains) ?? true) && (parent.port ?? configuration.plan.port) == configuration.plan.port
                && holders.contains { RouteAttachment.names(parent, $0) }
        }
        .map { AncestorStatus.Ancestor(group: $0.group, kind: $0.kind, namespace: $0.namespace, name: $0.name, section: $0.section) }
        return found.isEmpty ? nil : found
    }

    private func ancestor(_ head: ObjectHead) -> AncestorStatus.Ancestor {
        AncestorStatus.Ancestor(group: head.group, kind: head.kind, namespace: head.namespace, name: head.name)
    }

    /// R53: by policy, in how many of the fields that the place names it has a part.
    private func judged(_ level: [PolicyAttachment], _ merge: PolicyMerge) -> [(policy: Int, state: AttachmentState)] {
        guard !level.isEmpty else { return [] }
        let named = merge.fields.values.filter { !$0.winners.isEmpty }
        return level.map { attachment in
            let count = named.count { $0.winners.contains { $0.policy == attachment.policy } }
            return (attachment.policy, count == named.count ? .attached : count == 0 ? .overridden : .merged)
        }
    }
}
