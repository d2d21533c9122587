import KubeModel

/// What is looked at while a policy is taken that says who may pass, or asks somebody: Secrets, users, addresses.
struct AccessCheck: Sendable {
    private let world: PolicyWorld

    init(_ world: PolicyWorld) { self.world = world }

    func faults(of policy: PolicyObject) -> [PolicyFault] {
        basicAuth(policy) + apiKeys(policy) + headers(policy) + addresses(policy) + prompts(policy)
    }

    private func fault(
        _ policy: PolicyObject, _ path: String, _ message: String, _ sentence: String, _ code: FindingCode = .policyInvalid, cure: String = "",
        absent: String? = nil
    ) -> PolicyFault {
        PolicyFault(code: code, message: message, object: policy.head.identity, path: path, sentence: sentence, cure: cure, absent: absent)
    }

    /// A Secret that a policy names: whether the policy may, and whether it is there.
    ///
    /// - Parameter key: What it must have; nil: anything at all; a name that is empty is not looked for.
    private func secret(_ ref: JSONValue, _ policy: PolicyObject, _ word: String, at path: String, key: String? = nil) -> PolicyFault? {
        guard let name = ref["name"]?.string else { return nil }
        let own = policy.head.namespace, namespace = ref["namespace"]?.string ?? own, place = "\(namespace)/\(name)"
        let isOff = world.settings.rules >= .v24 && world.settings.grantMode == "OFF"
        guard isOff || world.isGranted(from: "TrafficPolicy", in: own, group: "gateway.kgateway.dev", to: "Secret", in: namespace, name: name) else {
            return fault(
                policy, "\(path).name", "\(word): secret \(place): missing reference grant",
                "no ReferenceGrant in \(namespace) lets TrafficPolicies of \(own) refer to Secret \(place)", .grantMissing,
                cure: CureText.grant(from: "TrafficPolicy", of: "gateway.kgateway.dev", in: own, to: "Secret", named: name, in: namespace))
        }
        guard !world.unread.contains("Secret") else { return nil }
        guard let secret = world.secrets[place] else {
            let nearest = world.places(of: "Secret").nearest(to: place), near = nearest?.split(separator: "/").last
            return fault(
                policy, "\(path).name", "\(word): secret \(place) not found",
                "no Secret \(place)\(PlaceTable.hint(at: nearest))", cure: near.map { "secretRef:\n  name: \($0)" } ?? "", absent: "Secret")
        }
        guard case .known(let keys) = SecretKeys(secret) else { return nil }
        let isUsable = key.map { $0.isEmpty || keys.contains($0) } ?? !keys.isEmpty
        return isUsable ? nil : ContentFault(secret, key: key ?? "", of: "Secret \(place)").fault("\(word): secret \(place) has no usable key")
    }

    private func basicAuth(_ policy: PolicyObject) -> [PolicyFault] {
        guard let field = policy.access["basicAuth"], field["disable"] == nil else { return [] }
        if let ref = field["secretRef"] {
            return secret(ref, policy, "basicauth", at: "spec.basicAuth.secretRef", key: ref["key"]?.string ?? ".htpasswd").map { [$0] } ?? []
        }
        return (field["users"]?.array ?? []).enumerated().compactMap { index, user in
            guard let text = user.string else { return nil }
            let hash = text.drop { $0 != ":" }.dropFirst()
            guard text.contains(":"), hash.hasPrefix("{SHA}"), hash.utf8.count == 33 else {
                return fault(
                    policy, "spec.basicAuth.users[\(index)]", "basicauth: invalid user \(index)",
                    "user \(index) is not NAME:{SHA} and 28 characters, the only hash that Envoy takes")
            }
            return nil
        }
    }

