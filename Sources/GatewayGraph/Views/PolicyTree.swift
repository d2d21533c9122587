import KubeModel

extension PolicyPlan {
    /// The Policies view of an object, as headings with their branches.
    func branches(of id: GraphID) -> [(word: String, branches: [TreeBranch])] {
        switch id.kind {
        case "Gateway", "ListenerSet", "XListenerSet": GatewayTree(plan: self, id: id).headings
        case "HTTPRoute", "GRPCRoute": RouteTree(plan: self, id: id).headings
        default: PolicyOutcome(plan: self, id: id).headings
        }
    }

    func id(_ head: ObjectHead) -> GraphID {
        GraphID(group: head.group, kind: head.kind, key: ObjectKey(namespace: head.namespace, name: head.name))
    }

    func id(policy: Int) -> GraphID { id(world.policies[policy].head) }

    /// The findings about an object, as branches.
    func findingBranches(of id: GraphID) -> [TreeBranch] {
        let identity = "\(id.group)/\(id.kind)/\(id.key.namespace ?? "default")/\(id.key.name)"
        return findings(of: [identity]).map { finding in
            let tone: AnswerLine.Tone = finding.severity == .error ? .bad : finding.severity == .warning ? .warning : .dim
            return TreeBranch(TreeLine(finding.code.rawValue, finding.message, tone))
        }
    }

    /// A branch per field that takes effect on a route, its losers below it.
    func fieldBranches(_ step: Step, _ host: VirtualHost, _ configuration: Configuration) -> [TreeBranch] {
        effective(step, in: host, configuration).flatMap { name, field -> [TreeBranch] in
            var lost = field.hidden.map { hidden in
                TreeBranch(TreeLine("", "\(words(hidden.attachment)): \(world.words(hidden))", .dim, id(policy: hidden.attachment.policy)))
            }
            for merge in [step.merge, host.merge, configuration.merge] {
                lost += (merge.fields[name]?.losers ?? []).map { loss in
                    TreeBranch(TreeLine("", "\(words(loss.attachment)): \(world.words(loss))", .dim, id(policy: loss.attachment.policy)))
                }
            }
            if let off = field.disabledBy { return [TreeBranch(TreeLine(name, "off: \(words(off.attachment))", .warning, id(policy: off.attachment.policy)), lost)] }
            if field.winners.isEmpty {
                return [TreeBranch(TreeLine(name, field.native.map { "the rule's own: \($0.words)" } ?? "no effect", .plain), lost)]
            }
            return field.winners.enumerated().map { index, part in
                let native = index == 0 ? field.native.map { "; of it the rule settles \($0.words)" } ?? "" : ""
                let provider = part.provider.map { "  \($0)" } ?? ""
                let line = TreeLine(index == 0 ? name : "+", words(part.attachment) + provider + native, .good, id(policy: part.attachment.policy))
                return TreeBranch(line, index == field.winners.count - 1 ? lost : [])
            }
        }
    }
}

/// What policies do on a route: host by host, rule by rule, field by field.
private struct RouteTree {
    let plan: PolicyPlan
    let id: GraphID

    var headings: [(word: String, branches: [TreeBranch])] {
        let hosts = hosts
        var headings: [(word: String, branches: [TreeBranch])] = []
        let findings = plan.findingBranches(of: id)
        if !findings.isEmpty { headings.append(("what is wrong", findings)) }
        headings.append(("what takes effect", hosts.isEmpty ? [nobody] : hosts))
        return headings
    }

    private var nobody: TreeBranch {
        plan.world.notKnown("Gateway").map { TreeBranch(TreeLine("", $0, .dim)) } ?? TreeBranch(TreeLine("", "no Gateway serves it", .warning))
    }

    private func isMeant(_ head: ObjectHead) -> Bool { head.kind == id.kind && head.namespace == id.key.namespace && head.name == id.key.name }

    /// Hosts on which the same happens are one branch.
    private var hosts: [TreeBranch] {
        var found: [(names: [String], gateway: PolicyPlan.Gateway, configuration: PolicyPlan.Configuration, rules: [TreeBranch])] = []
        for gateway in plan.gateways {
            for configuration in gateway.configurations {
                for host in configuration.hosts {
                    let rules = self.rules(host, configuration)
                    guard !rules.isEmpty else { continue }
                    if let place = found.firstIndex(where: { $0.rules == rules && $0.configuration.plan.name == configuration.plan.name }) {
                        found[place].names.append(host.hostname)
                    } else {
                        found.append(([host.hostname], gateway, configuration, rules))
                    }
                }
            }
        }
        return found.map { names, gateway, configuration, rules in
            let more = names.count > 1 ? " and \(names.count - 1) more" : ""
            let place = "Gateway \(gateway.holder.head.place) · \(configuration.plan.isHTTPS ? "HTTPS" : "HTTP") \(configuration.plan.port)"
            return TreeBranch(TreeLine("", "\(names[0])\(more)  \(place)", .title, plan.id(gateway.holder.head)), rules)
        }
    }

