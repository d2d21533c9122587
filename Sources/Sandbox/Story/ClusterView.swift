import APIServer
import GatewayGraph
import KubeModel

/// What a decision about one object may look at in the rest of the cluster.
public protocol ClusterView: Sendable {
    func object(_ type: ResourceType, _ key: ObjectKey) -> JSONValue?
    /// By namespace and name.
    func objects(of type: ResourceType) -> [JSONValue]
}

extension ClusterView {
    func exists(_ id: ObjectID) -> Bool { object(id.type, id.key) != nil }
    func object(_ id: ObjectID) -> JSONValue? { object(id.type, id.key) }
}

/// The live store as the controller sees it.
struct StoreView: ClusterView {
    let store: ObjectStore

    func object(_ type: ResourceType, _ key: ObjectKey) -> JSONValue? { store.object(type, key) }
    func objects(of type: ResourceType) -> [JSONValue] { store.objects(of: type) }
}

/// A cluster of literal objects: the story before it is in a store, and the tests.
public struct FixedCluster: ClusterView {
    private var objects: [ObjectID: JSONValue] = [:]

    public init(_ objects: some Sequence<(ResourceType, JSONValue)>) {
        for (type, object) in objects { self.objects[ObjectID(type, ObjectKey(of: object))] = object }
    }

    public func object(_ type: ResourceType, _ key: ObjectKey) -> JSONValue? { objects[ObjectID(type, key)] }

    public func objects(of type: ResourceType) -> [JSONValue] {
        objects.filter { $0.key.type == type }.sorted { $0.key < $1.key }.map(\.value)
    }
}
