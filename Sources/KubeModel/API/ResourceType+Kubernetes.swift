/// Kinds of Kubernetes itself that gateways refer to.
extension ResourceType {
    public static let service = core("services", "Service")
    public static let secret = core("secrets", "Secret")
    public static let configMap = core("configmaps", "ConfigMap")
    public static let deployment = ResourceType(
        group: "apps", version: "v1", plural: "deployments", kind: "Deployment")

    public static let endpointSlice = ResourceType(
        group: "discovery.k8s.io", version: "v1", plural: "endpointslices", kind: "EndpointSlice")

    private static func core(_ plural: String, _ kind: String) -> ResourceType {
        ResourceType(group: "", version: "v1", plural: plural, kind: kind)
    }
}