    private func rules(_ host: PolicyPlan.VirtualHost, _ configuration: PolicyPlan.Configuration) -> [TreeBranch] {
        let replaced = configuration.replacedBy ?? host.replacedBy
        return host.routes.compactMap { route -> TreeBranch? in
            let step = plan.step(route), entry = step.entry
            let isOwn = isMeant(entry.route.head)
            guard isOwn || entry.parents.contains(where: { isMeant($0.route.head) }), !entry.isRepeated else { return nil }
            let name = entry.spec.name.map { " \($0)" } ?? ""
            let rule = isOwn ? "rule \(entry.rule)\(name)" : "\(entry.route.head.place) rule \(entry.rule)\(name)"
            let line = TreeLine(rule, entry.meets.words, .strong, isOwn ? nil : plan.id(entry.route.head))
            if let replaced {
                let words = "answers 500: \(plan.world.policies[replaced].head.place) is invalid"
                return TreeBranch(line, [TreeBranch(TreeLine("", words, .bad, plan.id(policy: replaced)))])
            }
            if let failure = step.failure {
                let answer = TreeLine("", "answers 500: \(failure.sentence)", .bad, failure.policy.map { plan.id(policy: $0) })
                return TreeBranch(line, [TreeBranch(answer)] + silent(step.merge))
            }
            let action = plan.action(of: step).map { [TreeBranch(TreeLine("answers", $0.words, .plain, $0.target))] } ?? []
            let fields = action + plan.fieldBranches(step, host, configuration)
            return TreeBranch(line, fields.isEmpty ? [TreeBranch(TreeLine("", "no policy", .dim))] : fields)
        }
    }
}

extension RouteTree {
    /// Who would have had a say where everything answers 500.
    private func silent(_ merge: PolicyMerge) -> [TreeBranch] {
        merge.fields.sorted { $0.key < $1.key }.flatMap { name, field in
            field.losers.map { loss in
                TreeBranch(TreeLine(name, "\(plan.words(loss.attachment)): \(plan.world.words(loss))", .dim, plan.id(policy: loss.attachment.policy)))
            }
                + field.winners.map { TreeBranch(TreeLine(name, "\(plan.words($0)): not run", .dim, plan.id(policy: $0.policy))) }
        }
    }
}

/// What a Gateway serves, with the policies beside.
private struct GatewayTree {
    let plan: PolicyPlan
    let id: GraphID

    var headings: [(word: String, branches: [TreeBranch])] {
        var headings: [(word: String, branches: [TreeBranch])] = []
        let findings = plan.findingBranches(of: id)
        if !findings.isEmpty { headings.append(("what is wrong", findings)) }
        let mine = plan.gateways.filter { gateway in
            isMeant(gateway.holder.head) || gateway.configurations.contains { $0.plan.listeners.contains { isMeant($0.holder.head) } }
        }
        let listeners = mine.flatMap { gateway -> [TreeBranch] in
            guard gateway.isServed else { return [TreeBranch(TreeLine("", "its class \(gateway.holder.className) is not kgateway's", .warning))] }
            let dropped = gateway.table.dropped.filter { id.kind == "Gateway" || isMeant($0.listener.holder.head) }.map { dropped in
                TreeBranch(TreeLine("listener \(dropped.listener.spec.name)", "not served: \(dropped.sentence)", .bad))
            }
            let served = gateway.configurations.filter { configuration in
                id.kind == "Gateway" || configuration.plan.listeners.contains { isMeant($0.holder.head) }
            }
            return served.map { branch($0) } + dropped
        }
        headings.append(("what it serves", listeners))
        return headings
    }

    private func isMeant(_ head: ObjectHead) -> Bool { head.kind == id.kind && head.namespace == id.key.namespace && head.name == id.key.name }

    private func branch(_ configuration: PolicyPlan.Configuration) -> TreeBranch {
        let names = configuration.plan.listeners.map { "\($0.spec.name) \($0.spec.hostname ?? "*")" }.joined(separator: ", ")
        let word = "\(configuration.plan.isHTTPS ? "HTTPS" : "HTTP") \(configuration.plan.port)"
        var below = policies(configuration.merge, configuration.replacedBy, .routeConfiguration)
        below += policies(configuration.listenerMerge, nil, .route) + policies(configuration.newerMerge, nil, .route)
        below += configuration.hosts.map { host in
            TreeBranch(
                TreeLine("", host.hostname, .strong), policies(host.merge, host.replacedBy, .virtualHost) + host.routes.map { route(plan.step($0)) },
                isShut: configuration.hosts.count > 12)
        }
        return TreeBranch(TreeLine(word, names, .title), below)
    }

    private func policies(_ merge: PolicyMerge, _ replaced: Int?, _ place: EffectiveField.Place) -> [TreeBranch] {
        if let replaced {
            let words = "answers 500: \(plan.world.policies[replaced].head.place) is invalid"
            return [TreeBranch(TreeLine("", words, .bad, plan.id(policy: replaced)))]
        }
        return merge.fields.sorted { $0.key < $1.key }.map { name, field in
            let lost = field.losers.map { loss in
                TreeBranch(TreeLine("", "\(plan.words(loss.attachment)): \(plan.world.words(loss))", .dim, plan.id(policy: loss.attachment.policy)))
            }
            let words = field.winners.map(plan.words).joined(separator: ", ")
            let takesEffect = EffectiveField.takesEffect(PolicyField.form(name), at: place, plan.world.settings.rules)
            let idle = takesEffect ? "" : ": does nothing at this place by the rules of \(plan.world.settings.rules.name)"
            let line = TreeLine(
                name, (words.isEmpty ? "nobody" : words) + idle, takesEffect ? .good : .dim, field.winners.first.map { plan.id(policy: $0.policy) })
            return TreeBranch(line, lost)
        }
    }

    private func route(_ step: PolicyPlan.Step) -> TreeBranch {
        let names = step.merge.fields.filter { !$0.value.winners.isEmpty }.map(\.key).sorted().joined(separator: ", ")
        let line = TreeLine(step.entry.meets.words, step.entry.words + (names.isEmpty ? "" : "  [\(names)]"), .plain, plan.id(step.entry.route.head))
        guard let failure = step.failure else { return TreeBranch(line) }
        return TreeBranch(line, [TreeBranch(TreeLine("", "answers 500: \(failure.sentence)", .bad))])
    }
}
