import KubeModel

extension GatewayRules {
    /// Of the kinds that are known, the best one first.
    static let versions = ["v1", "v1beta1", "v1alpha3", "v1alpha2", "v1alpha1"]

    /// Whether a kind is served in a version; true for kinds of which nothing is known here.
    ///
    /// Of 2.3 it is not known with which minors of the Gateway API it works: it is taken to serve what those before and after it do.
    func serves(_ group: String, _ kind: String, _ version: String) -> Bool {
        switch group {
        case "gateway.kgateway.dev": return version == "v1alpha1" && serves(policy: kind)
        case "agentgateway.dev": return version == "v1alpha1" && self >= .v22
        case "gateway.networking.x-k8s.io" where kind == "XListenerSet": return version == "v1alpha1" && listenerSet.kind == kind
        case "gateway.networking.k8s.io": break
        default: return true
        }
        switch kind {
        case "GatewayClass", "Gateway", "HTTPRoute": return ["v1", "v1beta1"].contains(version)
        case "GRPCRoute": return version == "v1"
        case "ListenerSet": return version == "v1" && listenerSet.kind == kind
        case "BackendTLSPolicy": return ["v1", "v1alpha3"].contains(version)
        case "ReferenceGrant": return version == "v1beta1" || (version == "v1" && self >= .v23)
        case "TLSRoute": return ["v1alpha2": self <= .v23, "v1alpha3": true, "v1": self >= .v23][version] ?? false
        case "TCPRoute", "UDPRoute": return version == "v1alpha2" || (version == "v1" && self >= .v23)
        default: return true
        }
    }

    /// The minors of the Gateway API that the version works with; nil where that is not said.
    var gatewayAPIMinors: ClosedRange<Int>? {
        switch self {
        case .v21, .v22: 2...4
        case .v24: 4...6
        case .v23, .v25: nil
        }
    }

    /// Whether a mode for grants can be set.
    var hasGrantMode: Bool { self >= .v24 }
    /// Whether tokens, keys and passwords are looked at.
    var readsCredentials: Bool { self >= .v22 }
    /// Whether a rule of a route that answers 500 leaves the route accepted.
    var acceptsReplacedRoutes: Bool { self >= .v24 }
}

/// What a CustomResourceDefinition says of the kind that it defines.
struct KindDefinition: Sendable {
    var head: ObjectHead
    var group: String
    var kind: String
    /// The versions that are served.
    var served: Set<String>
    /// The release of the Gateway API that it is of: `v1.4.0`.
    var bundle: String?

    static let bundleAnnotation = "gateway.networking.k8s.io/bundle-version"

    init?(_ object: JSONValue, _ head: ObjectHead) {
        guard let group = object[path: ["spec", "group"]]?.string, let kind = object[path: ["spec", "names", "kind"]]?.string else { return nil }
        (self.head, self.group, self.kind) = (head, group, kind)
        let versions = (object[path: ["spec", "versions"]]?.array ?? []).filter { $0["served"] == true }
        served = Set(versions.compactMap { $0["name"]?.string })
        bundle = head.annotations[Self.bundleAnnotation]
    }

    /// 4 of `v1.4.0`.
    var minor: Int? {
        guard let parts = bundle?.split(separator: "."), parts.count > 1, parts[0].hasSuffix("1") else { return nil }
        return Int(parts[1])
    }
}
