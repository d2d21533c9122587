/// One kind of resource as an API server names it: group, version, plural, kind, scope.
public struct ResourceType: Hashable, Sendable {
    /// Empty for the core group.
    public var group: String
    public var version: String
    /// The plural as it stands in paths: `trafficpolicies`.
    public var plural: String
    public var kind: String
    public var isNamespaced: Bool

    public init(group: String, version: String, plural: String, kind: String, isNamespaced: Bool = true) {
        self.group = group
        self.version = version
        self.plural = plural
        self.kind = kind
        self.isNamespaced = isNamespaced
    }

    public var singular: String { kind.lowercased() }
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
    /// `trafficpolicies.gateway.kgateway.dev`, as messages of the API server name it.
    public var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }
    public var rootPath: String { group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)" }

    /// The path of the collection: of one namespace, or cluster-wide where `namespace` is nil.
    public func collectionPath(namespace: String?) -> String {
        guard isNamespaced, let namespace else { return "\(rootPath)/\(plural)" }
        return "\(rootPath)/namespaces/\(PathSegment.escape(namespace))/\(plural)"
    }

    public func objectPath(_ key: ObjectKey, subresource: String? = nil) -> String {
        let path = "\(collectionPath(namespace: key.namespace))/\(PathSegment.escape(key.name))"
        return subresource.map { "\(path)/\($0)" } ?? path
    }
}

extension ResourceType {
    public static let kgatewayGroup = "gateway.kgateway.dev"
    public static let gatewayAPIGroup = "gateway.networking.k8s.io"

    /// Where kgateway keeps what concerns AI, from 2.2 on.
    public static let agentgatewayGroup = "agentgateway.dev"

    /// Kinds that the Gateway API is still trying out.
    public static let gatewayTrialGroup = "gateway.networking.x-k8s.io"

    /// The groups that servers are asked about, those whose kinds win a contest for a name first.
    public static let groups = [kgatewayGroup, gatewayAPIGroup, agentgatewayGroup, gatewayTrialGroup]

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
    public static let namespace = ResourceType(
        group: "", version: "v1", plural: "namespaces", kind: "Namespace", isNamespaced: false)

    /// The definition of a kind; named `PLURAL.GROUP`.
    public static let customResourceDefinition = ResourceType(
        group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions",
        kind: "CustomResourceDefinition", isNamespaced: false)

    /// The kinds of the Gateway API that are shown beside kgateway's, in the order of the kinds pane.
    public static let gatewayAPIKinds: [ResourceType] = [gateway, httpRoute, grpcRoute, gatewayClass, referenceGrant]

    /// The seven kinds of the contract, in the order of the kinds pane.
    public static let kgatewayKinds: [ResourceType] = [
        trafficPolicy, backend, directResponse, gatewayExtension, gatewayParameters, httpListenerPolicy, aiBackend,
    ]

    /// Kinds that other versions of kgateway and of the Gateway API have: where a server lacks one of them it is not
    /// installed, and no mistake in writing.
    public static let kindsOfOtherVersions: [ResourceType] =
        [
            ("backendconfigpolicies", "BackendConfigPolicy"), ("listenerpolicies", "ListenerPolicy"),
        ].map { kgateway($0.0, $0.1) }
        + [
            ("listenersets", "ListenerSet", "v1"), ("backendtlspolicies", "BackendTLSPolicy", "v1"),
            ("tlsroutes", "TLSRoute", "v1"), ("tcproutes", "TCPRoute", "v1alpha2"),
            ("udproutes", "UDPRoute", "v1alpha2"),
        ].map { ResourceType(group: gatewayAPIGroup, version: $0.2, plural: $0.0, kind: $0.1) }
        + [
            ("agentgatewaybackends", "AgentgatewayBackend"), ("agentgatewaymodels", "AgentgatewayModel"),
            ("agentgatewayparameters", "AgentgatewayParameters"), ("agentgatewaypolicies", "AgentgatewayPolicy"),
        ].map { ResourceType(group: agentgatewayGroup, version: "v1alpha1", plural: $0.0, kind: $0.1) }
}

/// Namespace and name: what identifies an object of one type. Orders by namespace, then name.
public struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// nil for cluster-scoped objects.
    public var namespace: String?
    public var name: String

    public init(namespace: String?, name: String) {
        self.namespace = namespace
        self.name = name
    }

    public var description: String { namespace.map { "\($0)/\(name)" } ?? name }

    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        let a = left.namespace ?? "", b = right.namespace ?? ""
        return a == b ? left.name < right.name : a < b
    }
}

/// Percent-escaping of one path segment or query value.
public enum PathSegment {
    public static func escape(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            let scalar = UnicodeScalar(byte)
            if byte < 0x80,
                Character(scalar).isLetter || Character(scalar).isNumber || "-._~".unicodeScalars.contains(scalar)
            {
                out.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                out += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return out
    }
}
