import KubeModel

/// What a controller is expected to write of a policy.
public struct ExpectedPolicy: Sendable {
    public var kind, namespace, name: String
    /// Why it is refused, as kgateway says it; empty for one that is valid.
    public var errors: [String]
    /// Sorted; empty where it comes to nothing that is served.
    public var ancestors: [AncestorStatus]
    /// The first target, or section of a target, that does not exist, in a sentence.
    public var missingTarget: String?

    /// Over all ancestors; nil where there is none.
    public var attached: AttachmentState? { ancestors.map(\.attached).max() }
}

/// What a controller is expected to write of a route.
public struct ExpectedRoute: Sendable {
    public enum Parent: Sendable, Hashable {
        case accepted
        /// There is no such Gateway, set, listener or route.
        case missing
        case notAllowed, noHostname
        /// A route below another one has hostnames, or more that it may not have.
        case unsupported
    }

    /// In the order of the route's `parentRefs`.
    public var parents: [Parent]
    /// Why one of its rules answers 500, in a sentence; nil where none does.
    public var replaced: String?
}

/// What a controller is expected to write of a listener.
public struct ExpectedListener: Sendable {
    public enum State: Sendable, Hashable {
        case served
        /// It is not served for this reason, in a sentence.
        case unsupported(String), conflicted(String), certificateMissing(String), notGranted(String)
        /// Everything on it answers 500 because of this policy, `NAMESPACE/NAME`.
        case replaced(String)
    }

    public var name: String
    public var state: State
    public var attachedRoutes: Int
}

extension PolicyPlan {
    /// Every policy with what is expected of its status (R50 to R55), in the order of the objects.
    public func expectedPolicies() -> [ExpectedPolicy] {
        zip(world.policies.indices, predicted()).map { index, ancestors in
            let policy = world.policies[index], head = policy.head
            return ExpectedPolicy(
                kind: head.kind, namespace: head.namespace, name: head.name, errors: validity.faults[index].map(\.message),
                ancestors: ancestors, missingTarget: policy.targets.lazy.compactMap { missing($0, in: head.namespace) }.first)
        }
    }

    private func missing(_ target: PolicyObject.Target, in namespace: String) -> String? {
        guard let name = target.name else { return nil }
        let sections: [String?]
        if target.kind.hasSuffix("Route") {
            let named = target.kind == "HTTPRoute"
                ? world.route(namespace, name) : world.routes.first { isNamed($0.head, target, name, namespace) }
            guard let route = named else {
                return "\(target.kind) \(namespace)/\(name) not found"
            }
            sections = route.rules.map(\.name)
        } else {
            let holders = world.gateways + world.sets
            guard let holder = holders.first(where: { isNamed($0.head, target, name, namespace) }) else {
                return "\(target.kind) \(namespace)/\(name) not found"
            }
            sections = holder.listeners.map(\.name)
        }
        guard let section = target.section, !sections.contains(section) else { return nil }
        return "\(target.kind) \(namespace)/\(name) has no \(target.kind.hasSuffix("Route") ? "rule" : "listener") \(section)"
    }

    private func isNamed(_ head: ObjectHead, _ target: PolicyObject.Target, _ name: String, _ namespace: String) -> Bool {
        head.name == name && head.namespace == namespace && head.kind == target.kind
    }

    /// nil where there is no such route.
    public func expectedRoute(_ kind: String, _ namespace: String, _ name: String) -> ExpectedRoute? {
        func isIt(_ head: ObjectHead) -> Bool { head.kind == kind && head.namespace == namespace && head.name == name }
        guard let route = world.routes.first(where: { isIt($0.head) }) else { return nil }
        let failed = steps.first { isIt($0.entry.route.head) && $0.failure != nil }
        return ExpectedRoute(
            parents: route.parents.map { parent($0, of: route, among: gateways) },
            replaced: failed.map { "Rule \($0.entry.rule) answers 500: \($0.failure?.sentence ?? "")" })
    }

    /// - Parameter gateways: Those that it can mean.
    func parent(_ reference: ParentReference, of route: RouteObject, among gateways: [Gateway]) -> ExpectedRoute.Parent {
        if reference.kind == "HTTPRoute" {
            guard world.route(reference.namespace, reference.name) != nil else { return .missing }
            return route.hostnames.isEmpty ? .accepted : .unsupported
        }
        var alone = route
        alone.parents = [reference]
        for gateway in gateways {
            let served = gateway.table.plans.flatMap(\.listeners), dropped = gateway.table.dropped.map(\.listener)
            let meant = (served + dropped).filter {
                RouteAttachment.names(reference, $0.holder) && (reference.section ?? $0.spec.name) == $0.spec.name
                    && (reference.port ?? $0.spec.port) == $0.spec.port
            }
            guard !meant.isEmpty else { continue }
            func attaches(_ route: RouteObject) -> Bool {
                meant.contains { !RouteAttachment.hostnames(of: route, on: $0, of: gateway.holder, in: world).isEmpty }
            }
            if attaches(alone) { return .accepted }
            alone.hostnames = []
            return attaches(alone) ? .noHostname : .notAllowed
        }
        return .missing
    }

    /// The listeners of a Gateway's own, in its order; empty where there is no such Gateway, or somebody else serves it.
    public func expectedListeners(_ namespace: String, _ name: String) -> [ExpectedListener] {
        guard let gateway = gateways.first(where: { $0.holder.head.namespace == namespace && $0.holder.head.name == name }),
            gateway.isServed
        else { return [] }
        return gateway.holder.listeners.map { spec in
            let listener = ServedListener(holder: gateway.holder, spec: spec)
            let routes = world.routes.count {
                !RouteAttachment.hostnames(of: $0, on: listener, of: gateway.holder, in: world).isEmpty
            }
            return ExpectedListener(name: spec.name, state: state(of: listener, gateway), attachedRoutes: routes)
        }
    }

    private func state(of listener: ServedListener, _ gateway: Gateway) -> ExpectedListener.State {
        if let dropped = gateway.table.dropped.first(where: { $0.listener == listener }) {
            switch dropped.cause {
            case .unsupported, .reservedPort, .notAllowed: return .unsupported(dropped.sentence)
            case .conflict: return .conflicted(dropped.sentence)
            case .certificate, .certificateCount: return .certificateMissing(dropped.sentence)
            case .grant: return .notGranted(dropped.sentence)
            }
        }
        for configuration in gateway.configurations where configuration.plan.listeners.contains(listener) {
            let host = configuration.hosts.first { $0.listener == listener && $0.replacedBy != nil }
            if let policy = configuration.replacedBy ?? host?.replacedBy { return .replaced(world.policies[policy].head.place) }
        }
        return .served
    }
}
