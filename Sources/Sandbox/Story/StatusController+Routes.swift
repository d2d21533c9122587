import GatewayGraph
import KubeModel

/// The statuses of the two kinds of the Gateway API.
extension StatusController {
    static let controllerName = "kgateway.dev/kgateway"

    func gateway(_ object: JSONValue, in view: some ClusterView, generation: Int, now: String) -> JSONValue {
        let old = object["status"]
        let key = ObjectKey(of: object)
        let routes = view.routes(attachedTo: key)
        let conditions = [
            Condition("Accepted", .yes, "Accepted", "Gateway is accepted"),
            Condition("Programmed", .yes, "Programmed", "Gateway is programmed"),
        ]
        let listeners = (object[path: ["spec", "listeners"]]?.array ?? []).map { listener -> JSONValue in
            let name = listener["name"] ?? ""
            let before = old?["listeners"]?.array?.first { $0["name"] == name }
            return [
                "name": name,
                "attachedRoutes": .integer(routes.count { attaches($0, to: key, listener: name) }),
                "supportedKinds": [["group": .string(ResourceType.gatewayAPIGroup), "kind": "HTTPRoute"]],
                "conditions": Condition.written(
                    Self.listenerConditions, over: before?["conditions"], generation: generation, now: now),
            ]
        }
        return [
            "addresses": [["type": "IPAddress", "value": .string(address(of: key))]],
            "conditions": Condition.written(conditions, over: old?["conditions"], generation: generation, now: now),
            "listeners": .array(listeners),
        ]
    }

    private static let listenerConditions = [
        Condition("Accepted", .yes, "Accepted", "Listener is accepted"),
        Condition("Conflicted", .no, "NoConflicts", "No listener is in its way"),
        Condition("ResolvedRefs", .yes, "ResolvedRefs", "All references are resolved"),
        Condition("Programmed", .yes, "Programmed", "Listener is programmed"),
    ]

    private func attaches(_ route: JSONValue, to gateway: ObjectKey, listener: JSONValue) -> Bool {
        (route[path: ["spec", "parentRefs"]]?.array ?? []).contains { reference in
            References.parent(reference, in: route)?.key == gateway
                && (reference["sectionName"] == nil || reference["sectionName"] == listener)
        }
    }

    /// An address of the block for documentation, the same one for the same name.
    private func address(of key: ObjectKey) -> String {
        var generator = SeededGenerator(seed: 0, for: key.description)
        return "203.0.113.\(generator.number(in: 1...254))"
    }

    func route(_ object: JSONValue, in view: some ClusterView, generation: Int, now: String) -> JSONValue {
        let missing = References.routeReferences(of: object).first { !view.exists($0) }
        let resolved =
            missing.map { Condition("ResolvedRefs", .no, "BackendNotFound", "\($0) not found") }
            ?? Condition("ResolvedRefs", .yes, "ResolvedRefs", "All references are resolved")
        let old = object[path: ["status", "parents"]]?.array ?? []
        let parents = (object[path: ["spec", "parentRefs"]]?.array ?? []).map { reference -> JSONValue in
            let before = old.first { $0["parentRef"] == reference }
            return [
                "parentRef": reference, "controllerName": .string(Self.controllerName),
                "conditions": Condition.written(
                    [acceptance(of: reference, object, in: view), resolved], over: before?["conditions"],
                    generation: generation, now: now),
            ]
        }
        return ["parents": .array(parents)]
    }

    private func acceptance(of reference: JSONValue, _ route: JSONValue, in view: some ClusterView) -> Condition {
        guard let parent = References.parent(reference, in: route) else {
            return Condition("Accepted", .yes, "Accepted", "Route is accepted")
        }
        guard let gateway = view.object(.gateway, parent.key) else {
            return Condition("Accepted", .no, "NoMatchingParent", "\(parent) not found")
        }
        let listeners = gateway[path: ["spec", "listeners"]]?.array ?? []
        if let section = reference["sectionName"], !listeners.contains(where: { $0["name"] == section }) {
            return Condition(
                "Accepted", .no, "NoMatchingParent", "\(parent) has no listener \(section.string ?? "of that name")")
        }
        return Condition("Accepted", .yes, "Accepted", "Route is accepted")
    }
}
