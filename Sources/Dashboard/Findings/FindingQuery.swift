/// Which findings are shown.
public struct FindingQuery: Hashable, Sendable {
    /// nil: all. What stands in no namespace counts in each.
    public var namespace: String?
    public var filter: RowFilter
    /// Whether somebody looks at them: what is too much to look through unasked is looked through then.
    public var isAsked: Bool
}
