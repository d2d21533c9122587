import GatewayGraph
import KubeModel

extension Kind {
    static let agentgatewayBackend = Kind(
        .agentgatewayBackend, isPolicy: false, columns: [Column("TYPE"), Column("ENDPOINT", minimumWidth: 12)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        let found = types.first { spec[$0.field] != nil }
        return [found?.word ?? "", found.flatMap { type in spec[type.field].map { endpoint(type.field, $0) } } ?? ""]
    }

    private static let types = [
        (field: "ai", word: "AI"), (field: "mcp", word: "MCP"), (field: "a2a", word: "A2A"), (field: "static", word: "Static"),
        (field: "aws", word: "AWS"), (field: "dynamicForwardProxy", word: "DynamicForwardProxy"),
    ]

    private static func endpoint(_ type: String, _ section: RawJSON) -> String {
        switch type {
        case "ai":
            let groups = section["groups"]?.elements ?? []
            guard !groups.isEmpty else { return AIProviderCells.provider(section) }
            return groups.map { group in
                (group["providers"]?.elements ?? []).map { AIProviderCells.provider($0) }.joined(separator: ",")
            }.joined(separator: " > ")
        case "mcp":
            return (section["targets"]?.elements ?? []).map { target in
                target["static"].map(place) ?? target["name"]?.string ?? "?"
            }.joined(separator: ",")
        case "aws": return section["agentCore"]?["agentRuntimeArn"]?.string ?? ""
        case "static", "a2a": return place(section)
        default: return ""
        }
    }

    private static func place(_ holder: RawJSON) -> String {
        if let path = holder["unixPath"]?.string { return "unix:\(path)" }
        guard let host = holder["host"]?.string ?? holder["backendRef"]?["name"]?.string else { return "?" }
        return (holder["port"] ?? holder["backendRef"]?["port"])?.integer.map { "\(host):\($0)" } ?? host
    }

    private static let newSpec = """
        spec:
        # One of ai, mcp, a2a, static, aws and dynamicForwardProxy. A language model; its key is kept in a Secret.
          ai:
            provider:
              openai:
                model: gpt-4o
          policies:
            auth:
              secretRef:
                name: example-key
        # Tools:
          #mcp:
          #  targets:
          #  - name: example-tools
          #    static:
          #      host: tools.example.com
          #      port: 443
        # Any host:
          #static:
          #  host: example.com
          #  port: 443

        """
}
