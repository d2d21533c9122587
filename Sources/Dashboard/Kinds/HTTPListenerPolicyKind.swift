import GatewayGraph
import KubeModel

extension Kind {
    static let httpListenerPolicy = Kind(
        .httpListenerPolicy, isPolicy: true,
        columns: [Column("TARGETS", minimumWidth: 12), Column("DOES", minimumWidth: 8)]
    ) { spec in
        [
            Cells.targets(spec),
            Cells.present(
                spec,
                [
                    ("accessLogging", "accessLog"), ("accessLog", "accessLog"), ("buffer", "buffer"),
                    ("celValidation", "cel"), ("basicAuth", "basicAuth"), ("tracing", "tracing"),
                    ("upgradeConfig", "upgrade"), ("healthCheck", "healthCheck"), ("useRemoteAddress", "remoteAddr"),
                    ("xffNumTrustedHops", "xff"), ("serverHeaderTransformation", "serverHeader"),
                    ("streamIdleTimeout", "idleTimeout"), ("idleTimeout", "idleTimeout"),
                    ("preserveHttp1HeaderCase", "headerCase"),
                    ("acceptHttp10", "http1.0"), ("defaultHostForHttp10", "http1.0"),
                ]),
        ]
    }
}
