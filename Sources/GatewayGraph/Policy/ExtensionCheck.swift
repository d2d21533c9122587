import KubeModel

/// Whether the GatewayExtensions that policies call for can do their work.
struct ExtensionCheck: Sendable {
    private let world: PolicyWorld

    init(_ world: PolicyWorld) { self.world = world }

    private struct Kind {
        /// As kgateway's sentences begin.
        var word: String
        var type: String
        /// Of the extension's spec.
        var member: String
    }

    private static let kinds: [(field: String, path: String, kind: Kind)] = [
        ("extAuth", "extAuth", Kind(word: "extauth", type: "ExtAuth", member: "extAuth")),
        ("extProc", "extProc", Kind(word: "extproc", type: "ExtProc", member: "extProc")),
        ("rateLimit.global", "rateLimit.global", Kind(word: "ratelimit", type: "RateLimit", member: "rateLimit")),
        ("rateLimit.quota", "rateLimit.quota", Kind(word: "rate limit quota", type: "RateLimitQuota", member: "rateLimitQuota")),
        ("jwt", "jwtAuth", Kind(word: "jwt", type: "JWT", member: "jwt")),
        ("oidc", "oauth2", Kind(word: "oauth2", type: "OAuth2", member: "oauth2")),
    ]

    func faults(of policy: PolicyObject) -> [PolicyFault] {
        Self.kinds.flatMap { field, path, kind -> [PolicyFault] in
            guard let setting = policy.settings[field], !setting.isDisabled, let place = setting.provider else { return [] }
            return faults(of: policy, place, kind, at: "spec.\(path).extensionRef.name")
        }
    }

    private func faults(of policy: PolicyObject, _ place: String, _ kind: Kind, at path: String) -> [PolicyFault] {
        let identity = "gateway.kgateway.dev/GatewayExtension/\(place)"
        if world.settings.rules >= .v24, world.settings.grantMode == "STRICT" {
            let other = String(place.prefix { $0 != "/" }), name = String(place.dropFirst(other.count + 1))
            guard
                world.isGranted(
                    from: "TrafficPolicy", in: policy.head.namespace, group: "gateway.kgateway.dev", to: "GatewayExtension", in: other, name: name)
            else {
                return [
                    PolicyFault(
                        code: .grantMissing, message: "\(kind.word): missing reference grant", object: policy.head.identity, path: path,
                        sentence: "no ReferenceGrant in \(other) lets TrafficPolicies of \(policy.head.namespace) refer to GatewayExtension \(place)")
                ]
            }
        }
        guard let found = world.extensions[place] else {
            guard !world.unread.contains("GatewayExtension") else { return [] }
            let near = NearestName.hint(place, among: world.extensions.keys)
            return [
                PolicyFault(
                    code: .extensionMissing, message: missing(kind, place), object: policy.head.identity,
                    path: path, sentence: "no GatewayExtension \(place)\(near)")
            ]
        }
        let spec = found["spec"], said = spec?["type"]?.string
        if let said, said != kind.type {
            return [wrongType(kind, place, "is of type \(said)", path, policy)]
        }
        // Newer versions leave the type out: what is there says it.
        if said == nil, spec?[kind.member] == nil { return [wrongType(kind, place, "has no \(kind.member)", path, policy)] }
        return backendFaults(spec?[kind.member], of: place).map { code, reason, path in
            PolicyFault(
                code: code, message: "\(kind.word): failed to resolve \(kind.type) backend: \(reason)", object: identity,
                path: "spec.\(kind.member).\(path)", sentence: reason)
        }
    }

    private func missing(_ kind: Kind, _ place: String) -> String {
        world.settings.rules >= .v24 ? "\(kind.word): \(place): gateway extension not found" : "\(kind.word): gateway extension \(place) not found"
    }

