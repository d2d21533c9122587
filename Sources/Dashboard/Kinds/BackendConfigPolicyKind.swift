import GatewayGraph
import KubeModel

extension Kind {
    static let backendConfigPolicy = Kind(
        .backendConfigPolicy, isPolicy: true,
        columns: [Column("TARGETS", minimumWidth: 12), Column("DOES", minimumWidth: 8)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        Cells.policy(spec, features)
    }

    private static let features = Cells.Features([
        "connectTimeout": "connectTimeout", "perConnectionBufferLimitBytes": "buffer", "tcpKeepalive": "keepalive",
        "commonHttpProtocolOptions": "http", "http1ProtocolOptions": "http1", "http2ProtocolOptions": "http2", "tls": "tls",
        "loadBalancer": "balance", "healthCheck": "healthCheck", "outlierDetection": "outliers", "circuitBreakers": "breakers",
        "dns": "dns", "upstreamProxyProtocol": "proxyProtocol",
    ])

    private static let newSpec = """
        spec:
        # The Services and Backends that this is for.
          targetRefs:
          - group: ""
            kind: Service
            name: example-service
        # Below, remove the # of what you need.
          connectTimeout: 5s
          #healthCheck:
          #  timeout: 2s
          #  interval: 10s
          #  unhealthyThreshold: 3
          #  healthyThreshold: 2
          #  http:
          #    path: /healthz
          #outlierDetection:
          #  consecutive5xx: 5
          #  baseEjectionTime: 30s
          #circuitBreakers:
          #  maxConnections: 1000
          #tls:
          #  wellKnownCACertificates: System
          #  sni: backend.example.com

        """
}
