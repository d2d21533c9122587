import GatewayGraph
import KubeModel

/// The statuses of the kinds of the Gateway API.
extension StatusController {
    static let controllerName = "kgateway.dev/kgateway"

    func gateway(_ object: JSONValue, by verdicts: PolicyVerdicts, generation: Int, now: String) -> JSONValue {
        let old = object["status"]
        let key = ObjectKey(of: object)
        let conditions = [
            Condition("Accepted", .yes, "Accepted", "Gateway is accepted"),
            Condition("Programmed", .yes, "Programmed", "Gateway is programmed"),
        ]
        let listeners = verdicts.listeners(key).map { listener -> JSONValue in
            let before = old?["listeners"]?.array?.first { $0["name"]?.string == listener.name }
            return [
                "name": .string(listener.name), "attachedRoutes": .integer(listener.attachedRoutes),
                "supportedKinds": [["group": .string(ResourceType.gatewayAPIGroup), "kind": "HTTPRoute"]],
                "conditions": Condition.written(
                    Self.conditions(listener.state), over: before?["conditions"], generation: generation, now: now),
            ]
        }
        return [
            "addresses": [["type": "IPAddress", "value": .string(address(of: key))]],
            "conditions": Condition.written(conditions, over: old?["conditions"], generation: generation, now: now),
            "listeners": .array(listeners),
        ]
    }

    private static func conditions(_ state: ExpectedListener.State) -> [Condition] {
        var accepted = Condition("Accepted", .yes, "Accepted", "Listener is accepted")
        var conflicted = Condition("Conflicted", .no, "NoConflicts", "No listener is in its way")
        var resolved = Condition("ResolvedRefs", .yes, "ResolvedRefs", "All references are resolved")
        var programmed = Condition("Programmed", .yes, "Programmed", "Listener is programmed")
        switch state {
        case .served: break
        case .unsupported(let why):
            accepted = Condition("Accepted", .no, "UnsupportedProtocol", why)
            programmed = Condition("Programmed", .no, "Invalid", why)
        case .conflicted(let why):
            conflicted = Condition("Conflicted", .yes, "HostnameConflict", why)
            accepted = Condition("Accepted", .no, "HostnameConflict", why)
            programmed = Condition("Programmed", .no, "Invalid", why)
        case .certificateMissing(let why):
            resolved = Condition("ResolvedRefs", .no, "InvalidCertificateRef", why)
            programmed = Condition("Programmed", .no, "Invalid", why)
        case .notGranted(let why):
            resolved = Condition("ResolvedRefs", .no, "RefNotPermitted", why)
            programmed = Condition("Programmed", .no, "Invalid", why)
        case .replaced(let policy):
            accepted = Condition("Accepted", .no, "ListenerReplaced", "Policy \(policy) is invalid: everything here answers 500")
        }
        return [accepted, conflicted, resolved, programmed]
    }

    /// An address of the block for documentation, the same one for the same name.
    private func address(of key: ObjectKey) -> String {
        var generator = SeededGenerator(seed: 0, for: key.description)
        return "203.0.113.\(generator.number(in: 1...254))"
    }

    func route(
        _ object: JSONValue, _ type: ResourceType, in view: some ClusterView, by verdicts: PolicyVerdicts,
        generation: Int, now: String
    ) -> JSONValue {
        let missing = References.helpers(of: object, type).first { !view.exists($0) }
        let resolved =
            missing.map { Condition("ResolvedRefs", .no, "BackendNotFound", "\($0) not found") }
            ?? Condition("ResolvedRefs", .yes, "ResolvedRefs", "All references are resolved")
        let old = object[path: ["status", "parents"]]?.array ?? []
        let expected = verdicts.route(ObjectID(type, ObjectKey(of: object)))
        let references = object[path: ["spec", "parentRefs"]]?.array ?? []
        let parents = zip(references, expected?.parents ?? []).map { reference, parent -> JSONValue in
            let before = old.first { $0["parentRef"] == reference }
            return [
                "parentRef": reference, "controllerName": .string(Self.controllerName),
                "conditions": Condition.written(
                    [Self.acceptance(parent, of: reference, expected?.replaced), resolved], over: before?["conditions"],
                    generation: generation, now: now),
            ]
        }
        return ["parents": .array(parents)]
    }

    private static func acceptance(
        _ parent: ExpectedRoute.Parent, of reference: JSONValue, _ replaced: String?
    ) -> Condition {
        let name = "\(reference["kind"]?.string ?? "Gateway") \(reference["name"]?.string ?? "")"
        let section = reference["sectionName"]?.string.map { ", listener \($0)," } ?? ""
        return switch parent {
        case .accepted:
            replaced.map { Condition("Accepted", .no, "RouteRuleReplaced", $0) }
                ?? Condition("Accepted", .yes, "Accepted", "Route is accepted")
        case .missing: Condition("Accepted", .no, "NoMatchingParent", "\(name)\(section) is not there")
        case .notAllowed: Condition("Accepted", .no, "NotAllowedByListeners", "\(name)\(section) does not take this route")
        case .noHostname:
            Condition("Accepted", .no, "NoMatchingListenerHostname", "\(name)\(section) serves none of the hostnames")
        case .unsupported: Condition("Accepted", .no, "UnsupportedValue", "A route below another one has no hostnames")
        }
    }
}
