import GatewayGraph
import KubeModel

@testable import KubeClient

extension KubeClient {
    /// Waits for an answer far longer than a person would: on a busy machine the server of a test may have to wait for its
    /// turn.
    static func patient(_ endpoint: ClusterEndpoint, isReadOnly: Bool = false, streamPatience: Double = 300) -> KubeClient {
        KubeClient(
            endpoint, groups: .gateways, isReadOnly: isReadOnly, patience: 300, streamPatience: streamPatience, clock: .live)
    }
}