    private func apiKeys(_ policy: PolicyObject) -> [PolicyFault] {
        guard let field = policy.access["apiKeyAuth"], field["disable"] == nil else { return [] }
        if let ref = field["secretRef"] { return secret(ref, policy, "apikeyauth", at: "spec.apiKeyAuth.secretRef").map { [$0] } ?? [] }
        guard let selector = field["secretSelector"], !world.unread.contains("Secret") else { return [] }
        let wanted = ObjectSelector(selector), own = policy.head.namespace
        let isAny = world.secrets.values.contains { secret in
            guard let head = ObjectHead(secret), wanted.matches(head.labels) else { return false }
            return world.isGranted(
                from: "TrafficPolicy", in: own, group: "gateway.kgateway.dev", to: "Secret", in: head.namespace, name: head.name)
        }
        guard !isAny else { return [] }
        return [
            fault(
                policy, "spec.apiKeyAuth.secretSelector", "apikeyauth: no secrets match the selector",
                "no Secret of \(own) has the labels that secretSelector asks for", .secretContentUnusable,
                cure: CureText.labels(ObjectHead.texts(selector["matchLabels"])), absent: "Secret")
        ]
    }

    private func prompts(_ policy: PolicyObject) -> [PolicyFault] {
        let steps = ["promptGuard", "request", "moderation", "openAIModeration", "authToken", "secretRef"]
        guard let ref = policy.access["ai"]?[path: steps] else { return [] }
        return secret(ref, policy, "ai", at: "spec.ai.\(steps.joined(separator: "."))").map { [$0] } ?? []
    }

    private func headers(_ policy: PolicyObject) -> [PolicyFault] {
        guard let field = policy.access["headerModifiers"] else { return [] }
        var found: [PolicyFault] = []
        for steps in [["requestHeadersFromSecret[]", "secretRef"], ["responseHeadersFromSecret[]", "secretRef"]]
            + ["request", "response"].flatMap({ side in ["set[]", "add[]", "fromSecret[]"].map { [side, $0, "secretRef"] } })
        {
            for (path, ref) in field.all(at: steps[...]) {
                if let fault = secret(ref, policy, "request", at: "spec.headerModifiers.\(path)", key: "") { found.append(fault) }
            }
        }
        return found
    }

    private func addresses(_ policy: PolicyObject) -> [PolicyFault] {
        guard let rules = policy.access[path: ["acl", "rules"]]?.array else { return [] }
        return rules.enumerated().flatMap { index, rule in
            (rule["cidrs"]?.array ?? []).enumerated().compactMap { place, cidr -> PolicyFault? in
                guard let text = cidr.string, let problem = AddressRange.problem(in: text) else { return nil }
                return fault(
                    policy, "spec.acl.rules[\(index)].cidrs[\(place)]", "acl: invalid CIDR(s): \(text)", "\(text) \(problem)")
            }
        }
    }
}

/// Ranges of addresses, `10.0.0.0/8`.
enum AddressRange {
    /// What is wrong with one; nil for a range without bits behind its length, and for a single address.
    static func problem(in text: String) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let bytes = parts.first.flatMap({ address(String($0)) }), parts.count <= 2 else { return "is no address" }
        guard parts.count == 2 else { return nil }
        guard let length = Int(parts[1]), (0...bytes.count * 8).contains(length) else { return "has no length of 0 to \(bytes.count * 8)" }
        for bit in length..<max(bytes.count * 8, length) where bytes[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1 {
            return "has bits set behind its length"
        }
        return nil
    }

    private static func address(_ text: String) -> [UInt8]? {
        if text.contains(":") { return sixteen(text) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && !parts.contains(nil) ? parts.compactMap { $0 } : nil
    }

    private static func sixteen(_ text: String) -> [UInt8]? {
        guard let gap = text.firstRange(of: "::") else {
            let words = words(text[...])
            return words.count == 8 ? bytes(words) : nil
        }
        let head = words(text[..<gap.lowerBound]), tail = words(text[gap.upperBound...])
        guard head.count + tail.count < 8 else { return nil }
        return bytes(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    private static func words(_ text: Substring) -> [UInt16?] {
        text.isEmpty ? [] : text.split(separator: ":", omittingEmptySubsequences: false).map { UInt16($0, radix: 16) }
    }

    private static func bytes(_ words: [UInt16?]) -> [UInt8]? {
        guard !words.contains(nil) else { return nil }
        return words.compactMap { $0 }.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
}
