import KubeModel

extension EditSession {
    /// What is to be done next. Exactly one follows ``start()`` and every ``handle(_:)``.
    public enum Step: Equatable, Sendable {
        /// Show this text in the editor; then ``Input/editorClosed(_:)`` or ``Input/editorFailed(_:reason:)``.
        case openEditor(text: String)
        /// Ask the server what it would make of this, without storing it; then ``Input/rehearsed(_:)``.
        case rehearse(ChangeRequest)
        /// Show what it would change, and ask; then ``Input/answered(_:)``.
        case ask(WritePreview)
        /// Send this; then ``Input/replied(_:)``.
        case send(ChangeRequest)
        /// Read the object again; then ``Input/fetched(_:)``.
        case fetch(ResourceType, ObjectKey)
        /// Show the outcome, keep its draft.
        case finish(EditOutcome)
    }

    public enum Input: Equatable, Sendable {
        /// The editor ended well. The bytes of its file; nil when the file is gone.
        case editorClosed([UInt8]?)
        /// The editor could not be started, or ended with a failure. The reason is a clause: `vi was not found`.
        case editorFailed([UInt8]?, reason: String)
        /// The editor's file could not be written or read. What is known of the text, and why, in a sentence.
        case fileFailed([UInt8]?, sentence: String)
        case rehearsed(WriteRehearsal)
        case answered(WritePreview.Word)
        case replied(Result<JSONValue, EditRefusal>)
        case fetched(Reading)
    }

    /// An object that was asked for.
    public enum Reading: Equatable, Sendable {
        /// As it is now.
        case found(JSONValue)
        /// It is not on the server.
        case gone
        /// No answer, or none that says.
        case unknown
    }

    /// Reads the object that is to be edited from the bytes of the server.
    ///
    /// - Throws: ``EditObstacle`` where an edit would lose what nobody touched.
    public static func object(in bytes: [UInt8]) throws(EditObstacle) -> JSONValue {
        let json = RawJSON(bytes)
        guard let object = json.value, object.object != nil else { throw .notAnObject }
        guard json.isUnicode else { throw .notUnicode }
        return object
    }
}
