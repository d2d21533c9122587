import GatewayGraph
import KubeModel

extension Kind {
    static let httpRoute = Kind(
        .httpRoute, isPolicy: true, columns: RouteCells.columns, template: ResourceTemplate(spec: newSpec)
    ) { RouteCells.of($0) }

    private static let newSpec = """
        spec:
          parentRefs:
          - name: example-gateway
          #hostnames: [shop.example.com]
          rules:
          - matches:
            - path:
                type: PathPrefix
                value: /
            backendRefs:
            - name: example-service
              port: 8080

        """
}
