import GatewayGraph
import KubeModel

extension Kind {
    static let grpcRoute = Kind(.grpcRoute, isPolicy: true, columns: RouteCells.columns) { RouteCells.of($0) }
}
