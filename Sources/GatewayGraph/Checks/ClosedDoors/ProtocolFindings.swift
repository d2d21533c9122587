import KubeModel

/// Ports whose protocol is only guessed by their name, and ports that gRPC is sent to without being HTTP/2.
struct ProtocolFindings: FindingCheck {
    private let context: FindingContext
    private let table: ParentTable
    private var world: PolicyWorld { context.world }
    private static let http2: Set<String> = ["http2", "grpc", "grpc-web", "kubernetes.io/h2c"]

    init(_ context: FindingContext) {
        self.context = context
        table = ParentTable(context.plan)
    }

    private struct Use: Hashable {
        var kind: String
        var place: String
        var port: Int
    }

    func findings() -> [Finding] {
        var users: [Use: [ObjectHead]] = [:]
        for route in world.routes where table.isOurs(route) {
            for rule in route.rules {
                for backend in BackendReference.all(of: rule, at: "", in: route.head.namespace) {
                    let use = Use(kind: backend.kind, place: backend.place, port: backend.port ?? 0)
                    if users[use]?.last != route.head { users[use, default: []].append(route.head) }
                }
            }
        }
        return users.compactMap { use, routes in
            let grpc = routes.first { $0.kind == "GRPCRoute" }, reach = "\(routes.count) route\(routes.count == 1 ? "" : "s")"
            switch use.kind {
            case "Service": return world.services[use.place].flatMap { service($0, use, grpc, reach) }
            case "Backend": return world.backends[use.place].flatMap { backend($0, use, grpc, reach) }
            default: return nil
            }
        }
    }

    private func service(_ service: JSONValue, _ use: Use, _ grpc: ObjectHead?, _ reach: String) -> Finding? {
        let ports = ServicePort.all(of: service)
        guard let index = ports.firstIndex(where: { $0.number == use.port }) else { return nil }
        let port = ports[index], cure = "- port: \(port.number)\n  appProtocol: kubernetes.io/h2c"
        func found(_ field: String, _ message: String, _ cure: String) -> Finding {
            Finding(.protocolGuess, .warning, "/Service/\(use.place)", "spec.ports[\(index)]\(field)", message, cure: cure, reach: reach)
        }
        let what = "port \(port.number) of Service \(use.place)"
        if let said = port.appProtocol {
            guard let grpc, !Self.http2.contains(said) else { return nil }
            return found(".appProtocol", "GRPCRoute \(grpc.place) leads to \(what), whose appProtocol \(said) is not HTTP/2", cure)
        }
        if Self.http2.contains(port.name) {
            return found(".name", "\(what) is taken for HTTP/2 only because it is named \(port.name): appProtocol is not set", cure)
        }
        if port.name == "h2c" {
            return found(".name", "\(what) is named h2c, which kgateway does not go by, and has no appProtocol: it is taken for HTTP/1", cure)
        }
        guard let grpc else { return nil }
        return found(
            port.name.isEmpty ? "" : ".name", "GRPCRoute \(grpc.place) leads to \(what), which nothing says is HTTP/2: gRPC will not work over HTTP/1", cure)
    }

    private func backend(_ backend: JSONValue, _ use: Use, _ grpc: ObjectHead?, _ reach: String) -> Finding? {
        guard let grpc, let fixed = backend[path: ["spec", "static"]] else { return nil }
        let said = fixed["appProtocol"]?.string
        guard !Self.http2.contains(said ?? "") else { return nil }
        return Finding(
            .protocolGuess, .warning, "gateway.kgateway.dev/Backend/\(use.place)", said == nil ? "spec.static" : "spec.static.appProtocol",
            "GRPCRoute \(grpc.place) leads to Backend \(use.place), \(said.map { "whose appProtocol \($0) is not HTTP/2" } ?? "which nothing says is HTTP/2")",
            cure: "static:\n  appProtocol: kubernetes.io/h2c", reach: reach)
    }
}
