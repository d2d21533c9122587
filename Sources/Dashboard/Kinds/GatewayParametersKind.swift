import GatewayGraph
import KubeModel

extension Kind {
    static let gatewayParameters = Kind(
        .gatewayParameters, isPolicy: false,
        columns: [
            Column("REPLICAS", minimumWidth: 8), Column("SERVICE", minimumWidth: 9), Column("IMAGE", minimumWidth: 10),
        ], template: ResourceTemplate(spec: newSpec)
    ) { spec in
        let kube = spec["kube"]
        let image = kube?["envoyContainer"]?["image"]
        let repository = image?["repository"]?.string ?? ""
        return [
            kube?["deployment"]?["replicas"]?.integer.map(String.init) ?? "", kube?["service"]?["type"]?.string ?? "",
            image?["tag"]?.string.map { "\(repository):\($0)" } ?? repository,
        ]
    }

    private static let newSpec = """
        spec:
        # How the proxies of a Gateway are run.
          kube:
            deployment:
              replicas: 2
            #service:
            #  type: LoadBalancer
            #  extraAnnotations:
            #    example.com/internal: "true"
            #envoyContainer:
            #  resources:
            #    requests:
            #      cpu: 100m
            #      memory: 128Mi
            #    limits:
            #      cpu: "1"
            #      memory: 512Mi
            #  image:
            #    registry: registry.example.com
            #    repository: envoy
            #    tag: v1.0.0
            #podTemplate:
            #  extraLabels:
            #    team: example
            #  extraAnnotations:
            #    example.com/scrape: "true"
            #  nodeSelector:
            #    kubernetes.io/os: linux
            #  tolerations:
            #  - key: dedicated
            #    operator: Equal
            #    value: gateway
            #    effect: NoSchedule

        """
}
