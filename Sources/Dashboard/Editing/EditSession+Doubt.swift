extension EditSession {
    /// Whether a text may have been meant otherwise than it is read: then it is not passed over, though it is read as what is
    /// there already.
    public static func isInDoubt(_ text: [UInt8]) -> Bool {
        String(validating: text, as: UTF8.self).map(EditCheck.isDoubtful) ?? true
    }
}
