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
    /// Only the very object that was marked goes: one made anew under its name stays.
    public var record: ChangeRecord {
        let object = RawJSON(body).value ?? ["metadata": ["uid": .string(uid)]]
        return ChangeRecord(type: type, key: key, before: object, after: nil)
    }
}
