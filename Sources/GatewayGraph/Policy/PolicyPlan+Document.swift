import KubeModel

extension PolicyPlan {
    /// As `gatehouse policies -o json` prints it: format `gatehouse.policies/1`.
    ///
    /// - Parameter source: Where the objects came from.
    public func document(source: JSONValue) -> JSONValue {
        var document = JSONObject()
        document["format"] = "gatehouse.policies/1"
        document["source"] = source
        document["rules"] = "2.1"
        document["settings"] = settings
        document["gateways"] = .array(gateways.map(gateway))
        document["policies"] = .array(
            world.policies.indices.sorted { world.policies[$0].head.identity < world.policies[$1].head.identity }.map(policy))
        return .object(document)
    }

    private var settings: JSONValue {
        let defaults = [
            "KGW_POLICY_MERGE": "{}", "KGW_GLOBAL_POLICY_NAMESPACE": "", "KGW_DISCOVERY_NAMESPACE_SELECTORS": "[]",
            "KGW_WEIGHTED_ROUTE_PRECEDENCE": "false", "KGW_VALIDATION_MODE": "STANDARD",
        ]
        return .object(
            JSONObject(
                defaults.sorted { $0.key < $1.key }.map { name, value in
                    let given = world.settings.given[name]
                    return (name, ["value": .string(given ?? value), "from": .string(given == nil ? "default" : "flag")])
                }))
    }

    private func policy(_ index: Int) -> JSONValue {
        let policy = world.policies[index], errors = validity.errors[index]
        return [
            "policy": .string(policy.head.identity), "valid": .bool(errors.isEmpty), "errors": .array(errors.map { .string($0) }),
            "weight": .integer(policy.weight ?? 0),
        ]
    }

    private func gateway(_ gateway: Gateway) -> JSONValue {
        let head = gateway.holder.head
        return [
            "gateway": ["namespace": .string(head.namespace), "name": .string(head.name), "class": .string(gateway.holder.className)],
            "managed": .bool(gateway.isServed), "routeConfigurations": .array(gateway.configurations.map(configuration)),
        ]
    }

    private func listener(_ listener: ServedListener) -> JSONValue {
        let head = listener.holder.head
        var value: JSONValue = [
            "parent": ["kind": .string(head.kind), "namespace": .string(head.namespace), "name": .string(head.name)],
            "name": .string(listener.spec.name),
        ]
        if let hostname = listener.spec.hostname { value["hostname"] = .string(hostname) }
        return value
    }

    private func place(_ name: String, _ failure: String?, _ merge: PolicyMerge) -> JSONObject {
        var place = JSONObject()
        place["name"] = .string(name)
        place["outcome"] = .string(failure == nil ? "ok" : "replaced")
        if let failure { place["why"] = .string(failure) }
        place["fields"] = .object(
            JSONObject(merge.fields.sorted { $0.key < $1.key }.map { ($0.key, field($0.value)) }))
        return place
    }

    private func configuration(_ configuration: Configuration) -> JSONValue {
        var value = place(configuration.plan.name, configuration.failure, configuration.merge)
        value["port"] = .integer(configuration.plan.port)
        value["protocol"] = .string(configuration.plan.isHTTPS ? "HTTPS" : "HTTP")
        value["listeners"] = .array(configuration.plan.listeners.map(listener))
        value["virtualHosts"] = .array(configuration.hosts.map(host))
        return .object(value)
    }

    private func host(_ host: VirtualHost) -> JSONValue {
        var value = place(host.name, host.failure, host.merge)
        value["hostname"] = .string(host.hostname)
        if let lender = host.listener { value["listener"] = listener(lender) }
        value["routes"] = .array(host.routes.map(route))
        return .object(value)
    }

    private func route(_ route: Route) -> JSONValue {
        var value = place(route.name, route.failure, route.merge)
        let head = route.entry.route.head
        value["route"] = ["kind": .string(head.kind), "namespace": .string(head.namespace), "name": .string(head.name)]
        var rule: JSONValue = ["index": .integer(route.entry.rule), "match": .integer(route.entry.match)]
        if let name = route.entry.spec.name { rule["name"] = .string(name) }
        value["rule"] = rule
        value["match"] = match(route.entry.meets)
        if route.entry.isRepeated { value["repeated"] = true }
        if !route.entry.parents.isEmpty {
            value["delegatedFrom"] = .array(
                route.entry.parents.map { parent in
                    [
                        "route": ["namespace": .string(parent.route.head.namespace), "name": .string(parent.route.head.name)],
                        "rule": .integer(parent.rule),
                    ]
                })
        }
        return .object(value)
    }

    private func match(_ match: RouteMatch) -> JSONValue {
        let types = ["Exact", "RegularExpression", "PathPrefix"]
        var value: JSONValue = ["path": ["type": .string(types[match.pathType.rawValue]), "value": .string(match.path)]]
        if let method = match.method { value["method"] = .string(method) }
        func pairs(_ pairs: [RouteMatch.Pair]) -> JSONValue {
            .array(pairs.map { ["name": .string($0.name), "type": .string($0.type), "value": .string($0.value)] })
        }
        if !match.headers.isEmpty { value["headers"] = pairs(match.headers) }
        if !match.queries.isEmpty { value["queryParams"] = pairs(match.queries) }
        return value
    }

    private func field(_ field: MergedField) -> JSONValue {
        [
            "strategy": .string(field.isDeep ? "deep" : "shallow"),
            "winners": .array(
                field.winners.map { attachment in
                    var place: JSONValue = [
                        "kind": .string(attachment.kind), "namespace": .string(attachment.namespace), "name": .string(attachment.name),
                    ]
                    if let section = attachment.section { place["sectionName"] = .string(section) }
                    return [
                        "policy": .string(world.policies[attachment.policy].head.identity), "attachedTo": place,
                        "via": .string(attachment.way.rawValue),
                    ]
                }),
        ]
    }
}
