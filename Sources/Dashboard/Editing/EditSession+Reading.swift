import KubeModel

extension EditSession {
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
