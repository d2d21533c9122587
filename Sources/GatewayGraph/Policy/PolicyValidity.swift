import KubeModel

/// What kgateway refuses of a policy, as far as that can be told without Envoy (section 10 of the rules).
struct PolicyValidity: Sendable {
    private let world: PolicyWorld
    /// By policy; empty for one that is valid.
    let errors: [[String]]

    init(_ world: PolicyWorld) {
        self.world = world
        errors = world.policies.map { Self.errors(of: $0, in: world) }
    }

    func isValid(_ policy: Int) -> Bool { errors[policy].isEmpty }

    private static let providers: [(field: String, word: String, type: String, member: String)] = [
        ("extAuth", "extauth", "ExtAuth", "extAuth"), ("extProc", "extproc", "ExtProc", "extProc"),
        ("rateLimit.global", "ratelimit", "RateLimit", "rateLimit"),
    ]

    private static func errors(of policy: TrafficPolicyObject, in world: PolicyWorld) -> [String] {
        var errors: [String] = []
        if policy.weight == nil { errors.append("invalid value for annotation kgateway.dev/policy-weight") }
        for (field, word, type, member) in providers {
            guard let provider = policy.settings[field]?.provider else { continue }
            guard let found = world.extensions[provider] else {
                errors.append("\(word): gateway extension \(provider) not found")
                continue
            }
            if let own = found[path: ["spec", "type"]]?.string, own != type {
                errors.append("\(word): expected gateway extension type \(type), and \(provider) is \(own)")
            } else if let reason = backendFault(found[path: ["spec", member]], of: provider, in: world) {
                errors.append("\(word): failed to resolve \(type) backend: \(reason)")
            }
        }
        let global = policy.spec[path: ["rateLimit", "global"]]
        if let global, global["disable"] == nil, (global["descriptors"]?.array ?? []).isEmpty {
            errors.append("failed to create rate limit actions: no descriptors")
        }
        for entry in policy.spec[path: ["ai", "defaults"]]?.array ?? [] {
            guard let text = entry["value"]?.string, let first = text.first(where: { $0 != " " }), first == "{" || first == "[" else { continue }
            if (try? JSONParser.parse(Array(text.utf8))) == nil {
                errors.append("ai: field \(entry["field"]?.string ?? "") contains invalid JSON string: \(text)")
            }
        }
        return errors
    }

    private static func backendFault(_ provider: JSONValue?, of place: String, in world: PolicyWorld) -> String? {
        guard let service = provider?["grpcService"] ?? provider?["httpService"], let ref = service["backendRef"],
            let name = ref["name"]?.string
        else { return nil }
        let own = String(place.prefix { $0 != "/" }), namespace = ref["namespace"]?.string ?? own
        let kind = ref["kind"]?.string ?? "Service"
        guard world.isGranted(from: "GatewayExtension", in: own, group: "gateway.kgateway.dev", to: kind, in: namespace, name: name) else {
            return "no ReferenceGrant lets it refer to \(kind) \(namespace)/\(name)"
        }
        if kind == "Backend" { return world.backends.contains("\(namespace)/\(name)") ? nil : "Backend \(namespace)/\(name) not found" }
        guard kind == "Service" else { return nil }
        guard let found = world.services["\(namespace)/\(name)"] else { return "Service \(namespace)/\(name) not found" }
        let ports = (found[path: ["spec", "ports"]]?.array ?? []).compactMap { $0["port"]?.integer }
        guard let port = ref["port"]?.integer, !ports.isEmpty, !ports.contains(port) else { return nil }
        return "Service \(namespace)/\(name) has no port \(port)"
    }
}
