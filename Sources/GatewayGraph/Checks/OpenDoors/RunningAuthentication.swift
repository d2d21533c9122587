import KubeModel

/// Which authentication runs on each rule that is served, and who took some away.
struct RunningAuthentication: Sendable {
    /// A policy that switches a field off which a less specific place, or a route above, sets.
    struct Removal: Hashable, Sendable {
        var policy: Int
        var field: String
        /// One of those whose field it takes away.
        var victim: PolicyAttachment
    }

    static let clientCertificates = "client certificates"

    /// By case, the fields that run.
    let running: [[String]]
    /// By case, what was taken away without anything in its place.
    let removals: [[Removal]]

    init(_ plan: PolicyPlan, _ cases: ServedCases) {
        running = cases.all.map { Self.running(on: $0, plan) }
        removals = zip(cases.all, running).map { one, running in
            // Rules about who may pass do not find out who it is.
            running.contains { $0 != "rbac" } ? [] : Self.removals(on: one, plan)
        }
    }

    private static func running(on one: ServedCases.Case, _ plan: PolicyPlan) -> [String] {
        let configuration = plan.configuration(one)
        var found = one.effects.compactMap { name, field -> String? in
            guard PolicyField.form(name).isAuthentication, field.disabledBy == nil else { return nil }
            let isOn = field.winners.contains { plan.world.policies[$0.attachment.policy].settings[name]?.isDisabled == false }
            return isOn ? name : nil
        }
        // The simplified contract has these for a Gateway as a whole.
        found += ["basicAuth", "celValidation"].filter { configuration.listenerMerge.fields[$0]?.winners.isEmpty == false }
        let asksClients = configuration.newerMerge.fields.contains { $0.key.hasSuffix(".clientCertificateValidation") && !$0.value.winners.isEmpty }
        if asksClients || configuration.plan.listeners.allSatisfy(\.spec.asksClients) { found.append(clientCertificates) }
        return found
    }

    private static func removals(on one: ServedCases.Case, _ plan: PolicyPlan) -> [Removal] {
        one.effects.compactMap { name, field -> Removal? in
            guard PolicyField.form(name).isAuthentication else { return nil }
            func isDisabled(_ attachment: PolicyAttachment) -> Bool { plan.world.policies[attachment.policy].settings[name]?.isDisabled ?? true }
            guard let off = field.disabledBy ?? field.winners.first(where: { isDisabled($0.attachment) }) else { return nil }
            let order = EffectiveField.Place.allCases, own = order.firstIndex(of: off.from) ?? 0
            // What less specific places say, and what lost against it at its own.
            let hidden = field.hidden.filter { (order.firstIndex(of: $0.from) ?? 0) > own }.map(\.attachment)
            let merge = [plan.steps[one.step].merge, plan.host(one).merge, plan.configuration(one).merge][own]
            let lost = (merge.fields[name]?.losers ?? []).filter { $0.reason == .childPreferred || $0.reason == .moreSpecificAttachment }.map(\.attachment)
            guard let victim = (lost + hidden).first(where: { !isDisabled($0) }) else { return nil }
            return Removal(policy: off.attachment.policy, field: name, victim: victim)
        }
    }
}
