import KubeModel

/// The fields of policies that are merged one by one (section 8 of the rules).
enum PolicyField {
    /// How two values of a field can be joined.
    enum Depth: Sendable { case none, lists, providers, accessRules }
    /// The places at which a field takes effect; at others it is named and does nothing.
    enum Reach: Sendable { case everywhere, belowConfiguration, routeOnly }

    struct Form: Sendable {
        /// As it is named in what Envoy carries.
        var name: String
        /// Below `spec`; of several the first that is there.
        var paths: [[String]]
        var depth = Depth.none
        /// Whether the extensions of several places run beside each other.
        var isAdditive = false
        var reach = Reach.everywhere
        var since = GatewayRules.v21
        var until = GatewayRules.newest
        /// Whether requests must prove who they are where it runs.
        var isAuthentication = false

        /// Whether what becomes of it depends on what it says.
        var isLookedAt: Bool { depth == .accessRules || reach == .routeOnly }
    }

    /// The second path of a field is that of the simplified contract.
    static let all: [Form] = [
        Form(name: "transformation", paths: [["transformation"]], depth: .lists),
        Form(name: "extAuth", paths: [["extAuth"]], depth: .providers, isAdditive: true, isAuthentication: true),
        Form(name: "extProc", paths: [["extProc"]], depth: .providers, isAdditive: true),
        Form(name: "rateLimit.local", paths: [["rateLimit", "local"]]),
        Form(name: "rateLimit.global", paths: [["rateLimit", "global"]], isAdditive: true),
        Form(name: "rateLimit.quota", paths: [["rateLimit", "quota"]], isAdditive: true, since: .v24),
        Form(name: "cors", paths: [["cors"]]), Form(name: "csrf", paths: [["csrf"]]),
        Form(name: "headerModifiers", paths: [["headerModifiers"], ["requestHeaderModifier"], ["responseHeaderModifier"]]),
        Form(name: "buffer", paths: [["buffer"]]), Form(name: "rbac", paths: [["rbac"]], isAuthentication: true),
        Form(name: "retry", paths: [["retry"], ["retries"]], reach: .belowConfiguration),
        Form(name: "timeouts", paths: [["timeouts"], ["timeout"]], reach: .routeOnly),
        Form(name: "autoHostRewrite", paths: [["autoHostRewrite"]], reach: .routeOnly),
        Form(name: "ai", paths: [["ai"]], reach: .routeOnly, until: .v21),
        Form(name: "basicAuth", paths: [["basicAuth"]], since: .v22, isAuthentication: true),
        Form(name: "apiKeyAuth", paths: [["apiKeyAuth"]], since: .v22, isAuthentication: true),
        Form(name: "jwt", paths: [["jwtAuth"]], isAdditive: true, since: .v22, isAuthentication: true),
        Form(name: "oidc", paths: [["oauth2"]], isAdditive: true, since: .v22, isAuthentication: true),
        Form(name: "compression", paths: [["compression", "responseCompression"]], since: .v22),
        Form(name: "decompression", paths: [["compression", "requestDecompression"]], since: .v22),
        Form(name: "httpACL", paths: [["acl"]], depth: .accessRules, since: .v23),
        Form(name: "faultInjection", paths: [["faultInjection"]], since: .v22),
        Form(name: "statPrefix", paths: [["statPrefix"]], since: .v22), Form(name: "urlRewrite", paths: [["urlRewrite"]], since: .v22),
        Form(name: "requestMirror", paths: [["requestMirror"]], since: .v24),
        Form(name: "internalRedirect", paths: [["internalRedirect"]], since: .v22), Form(name: "tracing", paths: [["tracing"]], since: .v22),
        Form(name: "httpUpgrade", paths: [["httpUpgrade"]], since: .v24),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    static func form(_ name: String) -> Form { byName[name] ?? Form(name: name, paths: [[name]]) }

    /// Those of the newest rules, once, by version.
    static func forms(_ rules: GatewayRules) -> [Form] { byRules[rules] ?? [] }
    private static let byRules = Dictionary(
        uniqueKeysWithValues: GatewayRules.allCases.map { rules in (rules, all.filter { $0.since <= rules && rules <= $0.until }) })

    /// The others: those that came later, or are gone.
    static func foreign(to rules: GatewayRules) -> [Form] { othersByRules[rules] ?? [] }
    private static let othersByRules = Dictionary(
        uniqueKeysWithValues: GatewayRules.allCases.map { rules in (rules, all.filter { $0.since > rules || rules > $0.until }) })

    /// The fields that only HTTPListenerPolicies have, by the key of their spec; every other key has its own name.
    static let listenerNames = [
        "accessLog": ["accessLog", "accessLogConfig"], "streamIdleTimeout": ["mergeStreamIdleTimeout"],
        "idleTimeout": ["mergeIdleTimeout"], "healthCheck": ["healthCheckPolicy"],
    ]
}
