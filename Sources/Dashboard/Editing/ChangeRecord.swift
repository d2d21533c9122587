import KubeModel

/// A change this dashboard made, with what is needed to take it back.
public struct ChangeRecord: Sendable, Equatable {
    public var type: ResourceType
    public var key: ObjectKey
    /// nil: the object was created.
    public var before: JSONValue?
    /// nil: the object was deleted.
    public var after: JSONValue?
    /// Fields of either that hold nothing but a mask, sorted: `spec.basicAuth.users`. They cannot be restored. Empty for a change of this session.
    public var maskedPaths: [String]

    public init(type: ResourceType, key: ObjectKey, before: JSONValue?, after: JSONValue?, maskedPaths: [String] = []) {
        self.type = type
        self.key = key
        self.before = before
        self.after = after
        self.maskedPaths = maskedPaths
    }

    public var reversed: ChangeRecord { ChangeRecord(type: type, key: key, before: after, after: before, maskedPaths: maskedPaths) }

    /// What was done, in a word.
    public var deed: String { before == nil ? "created" : after == nil ? "deleted" : "edited" }
}
