import KubeModel

/// Policies that are invalid, whose order is not defined, or whose fields do nothing where they are.
struct FieldFindings: FindingCheck {
    private let context: FindingContext
    private var plan: PolicyPlan { context.plan }
    private var world: PolicyWorld { plan.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { faults() + remarks() + patterns() + ties() + withoutEffect() + annotations() }

    /// What several policies call for is one fault.
    private func faults() -> [Finding] {
        var places: [String: Int] = [:], found: [(finding: Finding, policies: [Int])] = []
        for (index, faults) in plan.validity.faults.enumerated() where !faults.isEmpty {
            for fault in faults where !(fault.absent.map(world.isElsewhere) ?? false) {
                let severity: FindingSeverity = fault.code == .weightInvalid ? .warning : .error
                let finding = Finding(fault.code, severity, fault.object, fault.path, fault.sentence, cure: fault.cure)
                if let place = places[finding.fingerprint] {
                    found[place].policies.append(index)
                } else {
                    places[finding.fingerprint] = found.count
                    found.append((finding, [index]))
                }
            }
        }
        // Also of extensions that nobody calls for yet.
        let check = ExtensionCheck(world)
        for (place, object) in world.extensions.sorted(by: { $0.key < $1.key }) {
            guard let head = ObjectHead(object), context.asks(head) else { continue }
            for fault in check.faults(ofExtension: place) where !(fault.absent.map(world.isElsewhere) ?? false) {
                let finding = Finding(fault.code, .error, fault.object, fault.path, fault.sentence, cure: fault.cure)
                guard places[finding.fingerprint] == nil else { continue }
                places[finding.fingerprint] = found.count
                found.append((finding, []))
            }
        }
        let silenced = SilencedPolicies(context)
        return found.map { finding, policies in
            var finding = finding
            finding.reach = context.reach.words(policies: policies)
            let consequence = silenced.words(by: policies)
            guard !consequence.isEmpty else { return finding }
            // Where it harms others it is more than a wish that is not granted.
            finding.severity = .error
            finding.message = NearestName.adding(consequence, to: finding.message)
            return finding
        }
    }

    /// R41.
    private func remarks() -> [Finding] {
        world.policies.enumerated().flatMap { index, policy in
            policy.remarks.map { remark in
                let isPattern = remark.code == .regexInvalid
                let end = isPattern
                    ? ": Envoy refuses the whole configuration with it, so that no change arrives" : "; the controller lets it through, and it fails at run time"
                return Finding(
                    remark.code, isPattern ? .error : .warning, remark.object, remark.path, remark.sentence + end,
                    cure: isPattern ? RuleFindings.patternCure : "Close every {{ by }}, every {% by %}, and every block by its end.",
                    reach: context.reach.words(policy: index))
            }
        }
    }

    /// Those of other kinds.
    private func patterns() -> [Finding] {
        let objects = Array(world.extensions.values) + Array(world.others("GatewayParameters").values)
        return objects.flatMap { object -> [Finding] in
            guard let head = ObjectHead(object), context.asks(head), let spec = object["spec"] else { return [] }
            return PatternPlaces.problems(in: spec, at: "spec").map { path, sentence in
                Finding(.regexInvalid, .error, head.identity, path, sentence, cure: RuleFindings.patternCure)
            }
        }
    }

    private func path(_ name: String, of policy: PolicyObject) -> String {
        let path = policy.settings[name]?.path ?? []
        return "spec.\(path.isEmpty ? name : path.joined(separator: "."))"
    }

    /// R25.
    private func ties() -> [Finding] {
        guard !world.settings.rules.ordersTies else { return [] }
        var seen: Set<[Int]> = [], found: [Finding] = []
        func add(_ merge: PolicyMerge) {
            for name in merge.fields.keys.sorted() {
                for loss in merge.fields[name]?.losers ?? [] where loss.reason == .tie {
                    guard let by = loss.by, seen.insert([loss.attachment.policy, by]).inserted else { continue }
                    let policy = world.policies[loss.attachment.policy], other = world.policies[by]
                    let weight = "\((other.weight ?? 0) + 1)"
                    found.append(
                        Finding(
                            .tie, .warning, policy.head.identity, path(name, of: policy),
                            "\(name): same place, weight and age as \(other.head.place): which of the two counts is not defined; set kgateway.dev/policy-weight",
                            cure: CureText.annotation("kgateway.dev/policy-weight", weight), reach: context.reach.words(policy: loss.attachment.policy)))
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
        let routes = Dictionary(world.routes.map { ($0.head.namespace, $0.head) }) { first, _ in first }
        var found: Set<Finding> = []
        func add(_ level: [PolicyAttachment], _ place: EffectiveField.Place, _ words: String) {
            for attachment in level {
                let policy = world.policies[attachment.policy]
                for name in policy.settings.keys {
                    let form = PolicyField.form(name)
                    guard form.reach == .routeOnly || (form.reach == .belowConfiguration && place == .routeConfiguration) else { continue }
                    found.insert(
                        Finding(
                            .fieldNoEffect, .warning, policy.head.identity, path(name, of: policy),
                            "\(name) on \(words) does nothing in \(world.settings.rules.name): attach it to the routes",
                            cure: routes[policy.head.namespace].map { "targetRefs:\n\(CureText.targetRef($0.group, $0.kind, $0.name))" } ?? ""))
                }
            }
        }
        for gateway in plan.gateways {
            add(gateway.level, .routeConfiguration, "a Gateway")
            for configuration in gateway.configurations {
                if configuration.plan.isHTTPS { add(configuration.listenerOnly, .routeConfiguration, "an HTTPS listener") }
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
            let path = "metadata.annotations[\(name)]", reach = context.reach.words(head)
            if head.kind != "HTTPRoute" {
                return Finding(.annotationIgnored, .warning, head.identity, path, "\(name) counts on HTTPRoutes only", reach: reach)
            }
            guard !known.contains(value) else { return nil }
            let near = NearestName.best(value, among: known)
            return Finding(
                .annotationIgnored, .warning, head.identity, path, "\(name) has no value \(value)\(near.map { "; did you mean \($0)?" } ?? "")",
                cure: CureText.annotation(name, near ?? known[0]), reach: reach)
        }
    }
}

extension PolicyPlan.Configuration {
    /// Policies on the listeners themselves, without those of the Gateway.
    fileprivate var listenerOnly: [PolicyAttachment] { level.filter { $0.kind != "Gateway" || $0.section != nil } }
}
