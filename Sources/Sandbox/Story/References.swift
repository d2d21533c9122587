import GatewayGraph
import KubeModel

/// What an object's spec points at, among the kinds of the story.
enum References {
    /// Everything whose coming or going can change the verdict about the object.
    static func all(of object: JSONValue, _ type: ResourceType) -> [ObjectID] {
        let named = ObjectReference.all(in: object, type).compactMap(\.id).filter { judged.contains($0.type) }
        guard type == .gatewayExtension, let service = service(of: object) else { return named }
        return named.contains(service) ? named : named + [service]
    }

    private static let judged = Set(StatusController.types)

    /// nil for kinds that are not part of the story.
    static func target(_ reference: JSONValue, in object: JSONValue) -> ObjectID? {
        switch reference["kind"]?.string {
        case "Gateway": id(.gateway, reference, in: object)
        case "HTTPRoute": id(.httpRoute, reference, in: object)
        default: nil
        }
    }

    /// The GatewayExtensions of a TrafficPolicy, with the section that names each and the type it has to be of.
    static func extensions(of object: JSONValue) -> [(section: String, type: String, id: ObjectID)] {
        [("extAuth", "ExtAuth"), ("extProc", "ExtProc"), ("rateLimit", "RateLimit")].compactMap { section, type in
            object[path: ["spec", section, "extensionRef"]].flatMap { id(.gatewayExtension, $0, in: object) }
                .map { (section, type, $0) }
        }
    }

    /// The Backends of an AIBackend's groups.
    static func backends(of object: JSONValue) -> [ObjectID] {
        let groups = object[path: ["spec", "groups"]]?.array ?? []
        return groups.flatMap { $0["backends"]?.array ?? [] }
            .compactMap { $0["backendRef"].flatMap { id(.backend, $0, in: object) } }
    }

    /// The service of a GatewayExtension, were it a Backend.
    static func service(of object: JSONValue) -> ObjectID? {
        for section in ["extAuth", "extProc", "rateLimit"] {
            if let reference = object[path: ["spec", section, "grpcService", "backendRef"]] {
                return id(.backend, reference, in: object)
            }
        }
        return nil
    }

    /// The Gateways that an HTTPRoute attaches to.
    static func parents(of object: JSONValue) -> [ObjectID] {
        (object[path: ["spec", "parentRefs"]]?.array ?? []).compactMap { parent($0, in: object) }
    }

    static func parent(_ reference: JSONValue, in object: JSONValue) -> ObjectID? {
        guard (reference["kind"]?.string ?? "Gateway") == "Gateway" else { return nil }
        return id(.gateway, reference, in: object)
    }

    /// Backends and filters of an HTTPRoute that live in kgateway's group.
    static func routeReferences(of object: JSONValue) -> [ObjectID] {
        let rules = object[path: ["spec", "rules"]]?.array ?? []
        let backends = rules.flatMap { $0["backendRefs"]?.array ?? [] }
        let filters = rules.flatMap { $0["filters"]?.array ?? [] }.compactMap { $0["extensionRef"] }
        return (backends + filters).compactMap { reference in
            guard reference["group"]?.string == ResourceType.kgatewayGroup,
                let type = ResourceType.kgatewayKinds.first(where: { $0.kind == reference["kind"]?.string })
            else { return nil }
            return id(type, reference, in: object)
        }
    }

    private static func id(_ type: ResourceType, _ reference: JSONValue, in object: JSONValue) -> ObjectID? {
        guard let name = reference["name"]?.string, !name.isEmpty else { return nil }
        let own = object[path: ["metadata", "namespace"]]?.string
        return ObjectID(type, ObjectKey(namespace: reference["namespace"]?.string ?? own, name: name))
    }
}