    private func wrongType(_ kind: Kind, _ place: String, _ reason: String, _ path: String, _ policy: PolicyObject) -> PolicyFault {
        PolicyFault(
            code: .extensionWrongType, message: "expected gateway extension type \(kind.type), got \(place), which \(reason)",
            object: "gateway.kgateway.dev/GatewayExtension/\(place)", path: "spec.type",
            sentence: "\(policy.head.kind) \(policy.head.place) needs it to be \(kind.type), and it \(reason)")
    }

    /// Where an extension names the servers that it asks, below its member; `[]` is gone through.
    private static let references = [
        ["grpcService", "backendRef"], ["httpService", "backendRef"], ["providers[]", "jwks", "remote", "backendRef"], ["backendRef"],
        ["jwt", "jwksBackendRef"],
    ]

    private func backendFaults(_ provider: JSONValue?, of place: String) -> [(code: FindingCode, reason: String, path: String)] {
        guard let provider else { return [] }
        let own = String(place.prefix { $0 != "/" })
        var found: [(code: FindingCode, reason: String, path: String)] = []
        for steps in Self.references {
            for (path, ref) in provider.all(at: steps[...]) {
                guard let name = ref["name"]?.string, let fault = fault(ref, name, in: ref["namespace"]?.string ?? own, from: own) else { continue }
                found.append((fault.code, fault.reason, "\(path).\(fault.path)"))
            }
        }
        if let ref = provider[path: ["credentials", "clientSecretRef"]], let name = ref["name"]?.string, !world.unread.contains("Secret"),
            world.secrets["\(own)/\(name)"] == nil
        {
            found.append((.extensionBackendMissing, "no Secret \(own)/\(name)", "credentials.clientSecretRef.name"))
        }
        return found
    }

    private func fault(
        _ ref: JSONValue, _ name: String, in namespace: String, from own: String
    ) -> (code: FindingCode, reason: String, path: String)? {
        let kind = ref["kind"]?.string ?? "Service", place = "\(namespace)/\(name)"
        let isOff = world.settings.rules >= .v24 && world.settings.grantMode == "OFF"
        guard isOff || world.isGranted(from: "GatewayExtension", in: own, group: "gateway.kgateway.dev", to: kind, in: namespace, name: name) else {
            return (.grantMissing, "no ReferenceGrant in \(namespace) lets GatewayExtensions of \(own) refer to \(kind) \(place)", "name")
        }
        if kind == "Backend" {
            guard world.backends[place] == nil, !world.unread.contains("Backend") else { return nil }
            return (.extensionBackendMissing, "no Backend \(place)\(NearestName.hint(place, among: world.backends.keys))", "name")
        }
        guard kind == "Service", !world.unread.contains("Service") else { return nil }
        guard let found = world.services[place] else {
            return (.extensionBackendMissing, "no Service \(place)\(NearestName.hint(place, among: world.services.keys))", "name")
        }
        let ports = (found[path: ["spec", "ports"]]?.array ?? []).compactMap { $0["port"]?.integer }
        guard let port = ref["port"]?.integer, !ports.isEmpty, !ports.contains(port) else { return nil }
        let has = ports.map(String.init).joined(separator: ", ")
        return (.extensionBackendMissing, "Service \(place) has no port \(port); it has \(has)", "port")
    }
}

extension JSONValue {
    /// Everything that stands at a path, with where exactly: a step that ends with `[]` is a list that is gone through.
    func all(at steps: ArraySlice<String>, _ path: String = "") -> [(path: String, value: JSONValue)] {
        guard let step = steps.first else { return [(path, self)] }
        let isList = step.hasSuffix("[]"), name = isList ? String(step.dropLast(2)) : step
        guard let member = self[name] else { return [] }
        let place = path.isEmpty ? name : "\(path).\(name)"
        guard isList else { return member.all(at: steps.dropFirst(), place) }
        return (member.array ?? []).enumerated().flatMap { $1.all(at: steps.dropFirst(), "\(place)[\($0)]") }
    }
}
