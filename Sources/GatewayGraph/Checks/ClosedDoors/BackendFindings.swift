import KubeModel

/// Backends of routes that are not there, may not be referred to, or have nobody behind them.
struct BackendFindings: FindingCheck {
    private let context: FindingContext
    private let table: ParentTable
    private let endpoints: ServiceEndpoints
    private let reach: RouteReach
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) {
        self.context = context
        table = ParentTable(context.plan)
        endpoints = ServiceEndpoints(context.world)
        reach = RouteReach(context.plan)
    }

    func findings() -> [Finding] {
        (world.routes + world.streamRoutes).filter { context.asks($0.head) && table.isOurs($0) }.flatMap { route in
            route.rules.enumerated().flatMap { place, rule in
                BackendReference.all(of: rule, at: "spec.rules[\(place)]", in: route.head.namespace).compactMap { finding($0, route) }
            }
        }
    }

    private func finding(_ backend: BackendReference, _ route: RouteObject) -> Finding? {
        func found(_ code: FindingCode, _ severity: FindingSeverity, _ field: String, _ message: String, _ cure: String) -> Finding {
            Finding(code, severity, route.head.identity, "\(backend.path)\(field)", message, cure: cure, reach: reach.words(route.head))
        }
        switch (backend.group, backend.kind) {
        case ("", "Service"):
            // Where there is no Service at all they are kept elsewhere.
            guard world.unread.contains("Service") || !world.services.isEmpty else { return nil }
            if !world.unread.contains("Service"), world.services[backend.place] == nil {
                let (field, message, cure) = absent(backend, route)
                return found(.backendMissing, .error, field, message, cure)
            }
            if let (message, cure) = refusal(backend, route) { return found(.grantMissing, .error, ".name", message, cure) }
            guard let service = world.services[backend.place] else { return nil }
            let ports = ServicePort.all(of: service)
            guard let port = backend.port else {
                return found(
                    .backendPortMissing, .error, "", "Service \(backend.place) is named without a port that is a number; it has \(ServicePort.words(ports))",
                    "port: \(ports.first?.number ?? 80)")
            }
            guard ports.isEmpty || ports.contains(where: { $0.number == port }) else {
                let meant = ports.first { $0.target == String(port) } ?? ports.first
                let note = ports.contains { $0.target == String(port) } ? "; \(port) is the targetPort behind \(meant?.number ?? 0)" : ""
                return found(
                    .backendPortMissing, .error, ".port", "Service \(backend.place) has no port \(port); it has \(ServicePort.words(ports))\(note)",
                    "port: \(meant?.number ?? 80)")
            }
            guard backend.weight != 0, endpoints.hasNone(backend.place, service) else { return nil }
            return found(
                .backendNoEndpoints, .warning, ".name", "Service \(backend.place) has no ready endpoint: requests are answered with 503",
                "Check that Pods with the labels of spec.selector of Service \(backend.place) run and are ready.")
        case ("gateway.kgateway.dev", "Backend"):
            guard world.unread.contains("Backend") || world.backends[backend.place] != nil else {
                let (field, message, cure) = absent(backend, route)
                return found(.backendMissing, .error, field, message, cure)
            }
            return refusal(backend, route).map { found(.grantMissing, .error, ".name", $0.message, $0.cure) }
        case ("", "Backend"):
            return found(
                .backendMissing, .error, ".kind", "a backend of kind Backend needs the group gateway.kgateway.dev",
                "group: gateway.kgateway.dev\nkind: Backend\nname: \(backend.name)")
        case ("", let kind) where kind != "Service" && !kind.isEmpty, ("gateway.kgateway.dev", let kind):
            return found(.backendMissing, .error, ".kind", "kgateway has no backend of kind \(kind)", "kind: Service\nname: \(backend.name)")
        default: return nil
        }
    }

    private func absent(_ backend: BackendReference, _ route: RouteObject) -> (field: String, message: String, cure: String) {
        let own = route.head.namespace, places = world.places(of: backend.kind)
        if let same = places.first(named: backend.name) {
            let other = String(same.prefix { $0 != "/" })
            return (
                backend.namespace == own ? ".name" : ".namespace", "no \(backend.kind) \(backend.place); \(backend.name) is in \(other)",
                "name: \(backend.name)\nnamespace: \(other)"
            )
        }
        let near = places.nearest(to: backend.place), best = near.map { String($0.drop { $0 != "/" }.dropFirst()) }
        return (
            ".name", "no \(backend.kind) \(backend.place)\(PlaceTable.hint(at: near))", best.map { "name: \($0)" } ?? ""
        )
    }

    private func refusal(_ backend: BackendReference, _ route: RouteObject) -> (message: String, cure: String)? {
        let own = route.head.namespace, kind = route.head.kind
        guard !(world.settings.rules.hasGrantModes && world.settings.grantMode == "OFF"),
            !world.isGranted(from: kind, in: own, group: route.head.group, to: backend.kind, in: backend.namespace, name: backend.name)
        else { return nil }
        return (
            "no ReferenceGrant in \(backend.namespace) lets \(kind.pluralOfKind) of \(own) refer to \(backend.kind) \(backend.place)",
            """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: ReferenceGrant
            metadata:
              name: \(kind.lowercased())s-of-\(own)
              namespace: \(backend.namespace)
            spec:
              from:
              - group: \(route.head.group)
                kind: \(kind)
                namespace: \(own)
              to:
              - group: \(backend.group.isEmpty ? "\"\"" : backend.group)
                kind: \(backend.kind)
                name: \(backend.name)
            """
        )
    }
}

