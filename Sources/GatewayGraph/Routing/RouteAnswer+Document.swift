import KubeModel

extension PolicyPlan {
    /// The answers as `gatehouse route -o json` prints them: format `gatehouse.route/1`; two or more are a list under `answers`.
    public func document(_ request: RouteRequest, _ answers: [RouteAnswer]) -> JSONValue {
        var headers = JSONObject()
        for header in request.headers { headers[header.name] = .string(header.value) }
        var document = JSONObject()
        document["format"] = "gatehouse.route/1"
        document["request"] = ["method": .string(request.method), "url": .string(request.url), "headers": .object(headers)]
        let served = answers.filter(\.isServed), findings = findings()
        if served.count > 1 {
            document["answers"] = .array(served.map { .object(JSONObject(members($0, findings))) })
        } else if let answer = served.first ?? (answers.count == 1 ? answers[0] : nil) {
            for (key, value) in members(answer, findings) { document[key] = value }
        } else {
            document["route"] = .null
            document["near"] = .array(answers.flatMap(\.near).map(near))
            document["reasons"] = .array(answers.map { .string("Gateway \($0.gateway.place): \($0.reason ?? "")") })
        }
        return .object(document)
    }

    private func members(_ answer: RouteAnswer, _ findings: [Finding]) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("gateway", ["namespace": .string(answer.gateway.namespace), "name": .string(answer.gateway.name)])
        ]
        if let listener = answer.listener {
            members.append(("listener", ["parent": listener.holder.head.document, "name": .string(listener.spec.name)]))
        }
        if let host = answer.host { members.append(("virtualHost", .string(host.name))) }
        let replaced = answer.configuration?.replacedBy ?? answer.host?.replacedBy
        guard let route = answer.route, let host = answer.host, let configuration = answer.configuration else {
            members.append(("route", .null))
            if let replaced {
                members += [("outcome", "replaced"), ("why", .string("policy \(world.policies[replaced].head.place) is invalid"))]
            }
            if let reason = answer.reason { members.append(("reason", .string(reason))) }
            members.append(("near", .array(answer.near.map(near))))
            return members
        }
        let step = step(route)
        members += [("name", .string(route.name)), ("route", step.entry.route.head.document), ("rule", step.entry.ruleDocument)]
        members.append(("match", step.entry.meets.document))
        if !step.entry.parents.isEmpty { members.append(("delegatedFrom", step.entry.parentsDocument)) }
        members.append(("outcome", step.failure == nil ? "ok" : "replaced"))
        if let failure = step.failure { members.append(("why", .string(failure.sentence))) }
        if let action = action(of: step) { members.append(("action", .string(action.words))) }
        members.append(("backends", .array(backends(of: step).map(document))))
        if !step.native.isEmpty { members.append(("native", .object(JSONObject(step.native.map { ($0.field, .string($0.words)) })))) }
        let writer = PolicyDocumentWriter(plan: self, concern: nil, isLive: false)
        members.append(
            ("effective", .object(JSONObject(effective(step, in: host, configuration).map { ($0.name, writer.effective($0.field)) }))))
        members.append(("near", .array(answer.near.map(near))))
        let objects = identities(step, host, configuration)
        var codes: [String] = []
        for finding in findings where objects.contains(finding.object) && !codes.contains(finding.code.rawValue) { codes.append(finding.code.rawValue) }
        members.append(("findings", .array(codes.map { .string($0) })))
        return members
    }

    private func near(_ near: RouteAnswer.Near) -> JSONValue {
        ["route": near.entry.route.head.document, "rule": near.entry.ruleDocument, "because": .string(near.because)]
    }

    private func document(_ backend: RouteBackend) -> JSONValue {
        var value: JSONValue = ["kind": .string(backend.kind), "namespace": .string(backend.namespace), "name": .string(backend.name)]
        if let port = backend.port { value["port"] = .integer(port) }
        value["weight"] = .integer(backend.weight)
        if let isKnown = backend.isKnown { value["known"] = .bool(isKnown) }
        return value
    }

    /// The route, its parents, and every policy that comes to it with its extensions.
    private func identities(_ step: Step, _ host: VirtualHost, _ configuration: Configuration) -> Set<String> {
        var found = Set([step.entry.route.head.identity] + step.entry.parents.map(\.route.head.identity))
        for attachment in step.levels.flatMap({ $0 }) + host.level + configuration.level {
            let policy = world.policies[attachment.policy]
            found.insert(policy.head.identity)
            for setting in policy.settings.values { if let place = setting.provider { found.insert("gateway.kgateway.dev/GatewayExtension/\(place)") } }
        }
        return found
    }

    /// What a rule does where it sends requests nowhere: `DirectResponse shop/closed`, `a redirect to https`; nil for others.
    func action(of step: Step) -> (words: String, target: GraphID?)? {
        let namespace = step.entry.route.head.namespace
        if let name = step.entry.spec.extensions("DirectResponse").first {
            return (
                "DirectResponse \(namespace)/\(name)",
                GraphID(group: "gateway.kgateway.dev", kind: "DirectResponse", key: ObjectKey(namespace: namespace, name: name))
            )
        }
        guard let redirect = step.entry.spec.filters.first(where: { $0["type"]?.string == "RequestRedirect" })?["requestRedirect"] else { return nil }
        let parts = [redirect["scheme"]?.string, redirect["hostname"]?.string, redirect["port"]?.integer.map(String.init)].compactMap { $0 }
        return ("a redirect\(parts.isEmpty ? "" : " to \(parts.joined(separator: " "))"), \(redirect["statusCode"]?.integer ?? 302)", nil)
    }

    /// Where a rule sends requests to.
    func backends(of step: Step) -> [RouteBackend] {
        step.entry.spec.backends.filter { !RouteExpansion.isDelegation($0) }.compactMap { ref in
            guard let name = ref["name"]?.string else { return nil }
            let kind = ref["kind"]?.string ?? "Service", namespace = ref["namespace"]?.string ?? step.entry.route.head.namespace
            let known: Bool? =
                switch kind {
                case "Service": world.unread.contains(kind) ? nil : world.services["\(namespace)/\(name)"] != nil
                case "Backend": world.unread.contains(kind) ? nil : world.backends["\(namespace)/\(name)"] != nil
                default: nil
                }
            return RouteBackend(
                group: ref["group"]?.string ?? "", kind: kind, namespace: namespace, name: name, port: ref["port"]?.integer,
                weight: ref["weight"]?.integer ?? 1, isKnown: known)
        }
    }
}

/// A backend of a rule.
struct RouteBackend: Hashable, Sendable {
    var group, kind, namespace, name: String
    var port: Int?
    var weight: Int
    /// Whether it is there; nil: not known.
    var isKnown: Bool?

    var words: String { "\(kind) \(namespace)/\(name)\(port.map { ":\($0)" } ?? "")" }
}
