import GatewayGraph
import KubeModel

extension Kind {
    static let grpcRoute = Kind(
        .grpcRoute, isPolicy: true, columns: RouteCells.columns, template: ResourceTemplate(spec: newSpec)
    ) { RouteCells.of($0) }

    private static let newSpec = """
        spec:
          parentRefs:
          - name: example-gateway
          #hostnames: [grpc.example.com]
          rules:
          - matches:
            - method:
                service: example.v1.Greeter
                #method: SayHello
            backendRefs:
            - name: example-service
              port: 9000

        """
}