/// One of the backends of a rule, also one that requests are mirrored to or that is asked about them; none that it delegates to.
struct BackendReference: Sendable {
    var group, kind, namespace, name: String
    var port: Int?
    /// nil: none is written.
    var weight: Int?
    var path: String

    var place: String { "\(namespace)/\(name)" }

    private init(_ value: JSONValue, at path: String, in own: String) {
        group = value["group"]?.string ?? ""
        kind = value["kind"]?.string ?? "Service"
        namespace = value["namespace"]?.string ?? own
        name = value["name"]?.string ?? ""
        port = value["port"]?.integer
        weight = value["weight"]?.integer
        self.path = path
    }

    static func all(of rule: RouteRule, at place: String, in namespace: String) -> [BackendReference] {
        var found: [BackendReference] = []
        func asked(_ filters: [JSONValue], _ path: String) {
            for (index, filter) in filters.enumerated() {
                for member in ["requestMirror", "externalAuth"] {
                    guard let server = filter[path: [member, "backendRef"]] else { continue }
                    found.append(BackendReference(server, at: "\(path).filters[\(index)].\(member).backendRef", in: namespace))
                }
            }
        }
        for (index, backend) in rule.backends.enumerated() where !RouteExpansion.isDelegation(backend) {
            let path = "\(place).backendRefs[\(index)]"
            found.append(BackendReference(backend, at: path, in: namespace))
            asked(backend["filters"]?.array ?? [], path)
        }
        asked(rule.filters, place)
        return found
    }
}

/// A port of a Service.
struct ServicePort: Sendable {
    var number: Int
    var name: String
    /// As it is written.
    var target: String
    var appProtocol: String?

    static func all(of service: JSONValue) -> [ServicePort] {
        (service[path: ["spec", "ports"]]?.array ?? []).map { port in
            let target = port["targetPort"]
            return ServicePort(
                number: port["port"]?.integer ?? 0, name: port["name"]?.string ?? "", target: target?.string ?? target?.integer.map(String.init) ?? "",
                appProtocol: port["appProtocol"]?.string)
        }
    }

    /// `80 (http), 9000 (grpc)`.
    static func words(_ ports: [ServicePort]) -> String {
        ports.map { $0.name.isEmpty ? "\($0.number)" : "\($0.number) (\($0.name))" }.joined(separator: ", ")
    }
}

/// Which Services have somebody behind them, where EndpointSlices could be read.
struct ServiceEndpoints: Sendable {
    /// By Service, whether any endpoint is ready; nil: not known.
    private var ready: [String: Bool]?

    init(_ world: PolicyWorld) {
        let slices = world.others("EndpointSlice")
        guard !world.unread.contains("EndpointSlice"), !slices.isEmpty else { return }
        var ready: [String: Bool] = [:]
        for (place, slice) in slices {
            guard let name = slice[path: ["metadata", "labels", "kubernetes.io/service-name"]]?.string else { continue }
            let service = "\(place.prefix { $0 != "/" })/\(name)"
            // What says nothing of it is ready.
            let isAny = (slice["endpoints"]?.array ?? []).contains { $0[path: ["conditions", "ready"]]?.bool ?? true }
            ready[service] = (ready[service] ?? false) || isAny
        }
        self.ready = ready
    }

    func hasNone(_ place: String, _ service: JSONValue) -> Bool {
        guard let ready, service[path: ["spec", "type"]]?.string != "ExternalName" else { return false }
        return !(ready[place] ?? false)
    }
}
