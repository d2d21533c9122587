/// What kgateway refuses of a policy, as far as that can be told without Envoy (section 10 of the rules).
struct PolicyValidity: Sendable {
    /// By policy; empty for one that is valid.
    let faults: [[PolicyFault]]

    init(_ world: PolicyWorld) {
        let extensions = ExtensionCheck(world), access = AccessCheck(world)
        faults = world.policies.map { Self.faults(of: $0, in: world, extensions, access) }
    }

    func isValid(_ policy: Int) -> Bool { faults[policy].isEmpty }

    static func errors(of policy: PolicyObject, in world: PolicyWorld) -> [String] {
        faults(of: policy, in: world, ExtensionCheck(world), AccessCheck(world)).map(\.message)
    }

    private static func faults(
        of policy: PolicyObject, in world: PolicyWorld, _ extensions: ExtensionCheck, _ access: AccessCheck
    ) -> [PolicyFault] {
        var faults: [PolicyFault] = []
        if policy.weight == nil {
            let text = policy.head.annotations["kgateway.dev/policy-weight"] ?? ""
            faults.append(
                PolicyFault(
                    code: .weightInvalid, message: "invalid value for annotation kgateway.dev/policy-weight: \(text)",
                    object: policy.head.identity, path: "metadata.annotations[kgateway.dev/policy-weight]",
                    sentence: "the weight \(text) is no whole number",
                    cure: CureText.annotation("kgateway.dev/policy-weight", text.firstMatch(of: /-?[0-9]+/).map { String($0.output) } ?? "0")))
        }
        guard policy.head.kind == "TrafficPolicy" else { return faults }
        faults += extensions.faults(of: policy) + policy.ownFaults + access.faults(of: policy)
        if world.settings.isStrict, faults.isEmpty, let refused = policy.refusal {
            faults.append(PolicyFault(code: .policyInvalid, message: refused, object: policy.head.identity, path: Self.path(in: refused), sentence: refused))
        }
        return faults
    }

    /// The field that a message begins with: `spec.retry.attempts: 25 is not between 0 and 10`.
    private static func path(in message: String) -> String {
        guard message.hasPrefix("spec."), let colon = message.firstIndex(of: ":"), !message[..<colon].contains(where: \.isWhitespace) else { return "" }
        return String(message[..<colon])
    }
}
