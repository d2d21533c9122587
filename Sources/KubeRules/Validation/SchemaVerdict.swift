/// What can be said of an object before it is sent.
public struct SchemaVerdict: Equatable, Sendable {
    /// What the server would refuse it for.
    public var problems: [FieldProblem] = []
    /// What only the server can tell.
    public var unchecked: [UncheckedRule] = []

    /// A rule that was not asked.
    public struct UncheckedRule: Hashable, Sendable {
        /// Of the value that it is about: `spec.rules[0]`.
        public var field: String
        /// In CEL; empty where it is a pattern of the field.
        public var rule: String
        /// Why it was not.
        public var cause: String
    }
}
