import KubeModel

extension DiscoveryGroups {
    /// kgateway's, the Gateway API's and what stands beside them.
    public static let gateways = DiscoveryGroups(
        [
            ResourceType.kgatewayGroup, ResourceType.gatewayAPIGroup, ResourceType.agentgatewayGroup,
            ResourceType.gatewayTrialGroup,
        ],
        unlisted: [ResourceType.kgatewayGroup, ResourceType.gatewayAPIGroup])
}
