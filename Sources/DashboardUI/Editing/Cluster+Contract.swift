import GatewayGraph
import KubeClient
import KubeModel

extension Cluster {
    /// Whether the server has the API of the contract, and not kgateway 2.1's, which knows no AIBackend and names some
    /// fields otherwise. Asked before a template is opened; where it cannot be asked the contract is assumed.
    public func servesContract() async -> Bool {
        do throws(ClusterError) {
            let kinds = try await discover().kinds.map(\.type)
            return kinds.isEmpty || kinds.contains { $0.kind == ResourceType.aiBackend.kind }
        } catch {
            return true
        }
    }
}
