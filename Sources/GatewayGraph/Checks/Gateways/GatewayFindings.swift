import KubeModel

/// What a Gateway is made by, and a Service in the way of its own.
struct GatewayFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }
    private static let kind = "GatewayParameters", group = "gateway.kgateway.dev"

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] {
        let gateways = context.plan.gateways.filter { $0.isServed && context.asks($0.holder.head) }.map(\.holder)
        return classes() + gateways.compactMap(parameters) + gateways.compactMap(collision)
    }

    private func parameters(_ gateway: ListenerHolder) -> Finding? {
        gateway.parameters.flatMap { fault($0, gateway.head.identity, "spec.infrastructure.parametersRef", "Gateway \(gateway.head.place)", count: 1) }
    }

    /// Of classes that are kgateway's.
    private func classes() -> [Finding] {
        world.classParameters.compactMap { name, parameters in
            guard world.classes[name] == "kgateway.dev/kgateway" else { return nil }
            let count = world.gateways.count { $0.className == name }
            return fault(parameters, "gateway.networking.k8s.io/GatewayClass//\(name)", "spec.parametersRef", "GatewayClass \(name)", count: count)
        }
    }

    private func fault(_ parameters: ParametersReference, _ object: String, _ path: String, _ what: String, count: Int) -> Finding? {
        func found(_ field: String, _ message: String, _ cure: String) -> Finding {
            Finding(.parametersMissing, .error, object, "\(path).\(field)", message, cure: cure, reach: "\(count) Gateway\(count == 1 ? "" : "s")")
        }
        let right = "group: \(Self.group)\nkind: \(Self.kind)\nname: \(parameters.name)"
        guard parameters.kind == Self.kind else {
            return found("kind", "\(what) is made by \(Self.kind), and its parametersRef names a \(parameters.kind) \(parameters.name)", right)
        }
        guard parameters.group == Self.group else {
            return found("group", "\(what): \(Self.kind) are of the group \(Self.group), and not of \(parameters.group)", right)
        }
        let all = world.others(Self.kind), place = "\(parameters.namespace)/\(parameters.name)"
        // Where there is none at all they are kept elsewhere.
        guard !world.unread.contains(Self.kind), !all.isEmpty, !parameters.namespace.isEmpty, all[place] == nil else { return nil }
        let places = world.places(of: Self.kind), best = places.nearest(to: place)?.split(separator: "/").last
        let elsewhere = places.first(named: parameters.name).map { "; there is \($0)" }
        return found(
            "name", "\(what) names \(Self.kind) \(place), which are not there\(elsewhere ?? places.hint(place))",
            best.map { "name: \($0)" } ?? "")
    }

    private func collision(_ gateway: ListenerHolder) -> Finding? {
        let head = gateway.head
        guard let service = world.services[head.place], !isOwn(service, head), makesService(gateway) else { return nil }
        // In a cluster where kgateway is not at work nobody is in its way.
        let severity: FindingSeverity = world.isClassAssumed(gateway) ? .warning : .error
        let outcome = context.rules.overwritesServices
            ? "kgateway writes its own Service of that name over it" : "the Gateway gets no Service, and no address"
        return Finding(
            .gatewayNameCollides, severity, head.identity, "metadata.name",
            "Service \(head.place) exists and is not the Gateway's: \(outcome)", cure: "metadata:\n  name: \(head.name)-gateway", reach: "Service \(head.place)")
    }

    private func isOwn(_ service: JSONValue, _ gateway: ObjectHead) -> Bool {
        let owners = service[path: ["metadata", "ownerReferences"]]?.array ?? []
        if owners.contains(where: { $0["kind"] == "Gateway" && $0["name"]?.string == gateway.name }) { return true }
        let labels = ObjectHead.texts(service[path: ["metadata", "labels"]])
        return labels["gateway.networking.k8s.io/gateway-name"] == gateway.name || labels["gateway.networking.k8s.io/gateway-class-name"] != nil
            || labels["app.kubernetes.io/managed-by"] == "kgateway"
    }

    /// Not, where the proxy is somebody else's, or where that is not known.
    private func makesService(_ gateway: ListenerHolder) -> Bool {
        for reference in [gateway.parameters, world.classParameters[gateway.className]] {
            guard let reference else { continue }
            guard let found = world.others(Self.kind)["\(reference.namespace)/\(reference.name)"] else {
                // The class's own are kgateway's, and make one.
                if reference == gateway.parameters { return false }
                continue
            }
            if found[path: ["spec", "selfManaged"]] != nil { return false }
        }
        return true
    }
}
