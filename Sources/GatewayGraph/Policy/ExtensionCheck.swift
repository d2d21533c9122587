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
        if world.settings.rules >= .v24, world.settings.grantMode == "STRICT" {
            let other = String(place.prefix { $0 != "/" }), name = String(place.dropFirst(other.count + 1))
            guard
                world.isGranted(
                    from: "TrafficPolicy", in: policy.head.namespace, group: "gateway.kgateway.dev", to: "GatewayExtension", in: other, name: name)
            else {
                return [
                    PolicyFault(
                        code: .grantMissing, message: "\(kind.word): missing reference grant", object: policy.head.identity, path: path,
                        sentence: "no ReferenceGrant in \(other) lets TrafficPolicies of \(policy.head.namespace) refer to GatewayExtension \(place)",
                        cure: CureText.grant(
                            from: "TrafficPolicy", of: "gateway.kgateway.dev", in: policy.head.namespace, to: "GatewayExtension",
                            of: "gateway.kgateway.dev", named: name, in: other))
                ]
            }
        }
        guard let found = world.extensions[place] else {
            guard !world.unread.contains("GatewayExtension") else { return [] }
            let places = world.places(of: "GatewayExtension"), nearest = places.nearest(to: place), near = PlaceTable.hint(at: nearest)
            let meant = nearest ?? places.first(named: String(place.drop { $0 != "/" }.dropFirst()))
            return [
                PolicyFault(
                    code: .extensionMissing, message: missing(kind, place), object: policy.head.identity,
                    path: path, sentence: "no GatewayExtension \(place)\(near)",
                    cure: meant.map { CureText.extensionRef($0, from: policy.head.namespace) } ?? "")
            ]
        }
        let spec = found["spec"], said = spec?["type"]?.string
        if let said, said != kind.type {
            return [wrongType(kind, place, "is of type \(said)", path, policy)]
        }
        // Newer versions leave the type out: what is there says it.
        if said == nil, spec?[kind.member] == nil { return [wrongType(kind, place, "has no \(kind.member)", path, policy)] }
        return faults(of: spec?[kind.member], kind, place)
    }

    /// What keeps an extension from its work, whoever calls for it.
    func faults(ofExtension place: String) -> [PolicyFault] {
        guard let spec = world.extensions[place]?["spec"] else { return [] }
        return Self.kinds.flatMap { faults(of: spec[$0.kind.member], $0.kind, place) }
    }

    private func faults(of provider: JSONValue?, _ kind: Kind, _ place: String) -> [PolicyFault] {
        backendFaults(provider, of: place).map { fault in
            PolicyFault(
                code: fault.code, message: "\(kind.word): failed to resolve \(kind.type) backend: \(fault.reason)",
                object: "gateway.kgateway.dev/GatewayExtension/\(place)", path: "spec.\(kind.member).\(fault.path)", sentence: fault.reason, cure: fault.cure,
                absent: fault.absent)
        } + contentFaults(provider, of: place, kind.word)
    }

    /// What is there, and does not hold what is looked for in it.
    private func contentFaults(_ provider: JSONValue?, of place: String, _ word: String) -> [PolicyFault] {
        guard let provider, world.settings.rules.readsCredentials else { return [] }
        let own = String(place.prefix { $0 != "/" })
        var found: [PolicyFault] = provider.all(at: ["providers[]", "jwks", "local", "configMapRef"]).compactMap { _, ref in
            guard let name = ref["name"]?.string, let map = world.others("ConfigMap")["\(own)/\(name)"], map[path: ["data", "jwks"]] == nil else { return nil }
            return ContentFault(map, key: "jwks", of: "ConfigMap \(own)/\(name)").fault("\(word): configmap key 'jwks' not found")
        }
        if let name = provider[path: ["credentials", "clientSecretRef", "name"]]?.string, let secret = world.secrets["\(own)/\(name)"],
            case .known(let keys) = SecretKeys(secret), !keys.contains("client-secret")
        {
            found.append(
                ContentFault(secret, key: "client-secret", of: "Secret \(own)/\(name)").fault("\(word): secret \(own)/\(name) has no client-secret"))
        }
        return found
    }

    private func missing(_ kind: Kind, _ place: String) -> String {
        world.settings.rules >= .v24 ? "\(kind.word): \(place): gateway extension not found" : "\(kind.word): gateway extension \(place) not found"
    }

    private func wrongType(_ kind: Kind, _ place: String, _ reason: String, _ path: String, _ policy: PolicyObject) -> PolicyFault {
        let isOnlyNamed = world.extensions[place]?[path: ["spec", kind.member]] != nil, own = place.prefix { $0 != "/" }
        let other = world.extensions(with: kind.member).first(in: String(own))
        return PolicyFault(
            code: .extensionWrongType, message: "expected gateway extension type \(kind.type), got \(place), which \(reason)",
            object: "gateway.kgateway.dev/GatewayExtension/\(place)",
            path: world.extensions[place]?[path: ["spec", "type"]] == nil ? "spec" : "spec.type",
            sentence: "\(policy.head.kind) \(policy.head.place) needs it to be \(kind.type), and it \(reason)",
            cure: isOnlyNamed ? "type: \(kind.type)" : other.map { CureText.extensionRef($0, from: policy.head.namespace) } ?? "type: \(kind.type)")
    }

    /// Where an extension names the servers that it asks, below its member; `[]` is gone through.
    private static let references = [
        ["grpcService", "backendRef"], ["httpService", "backendRef"], ["providers[]", "jwks", "remote", "backendRef"], ["backendRef"],
        ["jwt", "jwksBackendRef"],
    ]

    private struct BackendFault {
        var code: FindingCode
        var reason: String
        var path: String
        var cure = ""
        var absent: String?
    }

    private func backendFaults(_ provider: JSONValue?, of place: String) -> [BackendFault] {
        guard let provider else { return [] }
        let own = String(place.prefix { $0 != "/" })
        var found: [BackendFault] = []
        for steps in Self.references {
            for (path, ref) in provider.all(at: steps[...]) {
                guard let name = ref["name"]?.string, var fault = fault(ref, name, in: ref["namespace"]?.string ?? own, from: own) else { continue }
                fault.path = "\(path).\(fault.path)"
                found.append(fault)
            }
        }
        if let ref = provider[path: ["credentials", "clientSecretRef"]], let name = ref["name"]?.string, !world.unread.contains("Secret"),
            world.secrets["\(own)/\(name)"] == nil
        {
            found.append(missing("Secret", "\(own)/\(name)", at: "credentials.clientSecretRef.name", word: "clientSecretRef"))
        }
        let maps = world.others("ConfigMap")
        for (path, ref) in provider.all(at: ["providers[]", "jwks", "local", "configMapRef"]) where !world.unread.contains("ConfigMap") {
            guard let name = ref["name"]?.string, maps["\(own)/\(name)"] == nil else { continue }
            found.append(missing("ConfigMap", "\(own)/\(name)", at: "\(path).name", word: "configMapRef"))
        }
        return found
    }

    private func missing(_ kind: String, _ place: String, at path: String = "name", word: String = "backendRef") -> BackendFault {
        let nearest = world.places(of: kind).nearest(to: place), near = nearest?.split(separator: "/").last
        return BackendFault(
            code: ["Secret", "ConfigMap"].contains(kind) ? .secretContentUnusable : .extensionBackendMissing, reason: "no \(kind) \(place)\(PlaceTable.hint(at: nearest))", path: path,
            cure: near.map { "\(word):\n  name: \($0)" } ?? "", absent: kind)
    }

    private func fault(_ ref: JSONValue, _ name: String, in namespace: String, from own: String) -> BackendFault? {
        let kind = ref["kind"]?.string ?? "Service", place = "\(namespace)/\(name)"
        // What is not there needs no leave: the name is wrong.
        if kind == "Backend", world.backends[place] == nil, !world.unread.contains("Backend") { return missing(kind, place) }
        if kind == "Service", world.services[place] == nil, !world.unread.contains("Service"), !world.isElsewhere("Service") {
            return missing(kind, place)
        }
        let isOff = world.settings.rules.hasGrantMode && world.settings.grantMode == "OFF"
        guard isOff || world.isGranted(from: "GatewayExtension", in: own, group: "gateway.kgateway.dev", to: kind, in: namespace, name: name) else {
            return BackendFault(
                code: .grantMissing, reason: "no ReferenceGrant in \(namespace) lets GatewayExtensions of \(own) refer to \(kind) \(place)", path: "name",
                cure: CureText.grant(
                    from: "GatewayExtension", of: "gateway.kgateway.dev", in: own, to: kind, of: kind == "Backend" ? "gateway.kgateway.dev" : "",
                    named: name, in: namespace))
        }
        guard kind == "Service", !world.unread.contains("Service") else { return nil }
        guard let found = world.services[place] else { return missing(kind, place) }
        let ports = (found[path: ["spec", "ports"]]?.array ?? []).compactMap { $0["port"]?.integer }
        guard let port = ref["port"]?.integer, !ports.isEmpty, !ports.contains(port) else { return nil }
        let has = ports.map(String.init).joined(separator: ", ")
        return BackendFault(
            code: .extensionBackendMissing, reason: "Service \(place) has no port \(port); it has \(has)", path: "port", cure: "port: \(ports[0])")
    }
}

/// A Secret or a ConfigMap that lacks what is looked for in it.
struct ContentFault {
    private let object: JSONValue
    private let key: String
    private let words: String

    init(_ object: JSONValue, key: String, of words: String) { (self.object, self.key, self.words) = (object, key, words) }

    /// - Parameter message: As kgateway says it.
    func fault(_ message: String) -> PolicyFault {
        let member = object["data"] == nil && object["stringData"] != nil ? "stringData" : "data"
        return PolicyFault(
            code: .secretContentUnusable, message: message, object: ObjectHead(object)?.identity ?? "", path: object[member] == nil ? "" : member,
            sentence: "\(words) has no \(key.isEmpty ? "key at all" : key), which is looked for in it",
            cure: "\(member):\n  \(CureText.text(key.isEmpty ? "client" : key)): ...")
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
