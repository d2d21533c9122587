import GatewayGraph
import KubeModel

extension Kind {
    static let listenerSet = listeners(of: .listenerSet)
    /// The same while it was on trial.
    static let trialListenerSet = listeners(of: .trialListenerSet)

    private static func listeners(of type: ResourceType) -> Kind {
        Kind(
            type, isPolicy: true, columns: [Column("PARENT", minimumWidth: 10), Column("LISTENERS", minimumWidth: 10)],
            template: ResourceTemplate(spec: newSpec(type))
        ) { spec in
            [spec["parentRef"].map { RouteCells.parent($0) } ?? "", ListenerCells.all(spec)]
        }
    }

    private static func newSpec(_ type: ResourceType) -> String {
        """
        spec:
        # The Gateway that these listeners are added to; its allowedListeners must let this namespace in.
          parentRef:
            group: gateway.networking.k8s.io
            kind: Gateway
            name: example-gateway
            #namespace: infra
          listeners:
          - name: https
            protocol: HTTPS
            port: 8443
            hostname: \(type == .listenerSet ? "shop" : "trial").example.com
            tls:
              mode: Terminate
              certificateRefs:
              - name: example-certificate

        """
    }
}
