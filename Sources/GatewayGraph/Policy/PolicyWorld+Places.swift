import KubeModel

extension PolicyWorld {
    /// The places of a kind, to look for the name that was meant. Cost: their number, the first time.
    func places(of kind: String) -> PlaceTable {
        tables.table(kind) {
            switch kind {
            case "Gateway": gateways.map(\.head.place)
            case "XListenerSet", "ListenerSet": sets.map(\.head.place)
            case "HTTPRoute": routes.lazy.filter { !$0.isGRPC }.map(\.head.place)
            case "GRPCRoute": routes.lazy.filter(\.isGRPC).map(\.head.place)
            case "TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy": policies.lazy.filter { $0.head.kind == kind }.map(\.head.place)
            case "GatewayExtension": Array(extensions.keys)
            case "DirectResponse": Array(directResponses.keys)
            case "Backend": Array(backends.keys)
            case "Secret": Array(secrets.keys)
            case "Service": Array(services.keys)
            default: Array(others(kind).keys)
            }
        }
    }

    /// The places of GatewayExtensions that have a member of their spec. Cost: the same.
    func extensions(with member: String) -> PlaceTable {
        tables.table("GatewayExtension with \(member)") { extensions.filter { $0.value[path: ["spec", member]] != nil }.map(\.key) }
    }
}
