import KubeModel

extension ReferenceRule {
    /// Every reference that kgateway's kinds and those of the Gateway API have, in the order in which they are told.
    public static let all: [ReferenceRule] = table(policies, listeners, extensions, backends, gateways, routes, agents)

    private static let own = ResourceType.kgatewayGroup
    private static let api = ResourceType.gatewayAPIGroup
    private static let trial = ResourceType.gatewayTrialGroup

    /// Where a route is named, no name stands for all of them.
    private static let serviceOrAll = Naming.saidOrAll(group: "", kind: "Service")
    static let service = Naming.said(group: "", kind: "Service")
    static let secret = Naming.said(group: "", kind: "Secret")
    static let configMap = Naming.said(group: "", kind: "ConfigMap")
    static let gateway = Naming.said(group: api, kind: "Gateway")
    static let onlyService = Naming.always(group: "", kind: "Service")
    static let onlySecret = Naming.always(group: "", kind: "Secret")
    static let onlyConfigMap = Naming.always(group: "", kind: "ConfigMap")
    private static let parameters = Naming.said(group: own, kind: "GatewayParameters")
    private static let ownBackend = Naming.always(group: own, kind: "Backend")
    private static let ownExtension = Naming.always(group: own, kind: "GatewayExtension")

    static func table(_ parts: [ReferenceRule]...) -> [ReferenceRule] { parts.flatMap { $0 } }

    /// The same paths of several kinds.
    static func rules(_ group: String, _ kinds: [String], _ paths: [String], _ naming: Naming, _ role: Role) -> [ReferenceRule] {
        kinds.flatMap { kind in paths.map { ReferenceRule(group, kind, "spec.\($0)", naming, role) } }
    }

    private static let policies: [ReferenceRule] = table(
        rules(own, ["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy", "BackendConfigPolicy"], targets, gateway, .target),
        rules(api, ["BackendTLSPolicy"], ["targetRefs[]"], service, .target),
        rules(trial, ["XBackendTrafficPolicy"], ["targetRefs[]"], service, .target),
        rules(api, ["BackendTLSPolicy"], ["validation.caCertificateRefs[]"], configMap, .secret),
        rules(own, ["BackendConfigPolicy"], ["tls.secretRef"], secret, .secret),
        rules(own, ["TrafficPolicy"], policyExtensions, ownExtension, .extension),
        rules(own, ["TrafficPolicy"], policySecrets, secret, .secret))

    static let targets = ["targetRefs[]", "targetSelectors[]"]

    private static let policyExtensions = [
        "extAuth.extensionRef", "extProc.extensionRef", "jwtAuth.extensionRef", "oauth2.extensionRef", "rateLimit.global.extensionRef",
        // Of the contract.
        "rateLimit.extensionRef",
    ]

    private static let policySecrets = [
        "apiKeyAuth.secretRef", "apiKeyAuth.secretSelector", "basicAuth.secretRef",
        "ai.promptGuard.request.moderation.openAIModeration.authToken.secretRef", "headerModifiers.request.add[].secretRef",
        "headerModifiers.request.set[].secretRef", "headerModifiers.response.add[].secretRef", "headerModifiers.response.set[].secretRef",
    ]

    private static let listeners: [ReferenceRule] = table(
        rules(own, ["HTTPListenerPolicy"], listenerServices, service, .extension),
        // Of the contract.
        rules(own, ["HTTPListenerPolicy"], ["basicAuth.credentialsSecretRef"], secret, .secret),
        rules(own, ["ListenerPolicy"], ["default.clientCertificateValidation.caCertificateRefs[]"], configMap, .secret),
        listener(at: "default"), listener(at: "perPort[].listener"))

    private static func listener(at place: String) -> [ReferenceRule] {
        table(
            rules(own, ["ListenerPolicy"], listenerServices.map { "\(place).httpSettings.\($0)" }, service, .extension),
            rules(own, ["ListenerPolicy"], ["\(place).httpSettings.localReplies.mappers[].headers.add[].secretRef"], secret, .secret),
            rules(own, ["ListenerPolicy"], ["\(place).httpSettings.localReplies.mappers[].headers.set[].secretRef"], secret, .secret))
    }

    private static let listenerServices = [
        "accessLog[].grpcService.backendRef", "accessLog[].openTelemetry.grpcService.backendRef",
        "tracing.provider.openTelemetry.grpcService.backendRef",
    ]

