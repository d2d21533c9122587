import GatewayGraph
import KubeModel

extension Kind {
    static let gatewayClass = Kind(
        .gatewayClass, isPolicy: true, columns: [Column("CONTROLLER", minimumWidth: 14)]
    ) { spec in
        [spec["controllerName"]?.string ?? ""]
    }
}
