import KubeModel

/// Writes a plan as format `gatehouse.policies/1` has it.
struct PolicyDocumentWriter {
    let plan: PolicyPlan
    let concern: PolicyConcern?
    let isLive: Bool

    private var world: PolicyWorld { plan.world }

    // MARK: Places

    func gateway(_ gateway: PolicyPlan.Gateway) -> JSONValue? {
        let head = gateway.holder.head
        let configurations = gateway.configurations.compactMap { configuration($0, gateway) }
        if let concern, !concern.takes(gateway.holder), configurations.isEmpty { return nil }
        return [
            "gateway": ["namespace": .string(head.namespace), "name": .string(head.name), "class": .string(gateway.holder.className)],
            "managed": .bool(gateway.isServed), "routeConfigurations": .array(configurations),
        ]
    }

    private func configuration(_ configuration: PolicyPlan.Configuration, _ gateway: PolicyPlan.Gateway) -> JSONValue? {
        let isWhole = concern?.takes(gateway.holder) ?? true
        // Nothing below one that is replaced is in Envoy's configuration.
        let hosts = configuration.replacedBy == nil ? configuration.hosts.compactMap { host($0, configuration, isWhole) } : []
        if !isWhole, hosts.isEmpty, !(concern?.takes(configuration.level + configuration.listenerLevel + configuration.newerLevel, plan) ?? true) { return nil }
        var value = place(configuration.plan.name, configuration.replacedBy.map(invalid), configuration.merge)
        value["port"] = .integer(configuration.plan.port)
        value["protocol"] = .string(configuration.plan.isHTTPS ? "HTTPS" : "HTTP")
        value["listeners"] = .array(configuration.plan.listeners.map(listener))
        if !configuration.listenerMerge.fields.isEmpty { value["httpListenerPolicy"] = fields(configuration.listenerMerge) }
        if !configuration.newerMerge.fields.isEmpty { value["listenerPolicy"] = fields(configuration.newerMerge) }
        value["virtualHosts"] = .array(hosts)
        return .object(value)
    }

    private func host(_ host: PolicyPlan.VirtualHost, _ configuration: PolicyPlan.Configuration, _ isWhole: Bool) -> JSONValue? {
        let routes =
            host.replacedBy == nil
            ? host.routes.filter { isWhole || concern?.takes(plan.step($0), host, configuration, plan) ?? true } : []
        if !isWhole, routes.isEmpty, !(concern?.takes(host.level, plan) ?? true) { return nil }
        var value = place(host.name, host.replacedBy.map(invalid), host.merge)
        value["hostname"] = .string(host.hostname)
        if let lender = host.listener { value["listener"] = listener(lender) }
        value["routes"] = .array(routes.map { route($0, host, configuration) })
        return .object(value)
    }

    private func invalid(_ policy: Int) -> String { "policy \(world.policies[policy].head.place) is invalid" }

    private func route(_ route: PolicyPlan.Route, _ host: PolicyPlan.VirtualHost, _ configuration: PolicyPlan.Configuration) -> JSONValue {
        let step = plan.step(route)
        var value = place(route.name, step.failure?.sentence, step.merge)
        value["route"] = step.entry.route.head.document
        value["rule"] = step.entry.ruleDocument
        value["match"] = step.entry.meets.document
        if step.entry.isRepeated { value["repeated"] = true }
        if !step.entry.parents.isEmpty { value["delegatedFrom"] = step.entry.parentsDocument }
        if !step.native.isEmpty { value["native"] = .object(JSONObject(step.native.map { ($0.field, .string($0.words)) })) }
        let effective = plan.effective(step, in: host, configuration)
        if !effective.isEmpty { value["effective"] = .object(JSONObject(effective.map { ($0.name, self.effective($0.field)) })) }
        return .object(value)
    }

    private func place(_ name: String, _ failure: String?, _ merge: PolicyMerge) -> JSONObject {
        var place = JSONObject()
        place["name"] = .string(name)
        place["outcome"] = failure == nil ? "ok" : "replaced"
        if let failure { place["why"] = .string(failure) }
        place["fields"] = fields(merge)
        return place
    }

    private func listener(_ listener: ServedListener) -> JSONValue {
        var value: JSONValue = ["parent": listener.holder.head.document, "name": .string(listener.spec.name)]
        if let hostname = listener.spec.hostname { value["hostname"] = .string(hostname) }
        return value
    }

    // MARK: Fields

    private func fields(_ merge: PolicyMerge) -> JSONValue {
        .object(JSONObject(merge.fields.sorted { $0.key < $1.key }.map { ($0.key, field($0.value, $0.key)) }))
    }

    private func field(_ field: MergedField, _ name: String) -> JSONValue {
        var value: JSONValue = [
            "strategy": .string(field.isDeep ? "deep" : "shallow"),
            "winners": .array(
                field.winners.map { attachment in
                    var winner = self.attachment(attachment)
                    let setting = world.policies[attachment.policy].settings[name]
                    if setting?.isDisabled ?? false { winner["disable"] = true }
                    if let provider = setting?.provider { winner["extension"] = .string(provider) }
                    return winner
                }),
        ]
        if !field.losers.isEmpty { value["losers"] = .array(field.losers.map(loss)) }
        return value
    }

    private func attachment(_ attachment: PolicyAttachment) -> JSONValue {
        var place: JSONValue = [
            "kind": .string(attachment.kind), "namespace": .string(attachment.namespace), "name": .string(attachment.name),
        ]
        if let section = attachment.section { place["sectionName"] = .string(section) }
        if attachment.way == .extensionRef { place["rule"] = true }
        return [
            "policy": .string(world.policies[attachment.policy].head.identity), "attachedTo": place, "via": .string(attachment.way.rawValue),
        ]
    }

