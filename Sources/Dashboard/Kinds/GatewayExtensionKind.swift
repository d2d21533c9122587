import GatewayGraph
import KubeModel

extension Kind {
    static let gatewayExtension = Kind(
        .gatewayExtension, isPolicy: false,
        columns: [Column("TYPE", minimumWidth: 9), Column("SERVICE", minimumWidth: 10)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        let parts: [(field: String, word: String)] = [
            ("extAuth", "ExtAuth"), ("extProc", "ExtProc"), ("rateLimit", "RateLimit"), ("jwt", "JWT"),
        ]
        let found = parts.first { spec[$0.field] != nil }
        return [spec["type"]?.string ?? found?.word ?? "", Cells.grpcTarget(found.flatMap { spec[$0.field] })]
    }

    private static let newSpec = """
        spec:
        # ExtAuth, ExtProc or RateLimit; the section of the same name says where the service is.
          type: ExtAuth
          extAuth:
            grpcService:
              backendRef:
                name: example-auth
                port: 9000
                #namespace: default
        # For type ExtProc:
          #extProc:
          #  grpcService:
          #    backendRef:
          #      name: example-processor
          #      port: 4444
        # For type RateLimit:
          #rateLimit:
          #  grpcService:
          #    backendRef:
          #      name: example-limiter
          #      port: 8081

        """
}
