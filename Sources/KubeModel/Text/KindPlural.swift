extension String {
    /// Several of a kind, in words: `GatewayClasses`, `TrafficPolicies`, `Gateways`, `GatewayParameters`.
    public var pluralOfKind: String {
        if hasSuffix("y"), !hasSuffix("ay") { return "\(dropLast())ies" }
        if hasSuffix("ss") || hasSuffix("sh") { return "\(self)es" }
        return hasSuffix("s") ? self : "\(self)s"
    }
}
