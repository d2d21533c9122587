import GatewayGraph
import KubeModel

extension Kind {
    static let backend = Kind(
        .backend, isPolicy: false, columns: [Column("TYPE"), Column("ENDPOINT", minimumWidth: 12)],
        template: ResourceTemplate(spec: newSpec), secretFields: [.inlineToken]
    ) { spec in
        [type(spec), endpoint(spec)]
    }

    private static let newSpec = """
        spec:
        # Static, AWS or AI; the section of the same name below says more.
          type: Static
          static:
            hosts:
            - host: example.com
              port: 443
              #tls:
              #  sni: example.com
        # For type AWS: a Lambda function.
          #aws:
          #  region: eu-central-1
          #  accountId: "000000000000"
          #  lambdaFunctionName: example
          #  roleArn: arn:aws:iam::000000000000:role/example
        # For type AI: a language model; its key is kept in a Secret.
          #ai:
          #  provider:
          #    type: openai
          #    openai:
          #      authToken:
          #        secretRef:
          #          name: example-key

        """

    private static func type(_ spec: RawJSON) -> String {
        if let type = spec["type"]?.string { return type }
        let members: [(String, String)] = [
            ("static", "Static"), ("aws", "AWS"), ("ai", "AI"), ("dynamicForwardProxy", "DynamicForwardProxy"),
            ("mcp", "MCP"),
        ]
        return members.first { spec[$0.0] != nil }?.1 ?? ""
    }

    private static func endpoint(_ spec: RawJSON) -> String {
        if let hosts = spec["static"]?["hosts"]?.elements, let first = hosts.first {
            let host = first["host"]?.string ?? "?"
            let place = first["port"]?.integer.map { "\(host):\($0)" } ?? host
            return hosts.count > 1 ? "\(place) +\(hosts.count - 1)" : place
        }
        if let aws = spec["aws"] {
            let function = aws["lambdaFunctionName"]?.string ?? aws["lambda"]?["functionName"]?.string ?? "?"
            return aws["region"]?.string.map { "\(function) (\($0))" } ?? function
        }
        if let targets = spec["mcp"]?["targets"]?.elements, !targets.isEmpty {
            return targets.map(mcp).joined(separator: ",")
        }
        let groups = spec["ai"]?["priorityGroups"]?.elements ?? []
        guard !groups.isEmpty else { return AIProviderCells.provider(spec["ai"]) }
        return groups.map { group in
            (group["providers"]?.elements ?? []).map { AIProviderCells.provider($0) }.joined(separator: ",")
        }.joined(separator: " > ")
    }

    /// `tools.example:8080`, or the name of a target that is found by labels.
    private static func mcp(_ target: RawJSON) -> String {
        guard let host = target["static"]?["host"]?.string else { return target["name"]?.string ?? "?" }
        return target["static"]?["port"]?.integer.map { "\(host):\($0)" } ?? host
    }
}

/// How the provider of an AI backend reads, in the contract's shape and in kgateway's.
enum AIProviderCells {
    static func provider(_ ai: RawJSON?) -> String {
        guard let ai else { return "" }
        let provider = ai["provider"] ?? ai["llm"] ?? ai
        let name = provider["type"]?.string ?? provider.members.first { names.contains($0.key) }?.key ?? ""
        let model = provider[name]?["model"]?.string ?? provider[name]?["deploymentName"]?.string
        return model.map { "\(name)/\($0)" } ?? name
    }

    private static let names: Set<String> = [
        "openai", "azure", "azureopenai", "gemini", "mistral", "anthropic", "vertexai", "bedrock",
    ]
}
