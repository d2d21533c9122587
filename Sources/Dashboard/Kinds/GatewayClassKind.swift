import GatewayGraph
import KubeModel

extension Kind {
    static let gatewayClass = Kind(
        .gatewayClass, isPolicy: true, columns: [Column("CONTROLLER", minimumWidth: 14)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        [spec["controllerName"]?.string ?? ""]
    }

    private static let newSpec = """
        spec:
          controllerName: kgateway.dev/kgateway
          #description: Gateways for the shops
          #parametersRef:
          #  group: gateway.kgateway.dev
          #  kind: GatewayParameters
          #  name: example-parameters
          #  namespace: default

        """
}
