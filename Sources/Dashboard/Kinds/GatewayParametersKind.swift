import GatewayGraph
import KubeModel

extension Kind {
    static let gatewayParameters = Kind(
        .gatewayParameters, isPolicy: false,
        columns: [
            Column("REPLICAS", minimumWidth: 8), Column("SERVICE", minimumWidth: 9), Column("IMAGE", minimumWidth: 10),
        ]
    ) { spec in
        let kube = spec["kube"]
        let image = kube?["envoyContainer"]?["image"]
        let repository = image?["repository"]?.string ?? ""
        return [
            kube?["deployment"]?["replicas"]?.integer.map(String.init) ?? "", kube?["service"]?["type"]?.string ?? "",
            image?["tag"]?.string.map { "\(repository):\($0)" } ?? repository,
        ]
    }
}
