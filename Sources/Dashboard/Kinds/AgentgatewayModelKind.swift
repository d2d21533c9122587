import GatewayGraph
import KubeModel

extension Kind {
    static let agentgatewayModel = Kind(
        .agentgatewayModel, isPolicy: true,
        columns: [Column("MODEL", minimumWidth: 8), Column("PROVIDER", minimumWidth: 8), Column("PARENTS", minimumWidth: 10)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        [spec["match"]?["model"]?.string ?? "*", provider(spec), RouteCells.parents(spec)]
    }

    /// `OpenAI`; of a virtual model how it chooses: `failover of 2`.
    private static func provider(_ spec: RawJSON) -> String {
        if let name = spec["provider"]?.string { return name }
        guard let choice = spec["virtualModel"]?.members.first else { return spec["custom"] == nil ? "" : "Custom" }
        return "\(choice.key) of \(choice.value["targets"]?.elements.count ?? 0)"
    }

    private static let newSpec = """
        spec:
          parentRefs:
          - name: example-gateway
        # The name that clients ask for; * at its end stands for any ending.
          match:
            model: gpt-4o
          provider: OpenAI
          policies:
            auth:
              secretRef:
                name: example-key

        """
}
