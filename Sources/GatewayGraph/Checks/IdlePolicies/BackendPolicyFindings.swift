import KubeModel

/// Policies of backends that another one beats, or whose options the backend's protocol has no use for.
struct BackendPolicyFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] {
        let policies = BackendPolicies(world)
        guard !policies.configurations.isEmpty else { return [] }
        return conflicts(policies) + options(policies)
    }

    private func conflicts(_ policies: BackendPolicies) -> [Finding] {
        var secured: [String: ObjectHead] = [:]
        for policy in policies.securities { for backend in policy.backends where secured[backend] == nil { secured[backend] = policy.head } }
        guard !secured.isEmpty else { return [] }
        return policies.configurations.compactMap { policy in
            guard context.asks(policy.head), policy.spec["tls"] != nil,
                let (backend, other) = policy.backends.lazy.compactMap({ backend in secured[backend].map { (backend, $0) } }).first
            else { return nil }
            return Finding(
                .backendTLSConflict, .warning, policy.head.identity, "spec.tls",
                "BackendTLSPolicy \(other.place) is for \(Self.words(backend)) as well, and beats the tls of BackendConfigPolicy \(policy.head.place)",
                cure: "kubectl patch backendconfigpolicy \(policy.head.name) -n \(policy.head.namespace) --type=json -p '[{\"op\": \"remove\", \"path\": \"/spec/tls\"}]'",
                reach: context.reach.words(backends: policy.backends, in: world))
        }
    }

    private static func words(_ backend: String) -> String {
        let kind = backend.prefix { $0 != "/" }
        return "\(kind) \(backend.dropFirst(kind.utf8.count + 1))"
    }

    private func options(_ policies: BackendPolicies) -> [Finding] {
        policies.configurations.filter { context.asks($0.head) }.flatMap { policy -> [Finding] in
            let speaks = policy.backends.flatMap(protocols)
            guard !speaks.isEmpty, let first = policy.backends.first else { return [] }
            return [("http1ProtocolOptions", true), ("http2ProtocolOptions", false)].compactMap { name, isHTTP2 -> Finding? in
                guard policy.spec[name] != nil, speaks.allSatisfy({ $0 == isHTTP2 }) else { return nil }
                let what = isHTTP2 ? "speaks HTTP/2" : "does not speak HTTP/2"
                let cure = first.hasPrefix("Service/") ? "appProtocol: kubernetes.io/h2c" : "appProtocol: http2"
                return Finding(
                    .backendOptionsIgnored, .warning, policy.head.identity, "spec.\(name)", "\(name) does nothing: \(Self.words(first)) \(what)",
                    cure: isHTTP2 ? "" : cure, reach: context.reach.words(backends: policy.backends, in: world))
            }
        }
    }

    /// Whether a backend is spoken to by HTTP/2, port by port; empty where that is not known.
    private func protocols(of backend: String) -> [Bool] {
        let kind = backend.prefix { $0 != "/" }, place = String(backend.dropFirst(kind.utf8.count + 1))
        guard kind == "Service" else {
            guard let fixed = world.backends[place]?[path: ["spec", "static"]] else { return [] }
            return [Self.isHTTP2(fixed["appProtocol"]?.string, name: nil)]
        }
        return (world.services[place]?[path: ["spec", "ports"]]?.array ?? []).map { Self.isHTTP2($0["appProtocol"]?.string, name: $0["name"]?.string) }
    }

    /// What a port does not say of itself is taken from its name.
    private static func isHTTP2(_ said: String?, name: String?) -> Bool {
        let known = ["http2", "grpc", "grpc-web", "h2c"]
        if let said { return said == "kubernetes.io/h2c" || known.contains(said.lowercased()) }
        guard let name = name?.lowercased() else { return false }
        return known.contains { name == $0 || name.hasPrefix("\($0)-") }
    }
}
