import KubeModel

/// Puts a plan together: Gateway by Gateway, port by port, host by host.
struct PolicyPlanBuilder {
    private let world: PolicyWorld
    let validity: PolicyValidity
    let table: AttachmentTable
    private let listenerTable: AttachmentTable
    private let newerTable: AttachmentTable
    private(set) var expansion: RouteExpansion
    private(set) var steps: [PolicyPlan.Step] = []
    /// By index of the route, its steps.
    private var expanded: [Int: Range<Int>] = [:]

    private let scope: PolicyScope.Routes

    init(_ world: PolicyWorld, for scope: PolicyScope) {
        self.world = world
        self.scope = scope.routes(in: world)
        validity = PolicyValidity(world)
        table = AttachmentTable(world)
        listenerTable = AttachmentTable(world, of: "HTTPListenerPolicy")
        newerTable = AttachmentTable(world, of: "ListenerPolicy")
        expansion = RouteExpansion(world)
    }

    mutating func gateway(_ holder: ListenerHolder) -> PolicyPlan.Gateway {
        let isServed = world.isServed(holder), listeners = ListenerTable(of: holder, in: world)
        let level = table.attachments(to: holder.head, section: nil)
        var configurations: [PolicyPlan.Configuration] = []
        if isServed { for plan in listeners.plans { configurations.append(configuration(plan, holder, level)) } }
        return PolicyPlan.Gateway(holder: holder, isServed: isServed, table: listeners, level: level, configurations: configurations)
    }

    private func merged(_ level: [PolicyAttachment]) -> (merge: PolicyMerge, invalid: Int?) {
        (
            PolicyMerge(level: level, in: world, isValid: validity.isValid),
            world.settings.isMergeReadable ? level.first { !validity.isValid($0.policy) }?.policy : nil
        )
    }

    /// R21a.
    private func policies(on listener: ServedListener) -> [PolicyAttachment] {
        let onListener = table.attachments(to: listener.holder.head, section: listener.spec.name)
        return listener.holder.isSet ? onListener + table.attachments(to: listener.holder.head, section: nil) : onListener
    }

    private mutating func configuration(
        _ plan: RouteConfigurationPlan, _ gateway: ListenerHolder, _ onGateway: [PolicyAttachment]
    ) -> PolicyPlan.Configuration {
        let level = (plan.isHTTPS ? plan.listeners.flatMap(policies) : []) + onGateway
        let (merge, invalid) = merged(level)
        let older = listenerTable.attachments(to: gateway.head, section: nil)
        let newer = plan.listeners.flatMap { newerTable.attachments(to: $0.holder.head, section: $0.spec.name) }
            + newerTable.attachments(to: gateway.head, section: nil)
        let (listenerMerge, listenerInvalid) = merged(older), (newerMerge, newerInvalid) = merged(newer)
        return PolicyPlan.Configuration(
            plan: plan, level: level, merge: merge, listenerLevel: older, newerLevel: newer, listenerMerge: listenerMerge, newerMerge: newerMerge,
            replacedBy: invalid ?? listenerInvalid ?? newerInvalid, hosts: hosts(of: plan, gateway))
    }

    private mutating func hosts(of plan: RouteConfigurationPlan, _ gateway: ListenerHolder) -> [PolicyPlan.VirtualHost] {
        var routes: [String: [Int]] = [:], seen: [String: Set<Int>] = [:]
        for listener in plan.listeners {
            for (index, route) in world.routes.enumerated() {
                for host in RouteAttachment.hostnames(of: route, on: listener, of: gateway, in: world) {
                    // The more specific listener of the port has it.
                    if world.settings.rules.isolatesListeners, !plan.isHTTPS, lender(host, plan.listeners) != listener { continue }
                    if seen[host, default: []].insert(index).inserted { routes[host, default: []].append(index) }
                }
            }
        }
        return routes.filter { scope.takesAny(of: $0.value) }.map { host($0.key, $0.value, plan) }.sorted { $0.name < $1.name }
    }

