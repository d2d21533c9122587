import KubeModel

/// Extensions that let requests through when nobody answers them.
struct ExtensionFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) { self.context = context }

    /// Those that a policy calls for, with what is taken where nothing is said.
    private static let members: [(name: String, fields: [String], byDefault: Bool, severity: FindingSeverity)] = [
        ("extAuth", ["extAuth"], false, .warning), ("extProc", ["extProc"], true, .note), ("rateLimit", ["rateLimit.global"], true, .note),
    ]

    func findings() -> [Finding] {
        var callers: [String: [Int]] = [:]
        for (index, policy) in world.policies.enumerated() {
            for (name, setting) in policy.settings {
                if let place = setting.provider, !setting.isDisabled { callers["\(name)#\(place)", default: []].append(index) }
            }
        }
        return world.extensions.flatMap { place, object -> [Finding] in
            guard let head = ObjectHead(object), context.asks(head), let spec = object["spec"] else { return [] }
            return Self.members.compactMap { name, fields, byDefault, severity in
                guard let member = spec[name] else { return nil }
                let policies = fields.flatMap { callers["\($0)#\(place)"] ?? [] }
                guard !policies.isEmpty || world.unread.contains("TrafficPolicy") else { return nil }
                let said = member["failOpen"]
                guard said.map({ $0 == true }) ?? byDefault else { return nil }
                return Finding(
                    .extensionFailsOpen, severity, head.identity, "spec.\(name)\(said == nil ? "" : ".failOpen")",
                    "\(name) of GatewayExtension \(head.place) lets requests through when its server does not answer"
                        + (said == nil ? ": that is the default" : ""),
                    cure: "\(name):\n  failOpen: false", reach: context.reach.words(policies: policies))
            }
        }
    }
}
