extension PolicyPlan {
    /// An answer for people: where the request arrives, the rule, where it goes, every policy that touches it in the order in which places count, and
    /// what almost served it.
    public func lines(_ answer: RouteAnswer) -> [AnswerLine] {
        var lines = [AnswerLine("Gateway", gatewayWords(answer))]
        if let host = answer.host { lines.append(AnswerLine("host", "\(host.hostname)   \(host.name)")) }
        if let policy = answer.configuration?.replacedBy ?? answer.host?.replacedBy {
            lines.append(AnswerLine("answers", "500: policy \(world.policies[policy].head.place) is invalid", .bad))
        }
        if let reason = answer.reason { lines.append(AnswerLine("no route", reason, .bad)) }
        if let route = answer.route, let host = answer.host, let configuration = answer.configuration {
            lines += self.lines(step(route), route.name, host, configuration)
        }
        for (index, near) in answer.near.enumerated() {
            lines.append(AnswerLine(index == 0 ? "near" : "", "\(near.entry.words): \(near.because)", .dim))
        }
        return lines
    }

    private func gatewayWords(_ answer: RouteAnswer) -> String {
        guard let listener = answer.listener else { return answer.gateway.place }
        let set = listener.holder.isSet ? " of \(listener.holder.head.kind) \(listener.holder.head.place)" : ""
        return "\(answer.gateway.place), listener \(listener.spec.name)\(set) (\(listener.spec.protocolName) \(listener.spec.port))"
    }

    private func lines(_ step: Step, _ name: String, _ host: VirtualHost, _ configuration: Configuration) -> [AnswerLine] {
        var lines = [AnswerLine("route", "\(step.entry.words)   \(step.entry.meets.words)")]
        for parent in step.entry.parents { lines.append(AnswerLine("from", "HTTPRoute \(parent.route.head.place) rule \(parent.rule)")) }
        lines.append(AnswerLine("name", name, .dim))
        if let failure = step.failure { lines.append(AnswerLine("answers", "500: \(failure.sentence)", .bad)) }
        if let action = action(of: step) { lines.append(AnswerLine("answers", action.words)) }
        let backends = backends(of: step), total = backends.reduce(0) { $0 + $1.weight }
        for (index, backend) in backends.enumerated() {
            let share = backends.count > 1 && total > 0 ? "  \(backend.weight * 100 / total) %" : ""
            let missing = backend.isKnown == false ? "  not there" : ""
            lines.append(AnswerLine(index == 0 ? "backends" : "", backend.words + share + missing, missing.isEmpty ? .plain : .bad))
        }
        return lines + policyLines(step, host, configuration)
    }

    /// A line per field, and dim below it who lost it and why.
    func policyLines(_ step: Step, _ host: VirtualHost, _ configuration: Configuration) -> [AnswerLine] {
        var lines: [AnswerLine] = []
        for (name, field) in effective(step, in: host, configuration) {
            if let off = field.disabledBy {
                lines.append(AnswerLine(name, "off: \(words(off.attachment))"))
            } else if field.winners.isEmpty {
                lines.append(AnswerLine(name, field.native.map { "the rule's own: \($0.words)" } ?? "no effect"))
            }
            for (index, part) in field.winners.enumerated() {
                let label = index == 0 ? name : field.winners.first?.from == part.from ? "" : "+"
                let native = index == 0 ? field.native.map { "; of it the rule settles \($0.words)" } ?? "" : ""
                let provider = part.provider.map { "  \($0)" } ?? ""
                lines.append(AnswerLine(label, words(part.attachment) + provider + native, .good))
            }
            var lost = field.hidden.map { "\(words($0.attachment)): \(world.words($0))" }
            for merge in [step.merge, host.merge, configuration.merge] {
                lost += (merge.fields[name]?.losers ?? []).map { "\(words($0.attachment)): \(world.words($0))" }
            }
            lines += lost.map { AnswerLine("", $0, .dim) }
        }
        return lines
    }

    /// `shop/cart-auth on route shop/cart pay`.
    func words(_ attachment: PolicyAttachment) -> String {
        let section = attachment.section.map { " \($0)" } ?? ""
        return "\(world.policies[attachment.policy].head.place) on \(attachment.placeWords) \(attachment.namespace)/\(attachment.name)\(section)"
    }
}

extension RouteEntry {
    /// `HTTPRoute shop/cart rule 0 pay`.
    var words: String { "\(route.head.kind) \(route.head.place) rule \(rule)\(spec.name.map { " \($0)" } ?? "")" }
}
