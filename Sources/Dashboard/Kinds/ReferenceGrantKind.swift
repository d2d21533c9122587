import GatewayGraph
import KubeModel

extension Kind {
    static let referenceGrant = Kind(
        .referenceGrant, isPolicy: false,
        columns: [Column("FROM", minimumWidth: 12), Column("TO", minimumWidth: 8)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        let from = (spec["from"]?.elements ?? []).map { entry in
            let kind = entry["kind"]?.string ?? "?"
            return entry["namespace"]?.string.map { "\(kind) in \($0)" } ?? kind
        }
        let to = (spec["to"]?.elements ?? []).map { entry in
            let kind = entry["kind"]?.string ?? "?"
            return entry["name"]?.string.map { "\(kind)/\($0)" } ?? kind
        }
        return [from.joined(separator: ","), to.joined(separator: ",")]
    }

    private static let newSpec = """
        spec:
        # Objects of these kinds in these namespaces may refer to what stands below.
          from:
          - group: gateway.networking.k8s.io
            kind: HTTPRoute
            namespace: example-team
          to:
          - group: ""
            kind: Service
            #name: example-service

        """
}
