import KubeModel

/// One change that the store made, as its watchers see it.
public struct StoreChange: Sendable, Equatable {
    public enum Action: String, Sendable, Equatable {
        case added = "ADDED"
        case modified = "MODIFIED"
        case deleted = "DELETED"
    }

    public var action: Action
    public var type: ResourceType
    public var key: ObjectKey
    /// After the change; for a deletion the last state, with the version of the deletion.
    public var object: JSONValue
    public var resourceVersion: Int
}
