import GatewayGraph
import KubeModel

extension Kind {
    static let listenerPolicy = Kind(
        .listenerPolicy, isPolicy: true,
        columns: [Column("TARGETS", minimumWidth: 12), Column("DOES", minimumWidth: 8)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        [Cells.anyTargets(spec), does(spec)]
    }

    /// What it says of every port, and of which ports it says something else: `accessLog,tracing,:8443`.
    private static func does(_ spec: RawJSON) -> String {
        let whole = (spec["default"]?.members ?? []).flatMap { $0.key == "httpSettings" ? $0.value.members.map(\.key) : [$0.key] }
        let ports = (spec["perPort"]?.elements ?? []).compactMap { $0["port"]?.integer }.map { ":\($0)" }
        return (whole.map { words[$0] ?? $0 } + ports).joined(separator: ",")
    }

    private static let words = [
        "clientCertificateValidation": "clientCert", "perConnectionBufferLimitBytes": "buffer", "tcpKeepalive": "keepalive",
        "transportSocketConnectTimeout": "connectTimeout", "upgradeConfig": "upgrade", "useRemoteAddress": "remoteAddr",
        "xffNumTrustedHops": "xff", "xffTrustedCIDRs": "xff", "serverHeaderTransformation": "serverHeader",
        "preserveHttp1HeaderCase": "headerCase", "acceptHttp10": "http1.0", "streamIdleTimeout": "streamIdle",
    ]

    private static let newSpec = """
        spec:
        # The Gateways and ListenerSets that this is for; sectionName picks one listener.
          targetRefs:
          - group: gateway.networking.k8s.io
            kind: Gateway
            name: example-gateway
            #sectionName: https
        # What holds for every port. Below, remove the # of what you need.
          default:
            httpSettings:
              useRemoteAddress: true
              #streamIdleTimeout: 5m
              #accessLog:
              #- fileSink:
              #    path: /dev/stdout
              #    stringFormat: "%START_TIME% %REQ(:METHOD)% %RESPONSE_CODE%"
            #perConnectionBufferLimitBytes: 1048576
        # What a port has instead of that.
          #perPort:
          #- port: 8443
          #  listener:
          #    httpSettings:
          #      useRemoteAddress: false

        """
}
