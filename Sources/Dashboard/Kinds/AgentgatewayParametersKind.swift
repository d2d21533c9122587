import GatewayGraph
import KubeModel

extension Kind {
    static let agentgatewayParameters = Kind(
        .agentgatewayParameters, isPolicy: false,
        columns: [Column("WORKLOAD", minimumWidth: 8), Column("IMAGE", minimumWidth: 10), Column("LOGS", minimumWidth: 5)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        [workload(spec), image(spec["image"]), spec["logging"]?["level"]?.string ?? ""]
    }

    /// `DaemonSet`; of a Deployment with how many copies: `Deployment x 3`.
    private static func workload(_ spec: RawJSON) -> String {
        let kind = spec["workload"]?["kind"]?.string ?? (spec["daemonSet"] == nil ? "Deployment" : "DaemonSet")
        return spec["deployment"]?["spec"]?["replicas"]?.integer.map { "\(kind) x \($0)" } ?? kind
    }

    private static func image(_ image: RawJSON?) -> String {
        guard let image else { return "" }
        let place = [image["registry"]?.string, image["repository"]?.string].compactMap { $0 }.joined(separator: "/")
        return place + (image["tag"]?.string.map { ":\($0)" } ?? image["digest"]?.string.map { "@\($0)" } ?? "")
    }

    private static let newSpec = """
        spec:
        # How agentgateway is run for Gateways that name this as their parameters.
          logging:
            level: info
          deployment:
            spec:
              replicas: 2
          #resources:
          #  requests:
          #    cpu: 100m
          #    memory: 128Mi

        """
}
