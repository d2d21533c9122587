import KubeModel

extension ReferenceRule {
    /// Every reference that kgateway's kinds and those of the Gateway API have, in the order in which they are told.
    public static let all: [ReferenceRule] = policies + extensions + backends + gateways + routes

    /// The rules of a kind, of whichever version.
    public static func rules(of type: ResourceType) -> [ReferenceRule] { byKind[Name(type.group, type.kind)] ?? [] }

    private struct Name: Hashable {
        var group, kind: String
        init(_ group: String, _ kind: String) { (self.group, self.kind) = (group, kind) }
    }

    private static let byKind = Dictionary(grouping: all) { Name($0.group, $0.kind) }

    private static let own = ResourceType.kgatewayGroup
    private static let api = ResourceType.gatewayAPIGroup
    private static let service = Naming.said(group: "", kind: "Service")
    private static let secret = Naming.said(group: "", kind: "Secret")
    private static let gateway = Naming.said(group: api, kind: "Gateway")
    private static let ownBackend = Naming.always(group: own, kind: "Backend")
    private static let ownExtension = Naming.always(group: own, kind: "GatewayExtension")

    private static let policies: [ReferenceRule] =
        ["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy", "BackendConfigPolicy"].map {
            ReferenceRule(own, $0, "spec.targetRefs[]", gateway, .target)
        }
        + [
            ReferenceRule(api, "BackendTLSPolicy", "spec.targetRefs[]", service, .target),
            ReferenceRule(
                api, "BackendTLSPolicy", "spec.validation.caCertificateRefs[]", .said(group: "", kind: "ConfigMap"),
                .secret),
            ReferenceRule(own, "BackendConfigPolicy", "spec.tls.secretRef", secret, .secret),
            ReferenceRule(own, "TrafficPolicy", "spec.apiKeyAuth.secretRef", secret, .secret),
            ReferenceRule(own, "TrafficPolicy", "spec.basicAuth.secretRef", secret, .secret),
        ]
        + [
            "extAuth.extensionRef", "extProc.extensionRef", "jwtAuth.extensionRef", "oauth2.extensionRef",
            "rateLimit.global.extensionRef", "rateLimit.extensionRef",
        ].map { ReferenceRule(own, "TrafficPolicy", "spec.\($0)", ownExtension, .helper) }
        + [
            "accessLog[].grpcService.backendRef", "accessLog[].openTelemetry.grpcService.backendRef",
            "tracing.provider.openTelemetry.grpcService.backendRef",
        ].map { ReferenceRule(own, "HTTPListenerPolicy", "spec.\($0)", service, .helper) }

    private static let extensions: [ReferenceRule] =
        [
            "extAuth.grpcService.backendRef", "extAuth.httpService.backendRef", "extProc.grpcService.backendRef",
            "rateLimit.grpcService.backendRef", "jwt.providers[].jwks.remote.backendRef", "oauth2.backendRef",
            "oauth2.jwt.jwksBackendRef",
        ].map { ReferenceRule(own, "GatewayExtension", "spec.\($0)", service, .helper) }
        + [
            ReferenceRule(
                own, "GatewayExtension", "spec.jwt.providers[].jwks.local.configMapRef",
                .always(group: "", kind: "ConfigMap"), .secret),
            ReferenceRule(own, "GatewayExtension", "spec.oauth2.credentials.clientSecretRef", secret, .secret),
        ]

    private static let backends: [ReferenceRule] =
        [
            ReferenceRule(own, "AIBackend", "spec.groups[].backends[].backendRef", ownBackend, .backend),
            ReferenceRule(own, "Backend", "spec.priorityGroups[].backendRefs[]", ownBackend, .backend),
            ReferenceRule(own, "Backend", "spec.aws.auth.secretRef", secret, .secret),
        ]
        + ["ai.llm", "ai.priorityGroups[].providers[]"].flatMap { place in
            ["anthropic", "azureopenai", "gemini", "openai", "vertexai"].map {
                ReferenceRule(own, "Backend", "spec.\(place).\($0).authToken.secretRef", secret, .secret)
            } + [ReferenceRule(own, "Backend", "spec.\(place).bedrock.auth.secretRef", secret, .secret)]
        }

    private static let gateways: [ReferenceRule] = [
        ReferenceRule(.gateway, "spec.gatewayClassName", .name(group: api, kind: "GatewayClass"), .parameters),
        ReferenceRule(
            .gateway, "spec.infrastructure.parametersRef", .said(group: own, kind: "GatewayParameters"), .parameters),
        ReferenceRule(.gateway, "spec.listeners[].tls.certificateRefs[]", secret, .secret),
        ReferenceRule(
            .gatewayClass, "spec.parametersRef", .said(group: own, kind: "GatewayParameters"), .parameters),
        ReferenceRule(api, "ListenerSet", "spec.parentRef", gateway, .parent),
        ReferenceRule(api, "ListenerSet", "spec.listeners[].tls.certificateRefs[]", secret, .secret),
    ]

    private static let routes: [ReferenceRule] =
        ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"].flatMap { kind in
            [
                ReferenceRule(api, kind, "spec.parentRefs[]", gateway, .parent),
                ReferenceRule(api, kind, "spec.rules[].backendRefs[]", service, .backend),
            ]
        }
        + ["HTTPRoute", "GRPCRoute"].flatMap { kind in
            ["spec.rules[].filters[]", "spec.rules[].backendRefs[].filters[]"].flatMap { place in
                [
                    ReferenceRule(api, kind, "\(place).extensionRef", .said(group: own, kind: ""), .helper),
                    ReferenceRule(api, kind, "\(place).requestMirror.backendRef", service, .backend),
                    ReferenceRule(api, kind, "\(place).externalAuth.backendRef", service, .helper),
                ]
            }
        }
}
