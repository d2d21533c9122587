import GatewayGraph
import KubeModel

extension Kind {
    static let agentgatewayPolicy = Kind(
        .agentgatewayPolicy, isPolicy: true,
        columns: [Column("TARGETS", minimumWidth: 12), Column("DOES", minimumWidth: 8)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        [Cells.anyTargets(spec), does(spec)]
    }

    /// The fields of every section, each once.
    private static func does(_ spec: RawJSON) -> String {
        var seen: Set<String> = ["phase"]
        let fields = ["traffic", "frontend", "backend"].flatMap { spec[$0]?.members.map(\.key) ?? [] }
        return fields.map { words[$0] ?? $0 }.filter { seen.insert($0).inserted }.joined(separator: ",")
    }

    private static let words = [
        "apiKeyAuthentication": "apiKey", "basicAuthentication": "basicAuth", "jwtAuthentication": "jwt", "authorization": "authz",
        "networkAuthorization": "networkAuthz", "headerModifiers": "headers", "transformation": "transform", "timeouts": "timeout",
    ]

    private static let newSpec = """
        spec:
        # What the policy applies to: a Gateway, a route, a Service or an AgentgatewayBackend.
          targetRefs:
          - group: gateway.networking.k8s.io
            kind: Gateway
            name: example-gateway
        # What is done with requests on their way in. Below, remove the # of what you need.
          traffic:
            timeouts:
              request: 30s
            #cors:
            #  allowOrigins: ["https://shop.example.com"]
            #rateLimit:
            #  local:
            #  - requests: 100
            #    unit: Minutes
        # How backends are spoken to.
          #backend:
          #  tcp:
          #    connectTimeout: 5s

        """
}
