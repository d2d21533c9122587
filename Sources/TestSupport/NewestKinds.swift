import KubeModel

/// An object of every kind that a cluster of kgateway 2.4 serves, the Gateway API's and agentgateway's included, each with a
/// status that says what is wrong with it.
public enum NewestKinds {
    /// `boom-trafficpolicy` of `default`, and what its status says: `the-TrafficPolicy-is-broken`; nil for kinds whose
    /// definition has no status.
    public struct Member: Sendable {
        public var object: JSONValue
        public var status: JSONValue?

        public var kind: String { object["kind"]?.string ?? "" }
        public var name: String { "boom-\(kind.lowercased())" }
        public var message: String { "the-\(kind)-is-broken" }

        /// As a cluster has stored it.
        public var stored: JSONValue {
            var stored = object
            stored["status"] = status
            return stored
        }
    }

    public static let all: [Member] = specs.map { group, kind, place, spec in
        var member = Member(object: [:])
        let isWide = ["GatewayClass", "XMesh"].contains(kind)
        member.object = [
            "apiVersion": .string(group), "kind": .string(kind),
            "metadata": isWide ? ["name": .string("boom-\(kind.lowercased())")] : ["name": .string("boom-\(kind.lowercased())"), "namespace": "default"],
            "spec": spec,
        ]
        member.status = status(kind, place)
        return member
    }

    private enum Place { case object, ancestors, parents, listeners, none }

    private static let own = "gateway.kgateway.dev/v1alpha1", api = "gateway.networking.k8s.io/v1"
    private static let trial = "gateway.networking.x-k8s.io/v1alpha1", agents = "agentgateway.dev/v1alpha1"
    private static let gateway: JSONValue = [["group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "g"]]
    private static let service: JSONValue = [["group": "", "kind": "Service", "name": "s"]]
    private static let rules: JSONValue = [["backendRefs": [["name": "s", "port": 1]]]]

    private static let specs: [(group: String, kind: String, place: Place, spec: JSONValue)] = [
        (own, "TrafficPolicy", .ancestors, ["targetRefs": gateway, "timeouts": ["request": "1s"]]),
        (own, "ListenerPolicy", .ancestors, ["targetRefs": gateway, "default": ["httpSettings": ["useRemoteAddress": true]]]),
        (own, "BackendConfigPolicy", .ancestors, ["targetRefs": service, "connectTimeout": "1s"]),
        (own, "Backend", .object, ["type": "Static", "static": ["hosts": [["host": "h", "port": 80]]]]),
        (own, "DirectResponse", .ancestors, ["status": 404]),
        (own, "GatewayExtension", .object, ["type": "ExtAuth", "extAuth": ["grpcService": ["backendRef": ["name": "s", "port": 1]]]]),
        (own, "GatewayParameters", .none, ["kube": [:]]),
        (api, "Gateway", .object, ["gatewayClassName": "c", "listeners": [["name": "h", "port": 80, "protocol": "HTTP"]]]),
        (api, "GatewayClass", .object, ["controllerName": "kgateway.dev/kgateway"]), (api, "HTTPRoute", .parents, ["parentRefs": [["name": "g"]]]),
        (api, "GRPCRoute", .parents, ["parentRefs": [["name": "g"]]]),
        (api, "TLSRoute", .parents, ["parentRefs": [["name": "g"]], "hostnames": ["a.b"], "rules": rules]),
        (api, "TCPRoute", .parents, ["parentRefs": [["name": "g"]], "rules": rules]),
        (api, "UDPRoute", .parents, ["parentRefs": [["name": "g"]], "rules": rules]),
        (api, "BackendTLSPolicy", .ancestors, ["targetRefs": service, "validation": ["hostname": "a.b", "wellKnownCACertificates": "System"]]),
        (api, "ListenerSet", .listeners, ["parentRef": ["name": "g"], "listeners": [["name": "h", "port": 81, "protocol": "HTTP"]]]),
        (trial, "XBackendTrafficPolicy", .ancestors, ["targetRefs": service]), (trial, "XMesh", .object, ["controllerName": "a.b/c"]),
        (agents, "AgentgatewayPolicy", .ancestors, ["targetRefs": gateway, "traffic": ["timeouts": ["request": "1s"]]]),
        (agents, "AgentgatewayBackend", .object, ["static": ["host": "h", "port": 80]]),
        (agents, "AgentgatewayModel", .parents, ["parentRefs": gateway, "match": ["model": "m"], "provider": "OpenAI"]),
        (agents, "AgentgatewayParameters", .none, ["logging": ["level": "info"]]),
    ]

    private static func status(_ kind: String, _ place: Place) -> JSONValue? {
        // What 2.4 says of routes that it cannot take over whole.
        let type = kind.hasSuffix("Route") ? "kgateway.dev/Programmed" : "Accepted"
        let condition: JSONValue = [
            "type": .string(type), "status": "False", "reason": "Invalid", "message": .string("the-\(kind)-is-broken"),
            "lastTransitionTime": "2026-11-01T00:00:00Z",
        ]
        let conditions: JSONValue = [condition], reference = gateway[0] ?? .null, controller: JSONValue = "kgateway.dev/kgateway"
        switch place {
        case .none: return nil
        case .object: return ["conditions": conditions]
        case .ancestors: return ["ancestors": [["ancestorRef": reference, "controllerName": controller, "conditions": conditions]]]
        case .parents: return ["parents": [["parentRef": reference, "controllerName": controller, "conditions": conditions]]]
        case .listeners: return ["listeners": [["name": "h", "attachedRoutes": 0, "supportedKinds": [], "conditions": conditions]]]
        }
    }
}
