import KubeModel

/// Servers that are trusted without a look at who they are.
struct UpstreamFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] {
        let policies = BackendPolicies(world)
        return unverified(policies) + plain(policies.encrypted)
    }

    private func unverified(_ policies: BackendPolicies) -> [Finding] {
        policies.configurations.filter { context.asks($0.head) && $0.spec[path: ["tls", "insecureSkipVerify"]] == true }.map { policy in
            Finding(
                .upstreamUnverified, .warning, policy.head.identity, "spec.tls.insecureSkipVerify",
                "BackendConfigPolicy \(policy.head.place) takes whatever certificate the server shows",
                cure: "tls:\n  wellKnownCACertificates: System", reach: context.reach.words(backends: policy.backends, in: world))
        }
    }

    /// Where keys and tokens come from: `[]` is gone through.
    private static let addresses = [
        ["jwt", "providers[]", "jwks", "remote", "url"], ["oauth2", "issuerURI"], ["oauth2", "authorizationEndpoint"], ["oauth2", "tokenEndpoint"],
        ["oauth2", "endSessionEndpoint"], ["oauth2", "jwt", "jwksURI"],
    ]

    private func plain(_ encrypted: Set<String>) -> [Finding] {
        world.extensions.values.flatMap { object -> [Finding] in
            guard let head = ObjectHead(object), context.asks(head), let spec = object["spec"] else { return [] }
            return Self.addresses.flatMap { steps in
                spec.all(at: steps[...]).compactMap { path, value -> Finding? in
                    guard let text = value.string, text.lowercased().hasPrefix("http://") else { return nil }
                    // The keys are fetched over the connection to the backend, which a policy of its own may encrypt.
                    if let ref = spec.all(at: Self.backend(of: steps)[...]).first(where: { steps.last != "url" || $0.path == "\(path.dropLast(3))backendRef" })?
                        .value,
                        let name = ref["name"]?.string,
                        encrypted.contains("\(ref["kind"]?.string ?? "Service")/\(ref["namespace"]?.string ?? head.namespace)/\(name)")
                    {
                        return nil
                    }
                    let what = path.hasPrefix("jwt") || path.hasSuffix("jwksURI") ? "the keys that tokens are checked by" : "tokens"
                    return Finding(
                        .upstreamUnverified, .warning, head.identity, "spec.\(path)",
                        "GatewayExtension \(head.place) fetches \(what) over plain http from \(text)",
                        cure: "\(steps.last ?? "url"): https://\(text.dropFirst(7))")
                }
            }
        }
    }

    private static func backend(of steps: [String]) -> [String] {
        switch steps.last {
        case "url": ["jwt", "providers[]", "jwks", "remote", "backendRef"]
        case "jwksURI": ["oauth2", "jwt", "jwksBackendRef"]
        case "tokenEndpoint": ["oauth2", "backendRef"]
        default: ["oauth2", "none"]
        }
    }
}
