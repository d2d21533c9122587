import KubeModel

/// What a schema says of a value beyond its type: the words that few fields need.
public struct SchemaLimits: Hashable, Sendable {
    /// The only values, where they are no texts; empty: every value.
    public var allowed: [JSONValue] = []
    /// Whether the minimum and the maximum themselves are out of range.
    public var excludesMinimum = false
    public var excludesMaximum = false
    public var multipleOf: Double?
    public var minProperties: Int?
    public var maxProperties: Int?
    public var hasUniqueItems = false
    /// Of a number: `int32`, `int64`, `double`, …
    public var format: String?
    /// Of texts where numbers may stand too.
    public var texts: Schema.StringRule?
    public var allOf: [Schema] = []
    public var anyOf: [Schema] = []
    public var oneOf: [Schema] = []
    /// One at the most.
    public var not: [Schema] = []
    /// Whether it says nothing of values of another type: it names none.
    public var isPartial = false
    /// Whether a whole object stands there, with a kind and metadata.
    public var isEmbedded = false
}
