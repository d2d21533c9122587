import KubeModel

/// What policies do on every route of every Gateway, computed from the resources alone.
public struct PolicyPlan: Sendable {
    struct Route: Sendable {
        var name: String
        var entry: RouteEntry
        var merge: PolicyMerge
        /// Why it answers 500; nil where it does not.
        var failure: String?
    }

    struct VirtualHost: Sendable {
        var name: String
        var hostname: String
        /// The one whose policies it takes; nil for HTTPS.
        var listener: ServedListener?
        var merge: PolicyMerge
        var failure: String?
        var routes: [Route]
    }

    struct Configuration: Sendable {
        var plan: RouteConfigurationPlan
        var merge: PolicyMerge
        var failure: String?
        var hosts: [VirtualHost]
    }

    struct Gateway: Sendable {
        var holder: ListenerHolder
        var isServed: Bool
        var configurations: [Configuration]
    }

    let world: PolicyWorld
    let validity: PolicyValidity
    let gateways: [Gateway]

    /// - Parameter objects: All that there are, as they were applied or are stored. Of the same object the last one counts.
    public init(_ objects: [JSONValue], settings: PolicySettings = PolicySettings()) {
        world = PolicyWorld(objects, settings)
        validity = PolicyValidity(world)
        let builder = Builder(world: world, validity: validity, table: AttachmentTable(world), expansion: RouteExpansion(world))
        gateways = world.gateways.sorted { ($0.head.namespace, $0.head.name) < ($1.head.namespace, $1.head.name) }
            .map(builder.gateway)
    }
}

private struct Builder {
    let world: PolicyWorld
    let validity: PolicyValidity
    let table: AttachmentTable
    let expansion: RouteExpansion

    func gateway(_ holder: ListenerHolder) -> PolicyPlan.Gateway {
        let isServed = world.isServed(holder)
        let plans = isServed ? ListenerTable.plans(of: holder, in: world) : []
        return PolicyPlan.Gateway(holder: holder, isServed: isServed, configurations: plans.map { configuration($0, holder) })
    }

    private func merged(_ level: [PolicyAttachment]) -> (merge: PolicyMerge, failure: String?) {
        (PolicyMerge(level: level, in: world, isValid: validity.isValid), failure(in: level))
    }

    private func failure(in level: [PolicyAttachment]) -> String? {
        level.first { !validity.isValid($0.policy) }.map { "policy \(world.policies[$0.policy].head.place) is invalid" }
    }

    private func policies(on listener: ServedListener) -> [PolicyAttachment] {
        let onListener = table.attachments(to: listener.holder.head, section: listener.spec.name)
        return listener.holder.isSet ? onListener + table.attachments(to: listener.holder.head, section: nil) : onListener
    }

    private func configuration(_ plan: RouteConfigurationPlan, _ gateway: ListenerHolder) -> PolicyPlan.Configuration {
        let onGateway = table.attachments(to: gateway.head, section: nil)
        let level = (plan.isHTTPS ? plan.listeners.flatMap(policies) : []) + onGateway
        let (merge, failure) = merged(level)
        guard failure == nil else { return PolicyPlan.Configuration(plan: plan, merge: PolicyMerge(), failure: failure, hosts: []) }
        return PolicyPlan.Configuration(plan: plan, merge: merge, failure: nil, hosts: hosts(of: plan, gateway))
    }

    private func hosts(of plan: RouteConfigurationPlan, _ gateway: ListenerHolder) -> [PolicyPlan.VirtualHost] {
        var routes: [String: [RouteObject]] = [:]
        for listener in plan.listeners {
            for route in world.routes {
                for host in RouteAttachment.hostnames(of: route, on: listener, of: gateway, in: world)
                where !(routes[host] ?? []).contains(where: { $0.head == route.head }) {
                    routes[host, default: []].append(route)
                }
            }
        }
        return routes.map { host($0.key, $0.value, plan) }.sorted { $0.name < $1.name }
    }

    private func host(_ hostname: String, _ routes: [RouteObject], _ plan: RouteConfigurationPlan) -> PolicyPlan.VirtualHost {
        let name = RouteOrder.virtualHost(plan.name, hostname), listener = plan.isHTTPS ? nil : lender(hostname, plan.listeners)
        let (merge, failure) = merged(listener.map(policies) ?? [])
        let host = PolicyPlan.VirtualHost(
            name: name, hostname: hostname, listener: listener, merge: failure == nil ? merge : PolicyMerge(), failure: failure, routes: [])
        guard failure == nil else { return host }
        var full = host
        let entries = RouteOrder.sorted(routes.flatMap(expansion.entries), byWeight: world.settings.sortsByWeight)
        for (position, entry) in entries.enumerated() where !entry.isDelegating {
            full.routes.append(route(entry, RouteOrder.name(entry, at: position, in: name)))
        }
        return full
    }

    /// The listener with the longest hostname that covers the host (R15).
    private func lender(_ host: String, _ listeners: [ServedListener]) -> ServedListener? {
        var best: ServedListener?
        for listener in listeners {
            guard listener.spec.hostname.map({ Hostname.covers($0, host) || $0 == "*" }) ?? true else { continue }
            if best.map({ (listener.spec.hostname?.count ?? 0) > ($0.spec.hostname?.count ?? 0) }) ?? true { best = listener }
        }
        return best
    }

    private func route(_ entry: RouteEntry, _ name: String) -> PolicyPlan.Route {
        var (merge, failure) = merged(table.attachments(to: entry.route, entry.spec))
        for parent in entry.parents {
            let level = table.attachments(to: parent.route, parent.route.rules[parent.rule])
            let (more, fault) = merged(level)
            merge.add(more, strategy(parent.route))
            failure = failure ?? fault
        }
        return PolicyPlan.Route(name: name, entry: entry, merge: merge, failure: entry.failure ?? failure)
    }

    /// R31: of the route whose level is being added.
    private func strategy(_ route: RouteObject) -> PolicyMerge.Strategy {
        guard !route.isGRPC else { return .shallowPreferChild }
        switch route.head.annotations["kgateway.dev/inherited-policy-priority"] {
        case "ShallowMergePreferParent": return .shallowPreferParent
        case "DeepMergePreferChild": return .deepPreferChild
        case "DeepMergePreferParent": return .deepPreferParent
        default: return .shallowPreferChild
        }
    }
}
