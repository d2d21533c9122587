import KubeModel

/// One kind that the sandbox serves: its type, what its objects may hold, and how `kubectl get` shows it.
public struct ServedKind: Sendable {
    public var type: ResourceType
    /// The whole object: `spec`, `status` (`apiVersion`, `kind` and `metadata` may be left out). nil accepts every
    /// object that is well formed.
    public var schema: Schema?
    /// `tp` for `trafficpolicies`.
    public var shortNames: [String]
    /// `kubectl get all`-like groups: `gateway-api`, ...
    public var categories: [String]
    /// Between Name and Age, which every kind has.
    public var tableColumns: [TableColumn]
    /// Whether status is a subresource: ignored by a plain replace and written by `/status` only.
    public var hasStatus: Bool

    public init(
        type: ResourceType, schema: Schema? = nil, shortNames: [String] = [], categories: [String] = [],
        tableColumns: [TableColumn] = [], hasStatus: Bool = true
    ) {
        self.type = type
        self.schema = schema
        self.shortNames = shortNames
        self.categories = categories
        self.tableColumns = tableColumns
        self.hasStatus = hasStatus
    }
}
