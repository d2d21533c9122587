import KubeModel

/// A kind of a cluster, whatever its version.
public struct KindID: Hashable, Sendable {
    public var group: String
    public var plural: String

    public init(_ type: ResourceType) { (group, plural) = (type.group, type.plural) }
}

/// An object of a cluster, whatever the version of its kind.
public struct ResourceID: Hashable, Sendable {
    public var kind: KindID
    public var key: ObjectKey

    public init(_ kind: KindID, _ key: ObjectKey) { (self.kind, self.key) = (kind, key) }

    public init(_ type: ResourceType, _ key: ObjectKey) { self.init(KindID(type), key) }
}
