import KubeModel

/// What serves a request.
public struct RouteAnswer: Sendable {
    struct Near: Sendable {
        var entry: RouteEntry
        var because: String
    }

    let request: RouteRequest
    var gateway: ObjectHead
    /// nil: nothing listens there.
    var listener: ServedListener?
    var configuration: PolicyPlan.Configuration?
    var host: PolicyPlan.VirtualHost?
    var route: PolicyPlan.Route?
    /// What almost served it, the nearest first.
    var near: [Near] = []
    /// Why nothing serves it, in a sentence; nil where something does.
    public var reason: String?

    /// Whether a rule serves it, also one that answers 500.
    public var isServed: Bool { route != nil || configuration?.replacedBy != nil || host?.replacedBy != nil }
}

extension PolicyPlan {
    /// What a request meets at each Gateway that serves it; at all of them, with the reason, where none does.
    ///
    /// - Parameter gateway: The one that is asked, by namespace and name; nil: every one.
    public func answers(to request: RouteRequest, at gateway: (namespace: String, name: String)? = nil) -> [RouteAnswer] {
        let asked = gateways.filter { own in own.isServed && (gateway.map { $0 == (own.holder.head.namespace, own.holder.head.name) } ?? true) }
        let all = asked.map { answer(to: request, at: $0) }
        let served = all.filter(\.isServed)
        return served.isEmpty ? all : served
    }

    private func answer(to request: RouteRequest, at gateway: Gateway) -> RouteAnswer {
        var answer = RouteAnswer(request: request, gateway: gateway.holder.head)
        guard let configuration = configuration(for: request, at: gateway, &answer) else { return answer }
        answer.configuration = configuration
        answer.listener = configuration.plan.listeners.first
        guard configuration.replacedBy == nil else { return answer }
        guard let host = host(request.authority, in: configuration) else {
            let near = NearestName.hint(request.authority, among: configuration.hosts.map(\.hostname))
            answer.reason = "no route has the host \(request.authority)\(near)"
            return answer
        }
        answer.host = host
        answer.listener = host.listener ?? answer.listener
        guard host.replacedBy == nil else { return answer }
        look(for: request, in: host, &answer)
        return answer
    }

    private func configuration(for request: RouteRequest, at gateway: Gateway, _ answer: inout RouteAnswer) -> Configuration? {
        let own = gateway.configurations.filter { $0.plan.isHTTPS == request.isHTTPS }
        let word = request.isHTTPS ? "HTTPS" : "HTTP"
        var onPort = own.filter { $0.plan.port == request.port ?? (request.isHTTPS ? 443 : 80) }
        // Without a port any may be meant: a Service often stands before the Gateway.
        if onPort.isEmpty, request.port == nil { onPort = own }
        guard !onPort.isEmpty else {
            let ports = Set(own.map(\.plan.port)).sorted().map(String.init).joined(separator: ", ")
            answer.reason = own.isEmpty ? "no listener speaks \(word)" : "nothing listens for \(word) on that port; there is \(ports)"
            return nil
        }
        guard request.isHTTPS else {
            return onPort.first { configuration in
                configuration.replacedBy == nil && host(request.authority, in: configuration).map { host in
                    host.routes.contains { step($0).entry.meets.shortfall(of: request, world.settings.rules) == nil }
                } ?? false
            } ?? onPort[0]
        }
        // The listener is chosen by the name that the client asks for.
        let fitting = onPort.filter { $0.plan.listeners.first.map { Hostname.covers($0.spec.hostname ?? "*", request.host) } ?? false }
        guard let best = fitting.max(by: { Self.rank($0) < Self.rank($1) }) else {
            answer.reason = "no HTTPS listener takes the name \(request.host)"
            return nil
        }
        return best
    }

    /// How specific the hostname of an HTTPS listener is.
    private static func rank(_ configuration: Configuration) -> Int {
        guard let hostname = configuration.plan.listeners.first?.spec.hostname, hostname != "*" else { return 0 }
        return hostname.hasPrefix("*.") ? hostname.utf8.count : 1_000 + hostname.utf8.count
    }

    /// The virtual host: the same name, the longest wildcard, or the one for all. One without routes is one, too: Envoy looks no further.
    private func host(_ name: String, in configuration: Configuration) -> VirtualHost? {
        var best: VirtualHost?
        for host in configuration.hosts {
            if host.hostname.lowercased() == name { return host }
            guard Hostname.covers(host.hostname.lowercased(), name) else { continue }
            if host.hostname.utf8.count > (best?.hostname.utf8.count ?? 0) { best = host }
        }
        return best
    }

    private static let mostNear = 6

    private func look(for request: RouteRequest, in host: VirtualHost, _ answer: inout RouteAnswer) {
        var missed: [RouteAnswer.Near] = [], beaten: [RouteAnswer.Near] = []
        for route in host.routes {
            let entry = step(route).entry
            guard let shortfall = entry.meets.shortfall(of: request, world.settings.rules) else {
                if let winner = answer.route {
                    beaten.append(RouteAnswer.Near(entry: entry, because: "it matches too, and \(step(winner).entry.meets.words) comes first"))
                } else {
                    answer.route = route
                }
                continue
            }
            // Of a path that does not fit there are too many.
            if entry.meets.takes(path: request.path, world.settings.rules) {
                missed.append(RouteAnswer.Near(entry: entry, because: shortfall))
            }
        }
        answer.near = Array((missed + beaten).prefix(Self.mostNear))
        if answer.route == nil { answer.reason = "no rule of \(host.hostname) takes \(request.method) \(request.path)" }
    }
}
