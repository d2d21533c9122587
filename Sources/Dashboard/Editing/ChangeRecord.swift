import KubeModel

/// A change this dashboard made, with what is needed to take it back.
public struct ChangeRecord: Sendable, Equatable {
    public var type: ResourceType
    public var key: ObjectKey
    /// nil: the object was created.
    public var before: JSONValue?
    /// nil: the object was deleted.
    public var after: JSONValue?

    public init(type: ResourceType, key: ObjectKey, before: JSONValue?, after: JSONValue?) {
        self.type = type
        self.key = key
        self.before = before
        self.after = after
    }

    public var reversed: ChangeRecord { ChangeRecord(type: type, key: key, before: after, after: before) }
}
