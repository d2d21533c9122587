import KubeModel

/// What policies say of fields before and after a change, in words.
struct ForeseenFields {
    /// An object by its identity, as it is and as it would be; nil where it is not there.
    let before: (String) -> JSONValue?
    let after: (String) -> JSONValue?
    /// Identities of what changes.
    let changed: Set<String>

    /// Fields whose values are shown: none of them holds a secret. Of the others it is only said that they are others.
    private static let shown: Set<String> = [
        "timeouts", "retry", "buffer", "rateLimit.local", "autoHostRewrite", "compression", "decompression", "faultInjection", "internalRedirect",
    ]

    /// Whether a field comes to the same, with the same in it.
    func isSame(_ name: String, _ one: ForeseenPlaces.Field?, _ other: ForeseenPlaces.Field?) -> Bool {
        guard one == other else { return false }
        return (one?.winners ?? []).allSatisfy { !changed.contains($0.policy) || value(name, of: $0.policy, before) == value(name, of: $0.policy, after) }
    }

    /// `request 30s of team-a/cart-limits → request 10s of infra/defaults`.
    func words(_ name: String, _ one: ForeseenPlaces.Field?, _ other: ForeseenPlaces.Field?) -> String {
        let left = words(name, one, before), right = words(name, other, after)
        return left == right ? "\(left) says something else" : "\(left) → \(right)"
    }

    /// As it stands in a spec: `rateLimit.local`.
    static func path(_ name: String) -> String { PolicyField.form(name).paths[0].joined(separator: ".") }

    private func words(_ name: String, _ field: ForeseenPlaces.Field?, _ objects: (String) -> JSONValue?) -> String {
        guard let field else { return "nothing" }
        if let off = field.off { return "off by \(Self.place(off))" }
        let native = field.native.map { "the rule's own \($0)" }
        let parts = field.winners.map { winner in
            let provider = winner.provider.map { "\($0) " } ?? ""
            let value = Self.shown.contains(name) ? value(name, of: winner.policy, objects).map { "\(Self.short($0)) " } : nil
            return provider.isEmpty && value == nil ? Self.place(winner.policy) : "\(provider)\(value ?? "")of \(Self.place(winner.policy))"
        }
        let all = (native.map { [$0] } ?? []) + parts
        return all.isEmpty ? "nothing" : all.joined(separator: ", ")
    }

    /// `team-a/cart-limits` of an identity.
    static func place(_ identity: String) -> String { identity.split(separator: "/", omittingEmptySubsequences: false).suffix(2).joined(separator: "/") }

    private func value(_ name: String, of policy: String, _ objects: (String) -> JSONValue?) -> JSONValue? {
        guard let spec = objects(policy)?["spec"] else { return nil }
        let isOfRoutes = policy.contains("/TrafficPolicy/")
        if isOfRoutes { return PolicyField.form(name).paths.lazy.compactMap { spec[path: $0] }.first }
        // `perPort.8080.httpSettings.tracing` of a ListenerPolicy.
        var steps = name.split(separator: ".").map(String.init)
        guard steps.first == "perPort", steps.count > 1 else {
            return spec[path: steps] ?? PolicyField.listenerNames.first { $0.value.contains(name) }.flatMap { spec[$0.key] }
        }
        let entry = (spec["perPort"]?.array ?? []).first { $0["port"]?.integer.map(String.init) == steps[1] }
        steps.removeFirst(2)
        return entry?["listener"]?[path: steps]
    }

    private static let longest = 60

    /// `request 30s, streamIdle 1m`.
    private static func short(_ value: JSONValue) -> String {
        let text: String
        switch value {
        case .object(let members): text = members.map { name, value in "\(name) \(value.string ?? JSONWriter.text(value))" }.joined(separator: ", ")
        default: text = value.string ?? JSONWriter.text(value)
        }
        return text.count > longest ? "\(text.prefix(longest))…" : text
    }
}
