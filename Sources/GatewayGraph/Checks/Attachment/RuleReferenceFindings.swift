import KubeModel

/// Rules without anything to answer with, filters that are not there, and listeners without their certificate (R11, R20, R40a).
struct RuleReferenceFindings: FindingCheck {
    /// Of the reasons why a rule answers 500.
    static let codes: Set<FindingCode> = [.ruleEmpty, .filterMissing]

    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { rules() + certificates() }

    /// Also those of routes that nobody serves.
    private func rules() -> [Finding] {
        let check = RuleCheck(world), foreign = Set(world.gateways.filter { !world.isServed($0) }.map(\.head.place))
        return world.routes.lazy.filter { context.asks($0.head) && !isForeign($0, foreign) }.flatMap { route in
            route.rules.enumerated().compactMap { place, rule -> Finding? in
                guard let failure = rule.matches.lazy.compactMap({ check.failure(of: rule, at: place, $0, route) }).first,
                    Self.codes.contains(failure.code)
                else { return nil }
                // The reference is there; who hands over is somebody else's matter.
                guard !rule.backends.contains(where: RouteExpansion.isDelegation) else { return nil }
                let cure = failure.code == .ruleEmpty ? backend(for: route) : filter(rule, in: route.head.namespace)
                return Finding(
                    failure.code, .error, failure.object, failure.path, NearestName.adding(": it answers 500", to: failure.sentence), cure: cure,
                    reach: context.reach.words(route.head))
            }
        }
    }

    /// Whether all that a route hangs on is somebody else's.
    private func isForeign(_ route: RouteObject, _ gateways: Set<String>) -> Bool {
        !route.parents.isEmpty && route.parents.allSatisfy { $0.kind == "Gateway" && gateways.contains("\($0.namespace)/\($0.name)") }
    }

    /// What another rule of the route leads to, or a Service beside it.
    private func backend(for route: RouteObject) -> String {
        if let ref = route.rules.lazy.flatMap(\.backends).first(where: { $0["kind"] == nil || $0["kind"] == "Service" }), let name = ref["name"]?.string,
            let port = ref["port"]?.integer
        {
            return "backendRefs:\n- name: \(name)\n  port: \(port)"
        }
        guard let place = world.places(of: "Service").first(in: route.head.namespace), let port = world.services[place]?[path: ["spec", "ports"]]?.array?.first?["port"]?.integer else {
            return ""
        }
        return "backendRefs:\n- name: \(place.dropFirst(route.head.namespace.utf8.count + 1))\n  port: \(port)"
    }

    private func filter(_ rule: RouteRule, in namespace: String) -> String {
        for filter in rule.filters {
            guard let ref = filter["extensionRef"], let kind = ref["kind"]?.string, let name = ref["name"]?.string else { continue }
            let place = "\(namespace)/\(name)"
            switch kind {
            case "TrafficPolicy" where world.policy(namespace, name) == nil: break
            case "DirectResponse" where world.directResponses[place] == nil: break
            default: continue
            }
            guard let name = world.places(of: kind).nearest(to: place)?.split(separator: "/").last else { return "" }
            return "extensionRef:\n  group: gateway.kgateway.dev\n  kind: \(kind)\n  name: \(name)"
        }
        return ""
    }

    private func certificates() -> [Finding] {
        plan.gateways.filter(\.isServed).flatMap { gateway in
            (gateway.table.dropped + gateway.table.served.compactMap(withoutMode)).compactMap { dropped in certificate(dropped, gateway.holder) }
        }
    }

    /// A listener that a server would drop once it has filled in how it terminates TLS (R11), or one of a stream that cannot do so.
    private func withoutMode(_ listener: ServedListener) -> DroppedListener? {
        guard listener.spec.terminatesTLS, listener.spec.tlsMode == nil || !listener.isHTTPS else { return nil }
        var written = listener
        (written.spec.tlsMode, written.spec.protocolName) = ("Terminate", "HTTPS")
        return ListenerTable.certificateFault(written, in: world)
    }

    private func certificate(_ dropped: DroppedListener, _ gateway: ListenerHolder) -> Finding? {
        guard dropped.cause == .certificate || dropped.cause == .grant else { return nil }
        let isOtherKind = !dropped.path.hasSuffix(".name")
        guard dropped.cause == .grant || isOtherKind || !world.isElsewhere("Secret") else { return nil }
        // How many there must be is another question.
        guard let number = dropped.path.split(separator: "[").dropFirst().first?.prefix(while: \.isNumber), let place = Int(number) else { return nil }
        let holder = dropped.listener.holder, spec = dropped.listener.spec
        let index = holder.listeners.firstIndex { $0.name == spec.name } ?? 0, ref = spec.certificates[place]
        let name = ref["name"]?.string ?? "", namespace = ref["namespace"]?.string ?? holder.head.namespace
        let cure: String
        if isOtherKind {
            cure = "certificateRefs:\n- kind: Secret\n  name: \(name)"
        } else if dropped.cause == .grant {
            cure = CureText.grant(
                from: holder.head.kind, of: holder.head.group, in: holder.head.namespace, to: "Secret", named: name, in: namespace)
        } else if let near = world.places(of: "Secret").nearest(to: "\(namespace)/\(name)"), world.secrets["\(namespace)/\(name)"] == nil {
            cure = "certificateRefs:\n- name: \(near.dropFirst(namespace.utf8.count + 1))\(ref["namespace"] == nil ? "" : "\n  namespace: \(namespace)")"
        } else {
            cure = "kubectl create secret tls \(name) -n \(namespace) --cert=tls.crt --key=tls.key"
        }
        let routes = Set(
            world.routes.filter { !RouteAttachment.hostnames(of: $0, on: dropped.listener, of: gateway, in: world).isEmpty }.map(\.head.identity))
        return Finding(
            dropped.cause == .grant ? .grantMissing : .certificateMissing, .error, holder.head.identity, "spec.listeners[\(index)].\(dropped.path)",
            "listener \(spec.name) is not served: \(dropped.sentence)", cure: cure,
            reach: routes.isEmpty ? "" : "\(routes.count) of \(context.whole.routes) \(context.whole.routes == 1 ? "route" : "routes")")
    }
}
