import GatewayGraph
import KubeModel

extension Kind {
    static let tlsRoute = Kind(
        .tlsRoute, isPolicy: true, columns: RouteCells.columns + [RouteCells.backends],
        template: ResourceTemplate(spec: newSpec)
    ) { RouteCells.of($0) + [RouteCells.backends($0)] }

    private static let newSpec = """
        spec:
          parentRefs:
          - name: example-gateway
            sectionName: tls
          hostnames: [db.example.com]
          rules:
          - backendRefs:
            - name: example-service
              port: 5432

        """
}
