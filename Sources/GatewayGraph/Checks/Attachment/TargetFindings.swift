import KubeModel

/// Targets of policies that lead nowhere: the most dangerous of them leave a path open (R22 to R24, R48).
struct TargetFindings: FindingCheck {
    private let context: FindingContext
    private let table: TargetTable
    private let gateways: [String: ListenerHolder]
    private let routes: [String: RouteObject]
    private var world: PolicyWorld { context.world }

    /// What has targets.
    private struct Bearer {
        var head: ObjectHead
        var targets: [PolicyObject.Target]
        /// Whether whoever must prove who he is goes through unasked where it does nothing.
        var isOpen = false
        var isEverywhere = false
        /// The group of each kind that it can be on.
        var groups: [String: String]
        var takesSections = true

        var words: String { "\(head.kind) \(head.place)" }
        var consequence: String { isOpen ? ": requests pass without it" : "" }
    }

    init(_ context: FindingContext) {
        self.context = context
        table = TargetTable(context.plan)
        gateways = Dictionary(context.world.gateways.map { ($0.head.identity, $0) }) { first, _ in first }
        routes = Dictionary(context.world.routes.map { ($0.head.identity, $0) }) { first, _ in first }
    }

    func findings() -> [Finding] {
        let set = world.settings.rules.listenerSet, own = "gateway.networking.k8s.io"
        let holders = ["Gateway": own, set.kind: set.group]
        let all = holders.merging(["HTTPRoute": own, "GRPCRoute": own]) { first, _ in first }
        let policies = world.policies.lazy.filter { context.asks($0.head) }.flatMap { policy -> [Finding] in
            var bearer = Bearer(
                head: policy.head, targets: policy.targets,
                isOpen: policy.settings.contains { PolicyField.form($0.key).isAuthentication && !$0.value.isDisabled },
                isEverywhere: policy.head.namespace == world.settings.globalNamespace, groups: all)
            if policy.head.kind == "ListenerPolicy" { bearer.groups = holders }
            if policy.head.kind == "HTTPListenerPolicy" { (bearer.groups, bearer.takesSections) = (["Gateway": own], false) }
            return bearer.targets.compactMap { finding(of: $0, bearer) }
        }
        let ofBackends = ["BackendConfigPolicy", "BackendTLSPolicy"].flatMap { world.others($0).values }.flatMap { object -> [Finding] in
            guard let head = ObjectHead(object), context.asks(head), let spec = object["spec"] else { return [] }
            let bearer = Bearer(
                head: head, targets: PolicyObject.targets(of: spec), groups: ["Service": "", "Backend": "gateway.kgateway.dev"],
                takesSections: head.kind == "BackendTLSPolicy")
            // Of other kinds of backends nothing is known, and a folder without any Service leaves them to somebody else.
            return bearer.targets.filter { bearer.groups[$0.kind] == $0.group && !table.all(of: $0.kind).isEmpty }.compactMap { finding(of: $0, bearer) }
        }
        return Array(policies) + ofBackends
    }

