import KubeModel

/// An object as it was when its deletion was asked for; the uid keeps a successor of the same name alive.
public struct DeleteTarget: Sendable, Equatable {
    public var type: ResourceType
    public var key: ObjectKey
    public var uid: String
    /// The object's bytes, so that undo can create it again.
    public var body: [UInt8]
}

extension DeleteTarget {
    /// Only the very object that was marked: one made anew under its name stays.
    public func request() -> ChangeRequest {
        ChangeRequest(method: .delete(uid: uid.isEmpty ? nil : uid), type: type, key: key)
    }
}
