/// One change of one object, as it is asked of a server.
public struct ChangeRequest: Equatable, Sendable {
    public enum Method: Equatable, Sendable {
        case create
        /// Holds for the `resourceVersion` in the body only.
        case replace
        /// Holds for the object of this uid only; nil: whichever has the name.
        case delete(uid: String?)
    }

    public var method: Method
    public var type: ResourceType
    /// The object; for a create, the name may be empty (`generateName`) and only the namespace counts.
    public var key: ObjectKey
    /// null for a deletion.
    public var body: JSONValue

    public init(method: Method, type: ResourceType, key: ObjectKey, body: JSONValue = .null) {
        self.method = method
        self.type = type
        self.key = key
        self.body = body
    }
}
