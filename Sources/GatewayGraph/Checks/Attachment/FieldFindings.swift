/// Policies that are invalid, whose order is not defined, or whose fields do nothing where they are.
struct FieldFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { faults() + ties() + withoutEffect() + annotations() + statuses() }

    private func faults() -> [Finding] {
        plan.validity.faults.lazy.filter { !$0.isEmpty }.flatMap { faults in
            faults.map { Finding($0.code, $0.code == .weightInvalid ? .warning : .error, $0.object, $0.path, $0.sentence) }
        }
    }

    /// R25.
    private func ties() -> [Finding] {
        guard !world.settings.rules.ordersTies else { return [] }
        var seen: Set<[Int]> = [], found: [Finding] = []
        func add(_ merge: PolicyMerge) {
            for (name, field) in merge.fields {
                for loss in field.losers where loss.reason == .tie {
                    guard let by = loss.by, seen.insert([loss.attachment.policy, by]).inserted else { continue }
                    let other = world.policies[by].head.place
                    found.append(
                        Finding(
                            .tie, .warning, world.policies[loss.attachment.policy].head.identity, "spec.\(name)",
                            "\(name): same place, weight and age as \(other): which of the two counts is not defined; set kgateway.dev/policy-weight"))
                }
            }
        }
        for step in plan.steps { add(step.merge) }
        for configuration in plan.gateways.lazy.flatMap(\.configurations) {
            add(configuration.merge)
            add(configuration.listenerMerge)
            for host in configuration.hosts { add(host.merge) }
        }
        return found
    }

    /// Section 8: fields that are named at a place and do nothing there.
    private func withoutEffect() -> [Finding] {
        guard !world.settings.rules.inheritsRouteFields else { return [] }
        var found: Set<Finding> = []
        func add(_ level: [PolicyAttachment], _ place: EffectiveField.Place, _ words: String) {
            for attachment in level {
                let policy = world.policies[attachment.policy]
                for (name, setting) in policy.settings {
                    let form = PolicyField.form(name)
                    guard form.reach == .routeOnly || (form.reach == .belowConfiguration && place == .routeConfiguration) else { continue }
                    found.insert(
                        Finding(
                            .fieldNoEffect, .warning, policy.head.identity, "spec.\(setting.path.joined(separator: "."))",
                            "\(name) on \(words) does nothing in \(world.settings.rules.name): attach it to the routes"))
                }
            }
        }
        for gateway in plan.gateways {
            add(gateway.level, .routeConfiguration, "a Gateway")
            for configuration in gateway.configurations {
                if configuration.plan.isHTTPS { add(configuration.level, .routeConfiguration, "an HTTPS listener or its Gateway") }
                for host in configuration.hosts { add(host.level, .virtualHost, "a listener") }
            }
        }
        return Array(found)
    }

    /// R31a.
    private func annotations() -> [Finding] {
        let name = InheritedPriority.annotation
        let known = InheritedPriority.allCases.map(\.rawValue)
        let heads = (world.gateways + world.sets).map(\.head) + world.routes.map(\.head)
        return heads.compactMap { head in
            guard let value = head.annotations[name] else { return nil }
            let path = "metadata.annotations[\(name)]"
            if head.kind != "HTTPRoute" { return Finding(.annotationIgnored, .warning, head.identity, path, "\(name) counts on HTTPRoutes only") }
            guard !known.contains(value) else { return nil }
            let near = NearestName.best(value, among: known).map { "; did you mean \($0)?" } ?? ""
            return Finding(.annotationIgnored, .warning, head.identity, path, "\(name) has no value \(value)\(near)")
        }
    }

    /// What the status says and what is computed.
    private func statuses() -> [Finding] {
        let told = world.policies.indices.filter { index in
            !world.policies[index].reported.isEmpty && context.asks(world.policies[index].head)
        }
        guard !told.isEmpty else { return [] }
        let predicted = plan.predicted()
        return told.flatMap { index -> [Finding] in
            let policy = world.policies[index]
            return policy.reported.filter(\.isCurrent).compactMap { said in
                let own = said.isFlat ? AncestorStatus.worst(predicted[index]) : predicted[index].first { $0.ancestor == said.ancestor }
                guard let expected = own else { return nil }
                guard expected.accepted != said.accepted || (said.accepted && said.attached != .pending && expected.attached != said.attached) else {
                    return nil
                }
                func words(_ status: AncestorStatus) -> String { status.accepted ? status.attached.name : "not accepted" }
                return Finding(
                    .statusDisagrees, .warning, policy.head.identity, "status.ancestors",
                    "\(said.isFlat ? "" : "for \(said.ancestor.kind) \(said.ancestor.namespace)/\(said.ancestor.name) ")the status says \(words(said)), and the resources say \(words(expected))"
                )
            }
        }
    }
}