    private func loss(_ loss: PolicyLoss) -> JSONValue {
        var value = attachment(loss.attachment)
        value["reason"] = .string(loss.reason.rawValue)
        if let by = loss.by { value["by"] = .string(world.policies[by].head.identity) }
        value["detail"] = .string(world.words(loss))
        return value
    }

    func effective(_ field: EffectiveField) -> JSONValue {
        func part(_ part: EffectiveField.Part) -> JSONValue {
            var value: JSONValue = ["from": .string(part.from.rawValue), "policy": .string(world.policies[part.attachment.policy].head.identity)]
            if let provider = part.provider { value["extension"] = .string(provider) }
            return value
        }
        func hidden(_ hidden: EffectiveField.Hidden) -> JSONValue {
            var value: JSONValue = [
                "from": .string(hidden.from.rawValue), "policy": .string(world.policies[hidden.attachment.policy].head.identity),
                "reason": .string(hidden.reason.rawValue),
            ]
            if let by = hidden.by { value["by"] = .string(world.policies[by].head.identity) }
            return value
        }
        var value: JSONValue = ["winners": .array(field.winners.map(part))]
        let shadowed = field.hidden.filter { $0.reason == .shadowed || $0.reason == .disabledBy }
        let without = field.hidden.filter { $0.reason != .shadowed && $0.reason != .disabledBy }
        if !shadowed.isEmpty { value["shadowed"] = .array(shadowed.map(hidden)) }
        if !without.isEmpty { value["ignored"] = .array(without.map(hidden)) }
        if let off = field.disabledBy { value["disabledBy"] = part(off) }
        if let native = field.native { value["native"] = .string(native.words) }
        return value
    }

    // MARK: Policies

    /// Sorted by name; DirectResponses are among them.
    func policies() -> [JSONValue] {
        let predicted = plan.predicted(), responses = plan.predictedResponses()
        var found: [(name: String, value: JSONValue)] = world.policies.indices.filter { concern?.takes(policy: $0, in: plan) ?? true }.map { index in
            let policy = world.policies[index], faults = plan.validity.faults[index]
            let head: JSONValue = [
                "policy": .string(policy.head.identity), "valid": .bool(faults.isEmpty), "errors": .array(faults.map { .string($0.message) }),
                "weight": .integer(policy.weight ?? 0),
            ]
            return (policy.head.identity, told(head, predicted[index], policy.reported))
        }
        if concern == nil {
            for (place, reported) in world.directResponses {
                let name = "gateway.kgateway.dev/DirectResponse/\(place)"
                let head: JSONValue = ["policy": .string(name), "valid": true, "errors": [], "weight": 0]
                found.append((name, told(head, responses[place] ?? [], reported)))
            }
        }
        return found.sorted { $0.name < $1.name }.map(\.value)
    }

    private func told(_ head: JSONValue, _ predicted: [AncestorStatus], _ reported: [AncestorStatus]) -> JSONValue {
        var value = head
        let told = reported.filter { !$0.isFlat }
        var entries = predicted.map { ($0.ancestor, $0 as AncestorStatus?) }
        if isLive { entries += told.filter { one in !predicted.contains { $0.ancestor == one.ancestor } }.map { ($0.ancestor, nil) } }
        value["ancestors"] = .array(
            entries.map { ancestor, expected in
                var place: JSONValue = [
                    "group": .string(ancestor.group), "kind": .string(ancestor.kind), "namespace": .string(ancestor.namespace),
                    "name": .string(ancestor.name),
                ]
                if let section = ancestor.section { place["sectionName"] = .string(section) }
                var entry: JSONValue = ["ancestor": place]
                if let expected {
                    entry["accepted"] = .bool(expected.accepted)
                    entry["attached"] = .string(expected.attached.name)
                }
                if isLive, let said = told.first(where: { $0.ancestor == ancestor }) ?? reported.first(where: \.isFlat) {
                    entry["reported"] = [
                        "accepted": .bool(said.accepted), "attached": .string(said.attached.name), "current": .bool(said.isCurrent),
                    ]
                }
                return entry
            })
        return value
    }
}

extension ObjectHead {
    var document: JSONValue { ["kind": .string(kind), "namespace": .string(namespace), "name": .string(name)] }
}

extension RouteEntry {
    var ruleDocument: JSONValue {
        var value: JSONValue = ["index": .integer(rule), "match": .integer(match)]
        if let name = spec.name { value["name"] = .string(name) }
        return value
    }

    var parentsDocument: JSONValue {
        .array(
            parents.map { parent in
                [
                    "route": ["namespace": .string(parent.route.head.namespace), "name": .string(parent.route.head.name)],
                    "rule": .integer(parent.rule),
                ]
            })
    }
}

extension RouteMatch {
    var document: JSONValue {
        let types = ["Exact", "RegularExpression", "PathPrefix"]
        var value: JSONValue = ["path": ["type": .string(types[pathType.rawValue]), "value": .string(path)]]
        if let method { value["method"] = .string(method) }
        func pairs(_ pairs: [Pair]) -> JSONValue {
            .array(pairs.map { ["name": .string($0.name), "type": .string($0.type), "value": .string($0.value)] })
        }
        if !headers.isEmpty { value["headers"] = pairs(headers) }
        if !queries.isEmpty { value["queryParams"] = pairs(queries) }
        return value
    }
}
