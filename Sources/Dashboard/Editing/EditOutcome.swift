import KubeModel

/// How an edit ended.
public struct EditOutcome: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// Nothing was sent, because there was nothing to send.
        case unchanged
        case replaced, created
        /// The person saw what it would do, and left it.
        case left
        /// The text was refused, or the editor failed: the cluster is as it was, or as others made it.
        case refused
    }

    public var kind: Kind
    /// One sentence or two for the person.
    public var message: String
    /// The object as the server stored it.
    public var object: JSONValue?
    /// The version that it took the place of; nil for a new object.
    public var replaced: JSONValue?
    /// What the person typed and the cluster did not take, exactly as typed: to be kept.
    public var draft: [UInt8]?
    /// What a refusal says of single fields and lines; told of a file, which no editor shows with the words in it.
    public var remarks: [EditNotice.Remark] = []
    /// Whether the server took the text and did not store all of it.
    public var isPartial = false
    /// What a draft is named after.
    public var type: ResourceType
    public var key: ObjectKey

    public init(
        kind: Kind, message: String, object: JSONValue? = nil, draft: [UInt8]? = nil, type: ResourceType, key: ObjectKey
    ) {
        self.kind = kind
        self.message = message
        self.object = object
        self.draft = draft
        self.type = type
        self.key = key
    }

    /// Whether all of the text is on the server.
    public var isSent: Bool { (kind == .replaced || kind == .created) && !isPartial }

    /// 0 where all is as the person wanted, else 1.
    public var exitCode: Int32 { kind == .refused || kind == .left || isPartial ? 1 : 0 }

    /// The message, and where the draft lies.
    ///
    /// - Parameter path: nil where nothing was kept.
    public func sentence(draftAt path: String?) -> String {
        guard let path else { return message }
        return "\(message) Your text is kept in \(path)."
    }
}
