import GatewayGraph
import KubeModel

extension Kind {
    static let aiBackend = Kind(
        .aiBackend, isPolicy: false, columns: [Column("PROVIDER", minimumWidth: 9), Column("GROUPS", minimumWidth: 8)],
        template: ResourceTemplate(spec: newSpec), secretFields: [.inlineToken]
    ) { spec in
        let groups = (spec["groups"]?.elements ?? []).map { group in
            (group["backends"]?.elements ?? group["providers"]?.elements ?? [])
                .map { $0["backendRef"]?["name"]?.string ?? $0["name"]?.string ?? "?" }.joined(separator: ",")
        }
        return [AIProviderCells.provider(spec), groups.joined(separator: " > ")]
    }

    private static let newSpec = """
        spec:
        # openai, azure, gemini or mistral; the section of the same name says more. The key is kept in a Secret.
          provider:
            type: openai
            openai:
              model: example-model
              authToken:
                secretRef:
                  name: example-key
            #azure:
            #  endpoint: https://example.openai.azure.com
            #  deploymentName: example
            #  apiVersion: "2024-10-21"
            #  authToken:
            #    secretRef:
            #      name: example-key
            #gemini:
            #  model: example-model
            #  authToken:
            #    secretRef:
            #      name: example-key
        # Backends that step in for one another: the lowest priority that works is used, shared out by weight.
          #groups:
          #- priority: 0
          #  backends:
          #  - backendRef:
          #      name: example-backend
          #    weight: 1

        """
}
