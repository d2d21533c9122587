import KubeModel

/// The kinds of `agentgateway.dev`. Each says the same things of a backend, in places of its own.
extension ReferenceRule {
    static let agents: [ReferenceRule] = table(
        rules(group, ["AgentgatewayPolicy"], targets, gateway, .target), rules(group, ["AgentgatewayModel"], ["parentRefs[]"], gateway, .parent),
        rules(group, ["AgentgatewayModel"], modelTargets, .always(group: group, kind: "AgentgatewayModel"), .backend),
        rules(group, ["AgentgatewayModel"], ["custom.backendRef"], service, .backend),
        rules(group, ["AgentgatewayBackend"], backendServices, service, .backend),
        rules(group, ["AgentgatewayBackend"], ["mcp.targets[].selector.services"], onlyService, .backend),
        rules(group, ["AgentgatewayPolicy"], trafficServices, service, .extension),
        rules(group, ["AgentgatewayPolicy"], trafficSecrets, secret, .secret),
        rules(group, ["AgentgatewayPolicy"], ["traffic.apiKeyAuthentication.configMapSelector"], configMap, .secret),
        backend(of: "AgentgatewayPolicy", at: "backend", guards: "ai.promptGuard", isWhole: true),
        backend(of: "AgentgatewayBackend", at: "policies", guards: "ai.promptGuard", isWhole: true),
        backend(of: "AgentgatewayBackend", at: "ai.groups[].providers[].policies", guards: "ai.promptGuard"),
        backend(of: "AgentgatewayBackend", at: "mcp.targets[].static.policies", guards: nil),
        backend(of: "AgentgatewayModel", at: "policies", guards: "promptGuard", exchanges: ["oauthTokenExchange"]),
        rules(group, ["AgentgatewayParameters"], ["env[].valueFrom.secretKeyRef"], onlySecret, .secret),
        rules(group, ["AgentgatewayParameters"], ["env[].valueFrom.configMapKeyRef"], onlyConfigMap, .parameters))

    private static let group = ResourceType.agentgatewayGroup

    private static let modelTargets = ["conditional", "failover", "weighted"].map { "virtualModel.\($0).targets[].modelRef" }
    private static let backendServices = [
        "ai.provider.custom.backendRef", "ai.groups[].providers[].custom.backendRef", "mcp.targets[].static.backendRef",
    ]
    private static let trafficServices = [
        "frontend.accessLog.otlp.backendRef", "frontend.tracing.backendRef", "traffic.extAuth.backendRef",
        "traffic.extAuth.conditional[].policy.backendRef", "traffic.extProc.backendRef", "traffic.extProc.conditional[].policy.backendRef",
        "traffic.jwtAuthentication.providers[].jwks.remote.backendRef", "traffic.rateLimit.global.backendRef",
        "traffic.rateLimit.conditional[].policy.global.backendRef",
    ]
    private static let trafficSecrets = [
        "traffic.apiKeyAuthentication.secretRef", "traffic.apiKeyAuthentication.secretSelector", "traffic.basicAuthentication.secretRef",
    ]

    /// What is said of a backend: how it is reached, who one is to it, what it is asked before.
    ///
    /// - Parameters:
    ///   - guards: Where what guards its prompts stands below; nil: nowhere.
    ///   - isWhole: Whether it may ask for who somebody is, too.
    private static func backend(
        of kind: String, at place: String, guards: String?, isWhole: Bool = false, exchanges: [String] = everyExchange
    ) -> [ReferenceRule] {
        let guarded: [String] = guards.map { ["\($0).request[]", "\($0).response[]"] } ?? []
        let services = ["tunnel.backendRef"] + exchanges.map { "auth.\($0).backendRef" } + (isWhole ? askedServices : [])
        var secrets = ["", ".aws", ".gcp", ".azure", ".credentials[]"].map { "auth\($0).secretRef" } + ["tls.mtlsCertificateRef[]"]
        secrets += exchanges.flatMap { exchange in clientSecrets.map { "auth.\(exchange).clientAuth.\($0)" } }
        if exchanges.count > 1 { secrets.append("auth.jwtSign.signingKeyRef") }
        if isWhole { secrets.append("mcp.authentication.clientSecretRef") }
        let asked = guards.map { place in guardSecrets.keys.sorted().map { "\(place).\($0).policies" } } ?? []
        let guardPaths = guards.map { place in
            guardSecrets.sorted { $0.key < $1.key }.flatMap { name, secrets in secrets.map { "\(place).\(name).policies.\($0)" } }
        }
        func at(_ paths: [String]) -> [String] { paths.map { "\(place).\($0)" } }
        return table(
            rules(group, [kind], at(services), service, .extension), rules(group, [kind], at(secrets), secret, .secret),
            rules(group, [kind], at(["tls.caCertificateRefs[]"]), configMap, .secret),
            rules(group, [kind], at(guarded.map { "\($0).webhook.backendRef" }), service, .extension),
            rules(group, [kind], at(asked.map { "\($0).tunnel.backendRef" }), service, .extension),
            rules(group, [kind], at(guardPaths ?? []), secret, .secret),
            rules(group, [kind], at(asked.map { "\($0).tls.caCertificateRefs[]" }), configMap, .secret))
    }

    private static let everyExchange = ["oauthTokenExchange", "crossAppAccess.identityProvider", "crossAppAccess.resourceAuthorizationServer"]
    private static let clientSecrets = ["secretRef", "privateKeyJwt.certificateRef", "privateKeyJwt.signingKeyRef"]
    private static let askedServices = ["extAuth.backendRef", "mcp.authentication.jwks.backendRef", "mcp.guardrails.processors[].remote.backendRef"]
    private static let guardSecrets = [
        "request[].bedrockGuardrails": ["auth.secretRef", "auth.aws.secretRef", "tls.mtlsCertificateRef[]"],
        "request[].googleModelArmor": ["auth.gcp.secretRef", "tls.mtlsCertificateRef[]"],
        "request[].openAIModeration": ["auth.secretRef", "tls.mtlsCertificateRef[]"],
        "response[].bedrockGuardrails": ["auth.secretRef", "auth.aws.secretRef", "tls.mtlsCertificateRef[]"],
        "response[].googleModelArmor": ["auth.gcp.secretRef", "tls.mtlsCertificateRef[]"],
    ]
}
