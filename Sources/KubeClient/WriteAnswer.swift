/// What a server answers to a change.
public struct WriteAnswer: Equatable, Sendable {
    /// The object as it was stored, or would be; for a deletion a Status, or the object where finalizers keep it.
    public var body: [UInt8]
    /// What it says beside that, for the person.
    public var warnings: [String]

    public init(body: [UInt8], warnings: [String] = []) {
        self.body = body
        self.warnings = warnings
    }
}
