import APIServer
import GatewayGraph
import KubeModel

/// What an object's spec points at, among the kinds that the sandbox serves.
enum References {
    /// Everything whose coming or going can change the verdict about the object.
    ///
    /// - Parameter references: What it points at, as the graph reads it.
    static func named(_ references: [ObjectReference], of object: JSONValue, _ type: ResourceType) -> [ObjectID] {
        let named = references.compactMap(id)
        guard type == .gatewayExtension, let service = service(of: object) else { return named }
        return named.contains(service) ? named : named + [service]
    }

    private static let types = Dictionary(uniqueKeysWithValues: KindSchemas.cluster.map(\.type).map { ("\($0.group)/\($0.kind)", $0) })

    private static func id(_ reference: ObjectReference) -> ObjectID? {
        guard reference.choice == .named else { return nil }
        return types["\(reference.group)/\(reference.kind)"].map { ObjectID($0, reference.key) }
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

    /// Where a route sends requests, and what its filters ask; what stands for several routes is left out.
    static func helpers(of object: JSONValue, _ type: ResourceType) -> [ObjectID] {
        ObjectReference.all(in: object, type).filter { $0.role == .backend || $0.role == .extension }.compactMap(id)
    }

    private static func id(_ type: ResourceType, _ reference: JSONValue, in object: JSONValue) -> ObjectID? {
        guard let name = reference["name"]?.string, !name.isEmpty else { return nil }
        let own = object[path: ["metadata", "namespace"]]?.string
        return ObjectID(type, ObjectKey(namespace: reference["namespace"]?.string ?? own, name: name))
    }
}
