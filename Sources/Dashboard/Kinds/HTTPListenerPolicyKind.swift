import GatewayGraph
import KubeModel

extension Kind {
    static let httpListenerPolicy = Kind(
        .httpListenerPolicy, isPolicy: true,
        columns: [Column("TARGETS", minimumWidth: 12), Column("DOES", minimumWidth: 8)],
        template: ResourceTemplate(spec: newSpec), secretFields: [.basicAuthUsers, .basicAuthInline]
    ) { spec in
        Cells.policy(spec, features)
    }

    private static let features = Cells.Features([
        "accessLogging": "accessLog", "accessLog": "accessLog", "buffer": "buffer", "celValidation": "cel",
        "basicAuth": "basicAuth", "tracing": "tracing", "upgradeConfig": "upgrade", "healthCheck": "healthCheck",
        "useRemoteAddress": "remoteAddr", "xffNumTrustedHops": "xff", "serverHeaderTransformation": "serverHeader",
        "streamIdleTimeout": "idleTimeout", "idleTimeout": "idleTimeout", "preserveHttp1HeaderCase": "headerCase",
        "acceptHttp10": "http1.0", "defaultHostForHttp10": "http1.0",
    ])

    private static let newSpec = """
        spec:
        # The Gateways whose HTTP and HTTPS listeners this is for; sectionName picks one listener.
          targetRefs:
          - group: gateway.networking.k8s.io
            kind: Gateway
            name: example-gateway
            #sectionName: https
        # Below, remove the # of what you need.
        # A log line for every request.
          #accessLogging: {}
        # Requests are read in full, up to this size, before they go on.
          #buffer:
          #  maxRequestBytes: 1048576
        # Requests are let through or turned away by expressions.
          #celValidation:
          #  rules:
          #  - expression: request.path.startsWith('/internal')
          #    action: Deny
        # Names and passwords, kept in a Secret.
          #basicAuth:
          #  credentialsSecretRef:
          #    name: example-users

        """
}
