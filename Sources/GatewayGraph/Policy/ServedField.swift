import KubeModel

/// Fields of kgateway's kinds that not every version has: those of its definitions of one version that another's lack. Those of TrafficPolicies that
/// are merged are among ``PolicyField``.
enum ServedField {
    struct Form: Sendable {
        /// Below the object; a step that ends with `[]` is a list.
        var steps: [String]
        /// The first version that may have it, and the last.
        var since = GatewayRules.v21
        var until = GatewayRules.newest
    }

    /// A field that an object has and the rules do not.
    struct Foreign: Hashable, Sendable {
        var path: String
        var since, until: GatewayRules
    }

    /// What an object has that a version does not serve, each field once. Cost: a look along the paths of its kind.
    static func foreign(in object: JSONValue, _ head: ObjectHead, to rules: GatewayRules) -> [Foreign] {
        guard head.group == ResourceType.kgatewayGroup, let forms = byKind[head.kind] else { return [] }
        return forms.filter { $0.since > rules || rules > $0.until }.flatMap { form in
            object.all(at: form.steps[...]).map { Foreign(path: $0.path, since: form.since, until: form.until) }
        }
    }

    /// The first version that has all that an object has of these, and the field that needs it; nil where every version has.
    static func needed(by object: JSONValue, _ kind: String) -> (rules: GatewayRules, path: String)? {
        let needs = (byKind[kind] ?? []).filter { $0.since > .v21 }.compactMap { form in object.all(at: form.steps[...]).first.map { (form.since, $0.path) } }
        return needs.max { $0.0 < $1.0 }
    }

    private static let byKind: [String: [Form]] = [
        "Backend": newer(["aws.auth.assumeRole", "aws.ec2", "aws.lambda.accountId", "gcp", "priorityGroups"]) + gone(["ai", "mcp"], after: .v21),
        "BackendConfigPolicy": newer([
            "circuitBreakers", "dns", "http2ProtocolOptions.connectionKeepalive", "loadBalancer.zoneAware", "outlierDetection.consecutiveLocalOriginFailure",
            "outlierDetection.enforcingConsecutive5xx", "outlierDetection.enforcingConsecutiveLocalOriginFailure",
            "outlierDetection.splitExternalLocalOriginErrors", "tls.parameters.signatureAlgorithms", "upstreamProxyProtocol",
        ]),
        "DirectResponse": newer(["bodyFormat"]),
        "GatewayExtension": newer([
            "extAuth.grpcService.retry", "extAuth.headersToForward", "extAuth.httpService", "extProc.allowProcessingModeOverride",
            "extProc.allowedProcessingModeOverrides", "extProc.filterStage", "extProc.grpcService.retry", "extProc.requestAttributes", "jwt", "oauth2",
            "rateLimit.grpcService.retry",
        ]),
        "GatewayParameters": newer([
            "kube.deploymentOverlay", "kube.envoyContainer.bootstrap.dnsResolver", "kube.envoyContainer.bootstrap.enableReadinessProbeProxyProtocol",
            "kube.envoyContainer.bootstrap.logFormat", "kube.envoyContainer.extraArgs", "kube.horizontalPodAutoscaler", "kube.podDisruptionBudget",
            "kube.podTemplate.priorityClassName", "kube.service.loadBalancerClass", "kube.service.loadBalancerSourceRanges",
            "kube.serviceAccountOverlay", "kube.serviceOverlay", "kube.stats.matcher", "kube.verticalPodAutoscaler",
        ]) + gone(["kube.agentgateway", "kube.aiExtension"], after: .v21) + gone(["kube.floatingUserId"], after: .v23),
        "TrafficPolicy": newer(
            ["rateLimit.local.percentEnabled", "rateLimit.local.percentEnforced", "transformation.request.dynamicMetadata", "transformation.response.dynamicMetadata"]
                + ["request", "response"].flatMap { side in ["add", "set"].map { "headerModifiers.\(side).\($0)[].secretRef" } }),
    ]

    /// Of 2.4 it is known that it has them, and of 2.1 that it has not: no version in between is said to lack one.
    private static func newer(_ paths: [String]) -> [Form] { paths.map { Form(steps: steps($0), since: .v22) } }

    private static func gone(_ paths: [String], after rules: GatewayRules) -> [Form] { paths.map { Form(steps: steps($0), until: rules) } }

    private static func steps(_ path: String) -> [String] { ["spec"] + path.split(separator: ".").map(String.init) }
}
