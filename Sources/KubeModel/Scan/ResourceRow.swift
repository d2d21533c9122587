import Foundation

/// How a kind turns an object into the cells of its list.
public struct RowProjection: Sendable {
    /// Whether an object without conditions is "unattached" instead of having no state.
    public var isPolicy: Bool
    /// The cells between the name and the age, from the whole object.
    public var columns: @Sendable (RawJSON) -> [String]

    public init(isPolicy: Bool, columns: @escaping @Sendable (RawJSON) -> [String]) {
        self.isPolicy = isPolicy
        self.columns = columns
    }

    /// No cells of its own.
    public static let plain = RowProjection(isPolicy: false) { _ in [] }
}

/// What a list needs of one object, and the object's bytes for everything else.
public struct ResourceRow: Sendable {
    public var key: ObjectKey
    public var uid: String
    public var resourceVersion: String
    /// nil where the server keeps none.
    public var generation: Int?
    public var created: Date?
    /// Set once a deletion waits for finalizers.
    public var deleted: Date?
    public var health: Health
    public var columns: [String]
    /// The object as compact JSON without `metadata.managedFields`.
    public var body: [UInt8]
    /// How many bytes of `managedFields` were left out; 0 where there were none.
    public var managedFieldsSize: Int

    public var raw: RawJSON { RawJSON(body) }
    public var isDeleting: Bool { deleted != nil }
    /// Every condition, read from the bytes at each call.
    public var conditionGroups: [ConditionGroup] { ConditionGroup.all(in: raw) }
    /// The object as a tree, built at each call; null should the bytes not be JSON.
    public var value: JSONValue { raw.value ?? .null }

    public func label(_ name: String) -> String? { raw["metadata"]?["labels"]?[name]?.string }
}

extension ResourceRow: Equatable {
    /// Two rows are the same when they are the same version of the same object, shown alike.
    public static func == (left: ResourceRow, right: ResourceRow) -> Bool {
        left.key == right.key && left.uid == right.uid && left.resourceVersion == right.resourceVersion
            && left.health == right.health && left.columns == right.columns
    }
}