    private func finding(of target: PolicyObject.Target, _ bearer: Bearer) -> Finding? {
        guard !world.unread.contains(target.kind) else { return nil }
        func found(
            _ code: FindingCode, _ severity: FindingSeverity, _ field: String, _ message: String, _ cure: String = "", of meant: ObjectHead? = nil
        ) -> Finding {
            Finding(
                code, severity, bearer.head.identity, "\(target.path)\(field)", NearestName.adding(bearer.consequence, to: message), cure: cure,
                reach: meant.map(context.reach.words) ?? "")
        }
        let severity: FindingSeverity = bearer.isOpen ? .error : .warning
        guard let group = bearer.groups[target.kind] else {
            return found(.targetNotServed, .warning, ".kind", "a \(bearer.head.kind) on a \(target.kind) does nothing")
        }
        guard target.group == group else {
            return found(
                .targetMissing, severity, ".group", "there is no \(target.kind) of the group \(target.group)", "group: \(CureText.text(group))")
        }
        if target.name == nil, target.labels.isEmpty {
            let heads = table.all(of: target.kind, in: bearer.head.namespace).sorted { $0.place < $1.place }, labelled = heads.first { !$0.labels.isEmpty }
            let cure = labelled.map { CureText.matchLabels($0.labels) }
                ?? heads.first.map { "targetRefs:\n\(CureText.targetRef($0.group, $0.kind, $0.name))" }
            return found(
                .selectorEmpty, .warning, ".matchLabels", "\(bearer.words) selects nothing: a selector without labels matches no \(target.kind)",
                cure ?? "")
        }
        let selected = table.selected(by: target, in: bearer.head.namespace, isEverywhere: bearer.isEverywhere)
        guard !selected.isEmpty else {
            guard let name = target.name else {
                let (cure, meant) = labels(for: target, bearer)
                let labels = target.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
                let place = bearer.isEverywhere ? "any namespace" : bearer.head.namespace
                return found(.selectorMatchesNothing, .warning, ".matchLabels", "no \(target.kind) of \(place) has the labels \(labels)", cure, of: meant)
            }
            let place = "\(bearer.head.namespace)/\(name)", places = world.places(of: target.kind)
            if let other = places.first(named: name, except: place).flatMap({ table.head(target.kind, at: $0) }) {
                return found(
                    .targetInOtherNamespace, .warning, ".name",
                    "\(target.kind) \(name) is in \(other.namespace): a targetRef never leaves \(bearer.head.namespace)",
                    "metadata:\n  name: \(bearer.head.name)\n  namespace: \(other.namespace)", of: other)
            }
            let near = places.nearest(to: place), meant = near.flatMap { table.head(target.kind, at: $0) }
            return found(
                .targetMissing, severity, ".name", "no \(target.kind) \(place)\(PlaceTable.hint(at: near))",
                meant.map { CureText.targetRef($0.group, $0.kind, $0.name, section: target.section) } ?? "", of: meant)
        }
        if let section = target.section {
            guard bearer.takesSections else {
                return found(.targetNotServed, .warning, ".sectionName", "a \(bearer.head.kind) is on a \(target.kind) as a whole, and does nothing on a section")
            }
            let sections = selected.flatMap(table.sections)
            guard sections.contains(section) else {
                let first = selected.min { $0.place < $1.place } ?? bearer.head
                let word = target.kind == "Service" ? "port" : target.kind.hasSuffix("Route") ? "rule" : "listener"
                let near = NearestName.best(section, among: sections) ?? (Set(sections).count == 1 ? sections[0] : nil)
                let cure = near.map { "sectionName: \($0)" } ?? (word == "rule" ? "rules:\n- name: \(section)" : "")
                return found(
                    .sectionMissing, severity, ".sectionName",
                    "\(target.kind) \(first.place) has no \(word) \(section)\(NearestName.hint(section, among: sections))", cure, of: first)
            }
        }
        guard target.kind != "Service", target.kind != "Backend", let reason = notServed(selected, target) else { return nil }
        return found(
            .targetNotServed, .warning, target.name == nil ? ".matchLabels" : ".name", "\(reason); \(bearer.words) does nothing there")
    }

    /// What selects something: another value that was probably meant, or the labels for the only one that there is.
    private func labels(for target: PolicyObject.Target, _ bearer: Bearer) -> (cure: String, meant: ObjectHead?) {
        let namespace = bearer.isEverywhere ? nil : bearer.head.namespace
        for (label, value) in target.labels.sorted(by: { $0.key < $1.key }) {
            guard let near = table.values(of: label, of: target.kind, in: namespace).nearest(to: value) else { continue }
            var labels = target.labels
            labels[label] = near
            return (CureText.matchLabels(labels), table.first(of: target.kind, in: namespace, labelled: label, near))
        }
        return (CureText.labels(target.labels), nil)
    }

    /// Why none of what is meant is served; nil where something is.
    private func notServed(_ heads: [ObjectHead], _ target: PolicyObject.Target) -> String? {
        guard !heads.contains(where: { table.isServed($0, target.section) }), let head = heads.min(by: { $0.place < $1.place }) else { return nil }
        let reason: String
        switch head.kind {
        case "Gateway":
            if let gateway = gateways[head.identity], !world.isServed(gateway) {
                guard !world.isOfOtherTranslator(gateway) else { return nil }
                reason = "its class \(gateway.className) is not kgateway's"
            } else {
                reason = table.fault(of: head, target.section) ?? "it has no listener that is served"
            }
        case "XListenerSet", "ListenerSet":
            guard !world.unread.contains("Gateway") else { return nil }
            reason = table.fault(of: head, target.section) ?? "no Gateway takes it"
        default:
            guard !world.unread.contains("Gateway"), !isOfOtherTranslator(head) else { return nil }
            reason = target.section == nil ? "no Gateway serves it" : "that rule is not served"
        }
        return "\(target.kind) \(head.place)\(target.section.map { " \($0)" } ?? "") is there and not served: \(reason)"
    }

    /// Whether a route hangs on a Gateway of another translator.
    private func isOfOtherTranslator(_ head: ObjectHead) -> Bool {
        (routes[head.identity]?.parents ?? []).contains { parent in
            gateways["gateway.networking.k8s.io/Gateway/\(parent.namespace)/\(parent.name)"].map(world.isOfOtherTranslator) ?? false
        }
    }
}
