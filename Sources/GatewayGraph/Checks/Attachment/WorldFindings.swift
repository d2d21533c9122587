import KubeModel

/// What keeps the reader from knowing: what is assumed, and what could not be read.
struct WorldFindings: FindingCheck {
    /// The controller itself, whose settings are no object of their own.
    static let controller = "apps/Deployment//kgateway"

    private let context: FindingContext
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { classes() + settings() + duplicates() + unread() }

    private func classes() -> [Finding] {
        guard !world.unread.contains("GatewayClass") else { return [] }
        return world.gateways.filter(world.isClassAssumed).map {
            Finding(
                .classAssumed, .note, $0.head.identity, "spec.gatewayClassName",
                "the class \($0.className) is not here; it is taken for one that kgateway serves",
                cure: """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: GatewayClass
                    metadata:
                      name: \($0.className)
                    spec:
                      controllerName: kgateway.dev/kgateway
                    """,
                reach: context.reach.words($0.head))
        }
    }

    private func settings() -> [Finding] {
        guard world.settings.isMergeReadable else {
            return [
                Finding(
                    .policyInvalid, .error, Self.controller, "env.KGW_POLICY_MERGE",
                    "KGW_POLICY_MERGE is no JSON: nothing is merged, and no policy has any effect", cure: "- name: KGW_POLICY_MERGE\n  value: \"{}\"")
            ]
        }
        let assumed = world.settings.said.filter { $0.from == .byDefault }
        guard !assumed.isEmpty else { return [] }
        return [
            Finding(
                .settingAssumed, .note, Self.controller, "env",
                "the controller's environment is not known for \(assumed.map(\.name).joined(separator: ", ")): defaults are assumed",
                cure: assumed.map { "--controller-env '\($0.name)=\($0.value)'" }.joined(separator: " "))
        ]
    }

    private func duplicates() -> [Finding] {
        world.duplicates.map {
            Finding(
                .duplicateObject, .note, $0.identity, "", "\($0.kind) \($0.place) is there more than once; the last one counts",
                cure: "Delete all but the last one, or give each a name of its own:\nmetadata:\n  name: \($0.name)-2")
        }
    }

    private func unread() -> [Finding] {
        world.unread.subtracting(world.misnamed).sorted().map { kind in
            let group = Self.groups[kind] ?? "", plural = kind.pluralOfKind
            return Finding(
                .unreadableKind, .note, "/\(kind)//", "", "\(plural) are not known: nothing is said to be missing where one is needed",
                cure: "- apiGroups: [\(CureText.text(group))]\n  resources: [\(plural.lowercased())]\n  verbs: [get, list, watch]")
        }
    }

    private static let groups: [String: String] = {
        let gateway = "gateway.networking.k8s.io", own = "gateway.kgateway.dev"
        var groups = ["XListenerSet": "gateway.networking.x-k8s.io", "EndpointSlice": "discovery.k8s.io", "Deployment": "apps"]
        for kind in ["GatewayClass", "Gateway", "ListenerSet", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute", "ReferenceGrant", "BackendTLSPolicy"] {
            groups[kind] = gateway
        }
        for kind in ["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy", "GatewayExtension", "DirectResponse", "Backend", "BackendConfigPolicy"] + ["GatewayParameters"] {
            groups[kind] = own
        }
        return groups
    }()
}
