import KubeModel
import KubeRules

/// One kind that is served: its type, what its objects may hold, and how `kubectl get` shows it.
public struct ServedKind: Sendable {
    public var type: ResourceType
    /// The whole object: `spec`, `status` (`apiVersion`, `kind` and `metadata` may be left out). nil accepts every
    /// object that is well formed.
    public var schema: Schema?
    /// `po` for `pods`.
    public var shortNames: [String]
    /// `kubectl get all`-like groups: `gateway-api`, ...
    public var categories: [String]
    /// Between Name and Age, which every kind has.
    public var tableColumns: [TableColumn]
    /// Whether status is a subresource: ignored by a plain replace and written by `/status` only.
    public var hasStatus: Bool
    /// The version that objects are kept in, where this is another of the same kind.
    var storageVersion: String?
    /// The schema as a CustomResourceDefinition has it; made of ``schema`` where the kind was made here.
    var openAPI: JSONValue
    /// Which fields are owned one by one, and which as a whole.
    var shape: FieldShape
    /// The singular, where it is not the kind in small letters.
    var singularName: String?
    /// What every answer of a deprecated version warns of.
    var deprecation: String?
    /// Whether a table ends with the age, as it does where a definition names no columns.
    var endsWithAge = true

    public init(
        type: ResourceType, schema: Schema? = nil, shortNames: [String] = [], categories: [String] = [],
        tableColumns: [TableColumn] = [], hasStatus: Bool = true
    ) {
        self.init(
            type: type, schema: schema, shortNames: shortNames, categories: categories, tableColumns: tableColumns,
            hasStatus: hasStatus, openAPI: nil)
    }

    /// - Parameter openAPI: The `openAPIV3Schema` that ``schema`` was read from; nil writes one.
    init(
        type: ResourceType, schema: Schema?, shortNames: [String], categories: [String], tableColumns: [TableColumn],
        hasStatus: Bool, openAPI: JSONValue?
    ) {
        self.type = type
        self.schema = schema
        self.shortNames = shortNames
        self.categories = categories
        self.tableColumns = tableColumns
        self.hasStatus = hasStatus
        self.openAPI = openAPI ?? OpenAPISchema.structural(schema)
        shape = FieldShape(object: schema)
    }

    /// The type under which objects are kept.
    var storage: ResourceType {
        var storage = type
        storage.version = storageVersion ?? type.version
        return storage
    }

    var singular: String { singularName ?? type.singular }
}