    private static let extensions: [ReferenceRule] = table(
        rules(own, ["GatewayExtension"], extensionServices, service, .extension),
        rules(own, ["GatewayExtension"], ["jwt.providers[].jwks.local.configMapRef"], onlyConfigMap, .secret),
        rules(own, ["GatewayExtension"], ["oauth2.credentials.clientSecretRef"], secret, .secret))

    private static let extensionServices = [
        "extAuth.grpcService.backendRef", "extAuth.httpService.backendRef", "extProc.grpcService.backendRef",
        "rateLimit.grpcService.backendRef", "jwt.providers[].jwks.remote.backendRef", "oauth2.backendRef", "oauth2.jwt.jwksBackendRef",
    ]

    private static let backends: [ReferenceRule] = table(
        rules(own, ["AIBackend"], ["groups[].backends[].backendRef"], ownBackend, .backend),
        rules(own, ["Backend"], ["priorityGroups[].backendRefs[]"], ownBackend, .backend),
        rules(own, ["Backend"], ["mcp.targets[].selector.service"], onlyService, .backend),
        rules(own, ["Backend"], ["aws.auth.secretRef"], secret, .secret), models(at: "ai.llm"), models(at: "ai.priorityGroups[].providers[]"),
        // Of the contract.
        rules(own, ["AIBackend"], tokens("provider", ["openai", "azure", "gemini"]), secret, .secret),
        rules(own, ["Backend"], tokens("ai.provider", ["openai", "azure", "gemini"]), secret, .secret),
        rules(trial, ["XBackend"], ["tls.clientCertificateRef"], secret, .secret),
        rules(trial, ["XBackend"], ["tls.validation.caCertificateRefs[]"], configMap, .secret))

    private static func models(at place: String) -> [ReferenceRule] {
        table(
            rules(own, ["Backend"], tokens(place, ["anthropic", "azureopenai", "gemini", "openai", "vertexai"]), secret, .secret),
            rules(own, ["Backend"], ["\(place).bedrock.auth.secretRef"], secret, .secret))
    }

    private static func tokens(_ place: String, _ providers: [String]) -> [String] { providers.map { "\(place).\($0).authToken.secretRef" } }

    private static let gateways: [ReferenceRule] = table(
        rules(api, ["Gateway"], ["gatewayClassName"], .name(group: api, kind: "GatewayClass"), .class),
        rules(api, ["Gateway"], ["infrastructure.parametersRef"], parameters, .parameters),
        rules(api, ["GatewayClass"], ["parametersRef"], parameters, .parameters), rules(trial, ["XMesh"], ["parametersRef"], configMap, .parameters),
        rules(api, ["Gateway"], ["listeners[].tls.certificateRefs[]", "tls.backend.clientCertificateRef"], secret, .secret),
        rules(api, ["Gateway"], frontends.map { "\($0).caCertificateRefs[]" }, configMap, .secret),
        listenerSet(api, "ListenerSet"), listenerSet(trial, "XListenerSet"),
        rules(own, ["GatewayParameters"], containers.map { "kube.\($0).env[].valueFrom.secretKeyRef" }, onlySecret, .secret),
        rules(own, ["GatewayParameters"], containers.map { "kube.\($0).env[].valueFrom.configMapKeyRef" }, onlyConfigMap, .parameters))

    private static let frontends = [
        "listeners[].tls.frontendValidation", "tls.frontend.default.validation", "tls.frontend.perPort[].tls.validation",
    ]
    private static let containers = ["envoyContainer", "aiExtension", "agentgateway"]

    private static func listenerSet(_ group: String, _ kind: String) -> [ReferenceRule] {
        table(
            rules(group, [kind], ["parentRef"], gateway, .parent), rules(group, [kind], ["listeners[].tls.certificateRefs[]"], secret, .secret))
    }

    private static let routes: [ReferenceRule] = table(
        rules(api, ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"], ["parentRefs[]"], gateway, .parent),
        rules(api, ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"], ["rules[].backendRefs[]"], serviceOrAll, .backend),
        filters(at: "rules[].filters[]"), filters(at: "rules[].backendRefs[].filters[]"))

    private static func filters(at place: String) -> [ReferenceRule] {
        table(
            rules(api, ["HTTPRoute", "GRPCRoute"], ["\(place).extensionRef"], .said(group: own, kind: ""), .extension),
            rules(api, ["HTTPRoute", "GRPCRoute"], ["\(place).requestMirror.backendRef"], service, .backend),
            rules(api, ["HTTPRoute"], ["\(place).externalAuth.backendRef"], service, .extension))
    }
}
