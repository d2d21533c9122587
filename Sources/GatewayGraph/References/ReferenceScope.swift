import KubeModel

/// What the controller is told of namespaces: how far what labels choose reaches.
public struct ReferenceScope: Hashable, Sendable {
    /// Policies of this namespace choose by labels in every namespace (R23); nil: those of none.
    public var globalNamespace: String?
    /// The namespace that stands for all of them where a route delegates by label (R16).
    public var wildcardNamespace = "all"

    public init(globalNamespace: String? = nil, wildcardNamespace: String = "all") {
        (self.globalNamespace, self.wildcardNamespace) = (globalNamespace, wildcardNamespace)
    }

    private static let policies: Set<String> = ["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy"]

    func reachesEverywhere(_ rule: ReferenceRule, from home: String?) -> Bool {
        guard let globalNamespace, home == globalNamespace else { return false }
        return rule.group == ResourceType.kgatewayGroup && Self.policies.contains(rule.kind)
    }
}
