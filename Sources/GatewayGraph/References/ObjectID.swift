import KubeModel

/// One object of the cluster: which kind, and which of them.
public struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var type: ResourceType
    public var key: ObjectKey

    public init(_ type: ResourceType, _ key: ObjectKey) {
        self.type = type
        self.key = key
    }

    public init(_ type: ResourceType, _ namespace: String, _ name: String) {
        self.init(type, ObjectKey(namespace: namespace, name: name))
    }

    public var description: String { "\(type.kind) \(key)" }

    public static func < (left: ObjectID, right: ObjectID) -> Bool {
        left.type.plural == right.type.plural ? left.key < right.key : left.type.plural < right.type.plural
    }
}
