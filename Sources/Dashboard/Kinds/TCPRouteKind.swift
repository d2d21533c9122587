import GatewayGraph
import KubeModel

extension Kind {
    static let tcpRoute = Kind(
        .tcpRoute, isPolicy: true, columns: [RouteCells.parents, RouteCells.backends],
        template: ResourceTemplate(spec: newSpec)
    ) { [RouteCells.parents($0), RouteCells.backends($0)] }

    private static let newSpec = """
        spec:
          parentRefs:
          - name: example-gateway
            sectionName: tcp
          rules:
          - backendRefs:
            - name: example-service
              port: 5432

        """
}
