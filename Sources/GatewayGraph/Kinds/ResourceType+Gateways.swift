import KubeModel

/// The kinds of kgateway and of the Gateway API.
extension ResourceType {
    public static let kgatewayGroup = "gateway.kgateway.dev"
    public static let gatewayAPIGroup = "gateway.networking.k8s.io"

    /// Where kgateway keeps what concerns AI, from 2.2 on.
    public static let agentgatewayGroup = "agentgateway.dev"

    /// Kinds that the Gateway API is still trying out.
    public static let gatewayTrialGroup = "gateway.networking.x-k8s.io"

    private static func kgateway(_ plural: String, _ kind: String) -> ResourceType {
        ResourceType(group: kgatewayGroup, version: "v1alpha1", plural: plural, kind: kind)
    }

    public static let trafficPolicy = kgateway("trafficpolicies", "TrafficPolicy")
    public static let backend = kgateway("backends", "Backend")
    public static let directResponse = kgateway("directresponses", "DirectResponse")
    public static let gatewayExtension = kgateway("gatewayextensions", "GatewayExtension")
    public static let gatewayParameters = kgateway("gatewayparameters", "GatewayParameters")
    public static let httpListenerPolicy = kgateway("httplistenerpolicies", "HTTPListenerPolicy")
    public static let aiBackend = kgateway("aibackends", "AIBackend")
    public static let gateway = ResourceType(
        group: gatewayAPIGroup, version: "v1", plural: "gateways", kind: "Gateway")
    public static let httpRoute = ResourceType(
        group: gatewayAPIGroup, version: "v1", plural: "httproutes", kind: "HTTPRoute")
    public static let grpcRoute = ResourceType(
        group: gatewayAPIGroup, version: "v1", plural: "grpcroutes", kind: "GRPCRoute")
    public static let gatewayClass = ResourceType(
        group: gatewayAPIGroup, version: "v1", plural: "gatewayclasses", kind: "GatewayClass", isNamespaced: false)
    public static let referenceGrant = ResourceType(
        group: gatewayAPIGroup, version: "v1beta1", plural: "referencegrants", kind: "ReferenceGrant")

    public static let backendConfigPolicy = kgateway("backendconfigpolicies", "BackendConfigPolicy")
    public static let listenerPolicy = kgateway("listenerpolicies", "ListenerPolicy")
    public static let listenerSet = ResourceType(
        group: gatewayAPIGroup, version: "v1", plural: "listenersets", kind: "ListenerSet")
    public static let backendTLSPolicy = gatewayAPI("backendtlspolicies", "BackendTLSPolicy", "v1")
    public static let tlsRoute = gatewayAPI("tlsroutes", "TLSRoute", "v1")
    public static let tcpRoute = gatewayAPI("tcproutes", "TCPRoute", "v1alpha2")
    public static let udpRoute = gatewayAPI("udproutes", "UDPRoute", "v1alpha2")
    public static let trialListenerSet = ResourceType(
        group: gatewayTrialGroup, version: "v1alpha1", plural: "xlistenersets", kind: "XListenerSet")

    private static func gatewayAPI(_ plural: String, _ kind: String, _ version: String) -> ResourceType {
        ResourceType(group: gatewayAPIGroup, version: version, plural: plural, kind: kind)
    }

    private static func agentgateway(_ plural: String, _ kind: String) -> ResourceType {
        ResourceType(group: agentgatewayGroup, version: "v1alpha1", plural: plural, kind: kind)
    }

    public static let agentgatewayPolicy = agentgateway("agentgatewaypolicies", "AgentgatewayPolicy")
    public static let agentgatewayBackend = agentgateway("agentgatewaybackends", "AgentgatewayBackend")
    public static let agentgatewayModel = agentgateway("agentgatewaymodels", "AgentgatewayModel")
    public static let agentgatewayParameters = agentgateway("agentgatewayparameters", "AgentgatewayParameters")

    /// The kinds of the Gateway API that are shown beside kgateway's, in the order of the kinds pane.
    public static let gatewayAPIKinds: [ResourceType] = [gateway, httpRoute, grpcRoute, gatewayClass, referenceGrant]

    /// The seven kinds of the contract, in the order of the kinds pane.
    public static let kgatewayKinds: [ResourceType] = [
        trafficPolicy, backend, directResponse, gatewayExtension, gatewayParameters, httpListenerPolicy, aiBackend,
    ]

    /// Kinds that other versions of kgateway and of the Gateway API have: where a server lacks one of them it is not
    /// installed, and no mistake in writing.
    public static let kindsOfOtherVersions: [ResourceType] = [
        backendConfigPolicy, listenerPolicy, listenerSet, trialListenerSet, backendTLSPolicy, tlsRoute, tcpRoute, udpRoute,
        agentgatewayPolicy, agentgatewayBackend, agentgatewayModel, agentgatewayParameters,
    ]
}
