/// One line about a route: what becomes of one field.
public struct PolicyPlanRow: Sendable {
    public var route, match, field, winner, from, over: String

    public static let titles = ["ROUTE", "MATCH", "FIELD", "WINNER", "FROM", "OVER"]
    public var cells: [String] { [route, match, field, winner, from, over] }
}

extension PolicyPlan {
    /// A line per route and field that takes effect or that somebody lost, host by host and in Envoy's order; a replaced rule, host or configuration is
    /// one line.
    ///
    /// - Parameter concern: What to narrow it to; nil: everything.
    public func rows(_ concern: PolicyConcern? = nil) -> [PolicyPlanRow] {
        gateways.flatMap { gateway in
            gateway.configurations.flatMap { configuration -> [PolicyPlanRow] in
                let isWhole = concern?.takes(gateway.holder) ?? true
                if let policy = configuration.replacedBy {
                    guard isWhole || (concern?.takes(configuration.level, self) ?? true) else { return [] }
                    return [replaced("Gateway \(gateway.holder.head.place)", configuration.plan.name, by: world.policies[policy].head.place)]
                }
                return listenerRows(gateway, configuration, concern) + configuration.hosts.flatMap { host -> [PolicyPlanRow] in
                    if let policy = host.replacedBy {
                        guard isWhole || (concern?.takes(host.level, self) ?? true) else { return [] }
                        return [replaced("Gateway \(gateway.holder.head.place)", host.hostname, by: world.policies[policy].head.place)]
                    }
                    return host.routes.filter { isWhole || concern?.takes(step($0), host, configuration, self) ?? true }
                        .flatMap { rows(of: step($0), host, configuration) }
                }
            }
        }
    }

    /// What policies of listeners say of a port, where one of them is asked about.
    private func listenerRows(_ gateway: Gateway, _ configuration: Configuration, _ concern: PolicyConcern?) -> [PolicyPlanRow] {
        guard let concern, concern.takes(configuration.listenerLevel + configuration.newerLevel, self) else { return [] }
        return [configuration.listenerMerge, configuration.newerMerge].flatMap { merge in
            merge.fields.sorted { $0.key < $1.key }.map { name, field in
                let winners = field.winners.map { world.policies[$0.policy].head.place }
                let over = field.losers.map { "\(world.policies[$0.attachment.policy].head.place) (\(world.words($0)))" }
                return PolicyPlanRow(
                    route: "Gateway \(gateway.holder.head.place)", match: configuration.plan.name, field: name, winner: winners.joined(separator: ", "),
                    from: "Gateway", over: over.joined(separator: "; "))
            }
        }
    }

    private func replaced(_ what: String, _ match: String, by policy: String) -> PolicyPlanRow {
        PolicyPlanRow(route: what, match: match, field: "–", winner: "500", from: "", over: "\(policy) is invalid")
    }

    private func names(of step: Step, _ host: VirtualHost, _ configuration: Configuration) -> (route: String, match: String) {
        let entry = step.entry
        // The same host may be on several ports.
        let port = gateways.contains { $0.configurations.count > 1 } ? ":\(configuration.plan.port)" : ""
        return ("\(entry.route.head.place) rule \(entry.rule)\(entry.spec.name.map { " \($0)" } ?? "")", "\(entry.meets.words) \(host.hostname)\(port)")
    }

    private func rows(of step: Step, _ host: VirtualHost, _ configuration: Configuration) -> [PolicyPlanRow] {
        let (route, match) = names(of: step, host, configuration)
        if let failure = step.failure {
            return [PolicyPlanRow(route: route, match: match, field: "–", winner: "500", from: "", over: failure.sentence)]
        }
        return effective(step, in: host, configuration).map { name, field in
            let winners = field.winners.map { world.policies[$0.attachment.policy].head.place }
            var from = field.winners.map { place($0.attachment, $0.from, configuration) }
            var over = field.hidden.map { "\(world.policies[$0.attachment.policy].head.place) (\(world.words($0)))" }
            for merge in [step.merge, host.merge, configuration.merge] {
                over += (merge.fields[name]?.losers ?? []).map { "\(world.policies[$0.attachment.policy].head.place) (\(world.words($0)))" }
            }
            let off = field.disabledBy.map { "off: \(world.policies[$0.attachment.policy].head.place)" }
            if let own = field.disabledBy { from.append(place(own.attachment, own.from, configuration)) }
            let native = field.native.map { "the rule: \($0.words)" }
            return PolicyPlanRow(
                route: route, match: match, field: name, winner: off ?? (winners.isEmpty ? native ?? "–" : winners.joined(separator: ", ")),
                from: Set(from).count == 1 ? from[0] : from.joined(separator: ", "), over: over.joined(separator: "; "))
        }
    }

    private func place(_ attachment: PolicyAttachment, _ place: EffectiveField.Place, _ configuration: Configuration) -> String {
        "\(attachment.placeWords) (\(attachment.way.rawValue))"
    }
}

extension PolicyAttachment {
    /// The kind of place in a word, as a person says it.
    var placeWords: String {
        switch (kind, section) {
        case ("HTTPRoute", nil), ("GRPCRoute", nil): way == .extensionRef ? "rule" : "route"
        case ("HTTPRoute", _), ("GRPCRoute", _): "rule"
        case (_, nil): kind == "Gateway" ? "Gateway" : "listener set"
        default: "listener"
        }
    }
}

extension PolicyWorld {
    func words(_ hidden: EffectiveField.Hidden) -> String {
        words(PolicyLoss(attachment: hidden.attachment, reason: hidden.reason, by: hidden.by))
    }
}

extension RouteMatch {
    /// `GET /cart, x-canary: yes`.
    var words: String {
        var words = method.map { "\($0) " } ?? ""
        switch pathType {
        case .exact: words += "=\(path)"
        case .regularExpression: words += "~\(path)"
        case .prefix: words += path
        }
        for header in headers { words += " \(header.name):\(header.type == "RegularExpression" ? "~" : "")\(header.value)" }
        if !queries.isEmpty { words += " ?" + queries.map { "\($0.name)=\($0.value)" }.joined(separator: "&") }
        return words
    }
}