    private mutating func host(_ hostname: String, _ routes: [Int], _ plan: RouteConfigurationPlan) -> PolicyPlan.VirtualHost {
        let name = RouteOrder.virtualHost(plan.name, hostname), listener = plan.isHTTPS ? nil : lender(hostname, plan.listeners)
        let level = listener.map(policies) ?? [], (merge, invalid) = merged(level)
        var indices: [Int] = []
        for route in routes { indices += expand(route) }
        let ordered = RouteOrder.sorted(indices, steps, world.settings)
        var served: [PolicyPlan.Route] = []
        for (position, index) in ordered.enumerated() where !steps[index].entry.isDelegating && steps[index].entry.failure?.isDropped != true {
            served.append(PolicyPlan.Route(name: RouteOrder.name(steps[index].entry, at: position, in: name), step: index))
        }
        return PolicyPlan.VirtualHost(
            name: name, hostname: hostname, listener: listener, level: level, merge: merge, replacedBy: invalid, routes: served)
    }

    /// The listener with the longest hostname that covers the host (R15).
    private func lender(_ host: String, _ listeners: [ServedListener]) -> ServedListener? {
        var best: ServedListener?
        for listener in listeners where listener.spec.hostname.map({ Hostname.covers($0, host) }) ?? true {
            if best.map({ (listener.spec.hostname?.utf8.count ?? 0) > ($0.spec.hostname?.utf8.count ?? 0) }) ?? true { best = listener }
        }
        return best
    }

    /// The steps of a route; computed once, however many hosts it has.
    private mutating func expand(_ route: Int) -> Range<Int> {
        if let known = expanded[route] { return known }
        let first = steps.count
        let isMeant = scope.takes(route)
        for entry in expansion.entries(of: world.routes[route]) { steps.append(isMeant ? step(entry) : PolicyPlan.Step(entry: entry)) }
        expanded[route] = first..<steps.count
        return first..<steps.count
    }

    private func step(_ entry: RouteEntry) -> PolicyPlan.Step {
        var levels = [table.attachments(to: entry.route, entry.spec)]
        var (merge, invalid) = merged(levels[0])
        for parent in entry.parents {
            let level = table.attachments(to: parent.route, parent.route.rules[parent.place])
            let (more, fault) = merged(level)
            merge.add(more, InheritedPriority(of: parent.route).strategy, in: world)
            levels.append(level)
            invalid = invalid ?? fault
        }
        let failure = entry.failure ?? invalid.map { policy in
            RouteFailure(
                code: .policyInvalid, sentence: "policy \(world.policies[policy].head.place) is invalid",
                object: world.policies[policy].head.identity, path: "", policy: policy)
        }
        return PolicyPlan.Step(entry: entry, levels: levels, merge: merge, native: NativeSetting.all(of: entry), failure: failure)
    }
}

/// How what a route inherits and what it says itself come together (R31): named by the route whose level is being added.
enum InheritedPriority: String, CaseIterable {
    case shallowPreferChild = "ShallowMergePreferChild"
    case shallowPreferParent = "ShallowMergePreferParent"
    case deepPreferChild = "DeepMergePreferChild"
    case deepPreferParent = "DeepMergePreferParent"

    static let annotation = "kgateway.dev/inherited-policy-priority"

    init(of route: RouteObject) {
        self = route.isGRPC ? .shallowPreferChild : Self(rawValue: route.head.annotations[Self.annotation] ?? "") ?? .shallowPreferChild
    }

    var strategy: PolicyMerge.Strategy {
        switch self {
        case .shallowPreferChild: .shallowPreferChild
        case .shallowPreferParent: .shallowPreferParent
        case .deepPreferChild: .deepPreferChild
        case .deepPreferParent: .deepPreferParent
        }
    }

    var prefersParent: Bool { self == .shallowPreferParent || self == .deepPreferParent }
}
