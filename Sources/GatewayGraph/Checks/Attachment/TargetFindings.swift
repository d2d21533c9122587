/// Targets of policies that lead nowhere: the most dangerous of them leave a path open (R22 to R24, R48).
struct TargetFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }
    /// Places that are served: `kind/namespace/name`, and the same with `#section`.
    private let served: Set<String>
    /// By `kind/namespace/name`.
    private var heads: [String: ObjectHead] = [:]
    /// The names of listeners or rules, by the same.
    private var sections: [String: [String]] = [:]
    /// By kind and label, those that have it.
    private var labelled: [String: [ObjectHead]] = [:]

    init(_ context: FindingContext) {
        self.context = context
        let plan = context.plan
        served = Self.served(plan)
        for holder in plan.world.gateways + plan.world.sets { add(holder.head, holder.listeners.map(\.name)) }
        for route in plan.world.routes { add(route.head, route.rules.compactMap(\.name)) }
    }

    private mutating func add(_ head: ObjectHead, _ sections: [String]) {
        let key = Self.key(head)
        heads[key] = head
        self.sections[key] = sections
        for (label, value) in head.labels { labelled["\(head.kind)/\(label)=\(value)", default: []].append(head) }
    }

    private static func key(_ head: ObjectHead) -> String { "\(head.kind)/\(head.place)" }

    /// What a target names or selects, its section apart.
    private func selected(by target: PolicyObject.Target, of policy: PolicyObject) -> [ObjectHead] {
        if let name = target.name { return heads["\(target.kind)/\(policy.head.namespace)/\(name)"].map { [$0] } ?? [] }
        guard let (label, value) = target.labels.min(by: { $0.key < $1.key }) else { return [] }
        let isGlobal = policy.head.namespace == world.settings.globalNamespace
        return (labelled["\(target.kind)/\(label)=\(value)"] ?? []).filter { head in
            (isGlobal || head.namespace == policy.head.namespace) && target.labels.allSatisfy { head.labels[$0.key] == $0.value }
        }
    }

    func findings() -> [Finding] {
        world.policies.lazy.filter { context.asks($0.head) }.flatMap { policy in policy.targets.flatMap { findings(of: $0, policy) } }
    }

    private static func served(_ plan: PolicyPlan) -> Set<String> {
        var served: Set<String> = []
        func add(_ head: ObjectHead, _ section: String?) {
            served.insert("\(head.kind)/\(head.place)")
            if let section { served.insert("\(head.kind)/\(head.place)#\(section)") }
        }
        for gateway in plan.gateways {
            for configuration in gateway.configurations {
                add(gateway.holder.head, nil)
                for listener in configuration.plan.listeners { add(listener.holder.head, listener.spec.name) }
                for host in configuration.hosts {
                    for route in host.routes {
                        let entry = plan.step(route).entry
                        add(entry.route.head, entry.spec.name)
                        for parent in entry.parents { add(parent.route.head, parent.route.rules[parent.place].name) }
                    }
                }
            }
        }
        return served
    }

    private func findings(of target: PolicyObject.Target, _ policy: PolicyObject) -> [Finding] {
        let identity = policy.head.identity, what = "\(policy.head.kind) \(policy.head.place)"
        func finding(_ code: FindingCode, _ severity: FindingSeverity, _ field: String, _ message: String) -> [Finding] {
            [Finding(code, severity, identity, "\(target.path)\(field)", message)]
        }
        // Whoever must prove who he is goes through unasked where such a policy does nothing.
        let isOpen = policy.settings.contains { PolicyField.form($0.key).isAuthentication && !$0.value.isDisabled }
        let severity: FindingSeverity = isOpen ? .error : .warning, open = isOpen ? ": requests pass without it" : ""
        guard !world.unread.contains(target.kind) else { return [] }
        if target.name == nil, target.labels.isEmpty {
            return finding(.selectorEmpty, .warning, ".matchLabels", "\(what) selects nothing: a selector without labels matches no \(target.kind)")
        }
        let selected = selected(by: target, of: policy)
        guard !selected.isEmpty else {
            guard let name = target.name else {
                let labels = target.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
                return finding(
                    .selectorMatchesNothing, .warning, ".matchLabels", "no \(target.kind) of \(policy.head.namespace) has the labels \(labels)\(open)")
            }
            let others = heads(of: target.kind).filter { $0.name == name && $0.namespace != policy.head.namespace }
            if let other = others.first {
                return finding(
                    .targetInOtherNamespace, .warning, ".name",
                    "\(target.kind) \(name) is in \(other.namespace): a targetRef never leaves \(policy.head.namespace)\(open)")
            }
            guard Self.kinds.contains(target.kind) else {
                return finding(.targetNotServed, .warning, ".kind", "a \(policy.head.kind) on a \(target.kind) does nothing")
            }
            let place = "\(policy.head.namespace)/\(name)"
            let near = NearestName.hint(place, among: heads(of: target.kind).lazy.map(\.place))
            return finding(.targetMissing, severity, ".name", "no \(target.kind) \(place)\(near)\(open)")
        }
        if let section = target.section {
            let sections = selected.map { self.sections[Self.key($0)] ?? [] }
            guard sections.contains(where: { $0.contains(section) }) else {
                let word = target.kind.hasSuffix("Route") ? "rule" : "listener"
                let near = NearestName.hint(section, among: sections.flatMap { $0 })
                return finding(
                    .sectionMissing, severity, ".sectionName", "\(target.kind) \(selected[0].place) has no \(word) \(section)\(near)\(open)")
            }
        }
        return notServed(selected, target, what, open).map { finding(.targetNotServed, .warning, target.name == nil ? ".matchLabels" : ".name", $0) }
            ?? []
    }

    private static let kinds: Set<String> = ["Gateway", "XListenerSet", "ListenerSet", "HTTPRoute", "GRPCRoute"]

    private func heads(of kind: String) -> [ObjectHead] {
        switch kind {
        case "Gateway": world.gateways.map(\.head)
        case "XListenerSet", "ListenerSet": world.sets.map(\.head).filter { $0.kind == kind }
        default: world.routes.map(\.head).filter { $0.kind == kind }
        }
    }

    /// Why none of what is meant is served; nil where something is.
    private func notServed(_ heads: [ObjectHead], _ target: PolicyObject.Target, _ what: String, _ open: String) -> String? {
        let section = target.section.map { "#\($0)" } ?? ""
        guard !heads.contains(where: { served.contains("\($0.kind)/\($0.place)\(section)") }), let head = heads.first else { return nil }
        let reason: String
        switch head.kind {
        case "Gateway":
            let gateway = world.gateways.first { $0.head.identity == head.identity }
            if let gateway, !world.isServed(gateway) {
                reason = "its class \(gateway.className) is not kgateway's"
            } else {
                reason = dropped(head, target.section) ?? "it has no listener that is served"
            }
        case "XListenerSet", "ListenerSet": reason = dropped(head, target.section) ?? "no Gateway takes it"
        default: reason = section.isEmpty ? "no Gateway serves it" : "that rule is not served"
        }
        return "\(target.kind) \(head.place)\(section.isEmpty ? "" : " \(section)") is there and not served: \(reason); \(what) does nothing there\(open)"
    }

    private func dropped(_ head: ObjectHead, _ section: String?) -> String? {
        plan.gateways.lazy.flatMap(\.table.dropped).first {
            $0.listener.holder.head.identity == head.identity && (section == nil || $0.listener.spec.name == section)
        }.map(\.sentence)
    }
}
