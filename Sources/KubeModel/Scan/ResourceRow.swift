import Foundation

/// How a kind turns an object into the cells of its list.
public struct RowProjection: Sendable {
    /// Whether an object without conditions is "unattached" instead of having no state.
    public var isPolicy: Bool
    /// The cells between the name and the age, from the whole object and its spec, which is null where there is none.
    public var columns: @Sendable (_ object: RawJSON, _ spec: RawJSON) -> [String]

    public init(isPolicy: Bool, columns: @escaping @Sendable (_ object: RawJSON, _ spec: RawJSON) -> [String]) {
        self.isPolicy = isPolicy
        self.columns = columns
    }

    /// No cells of its own.
    public static let plain = RowProjection(isPolicy: false) { _, _ in [] }
}

/// What a list needs of one object, and the object's bytes, packed, for everything else.
public struct ResourceRow: Sendable {
    public internal(set) var key: ObjectKey
    private var version = VersionText("")
    /// nil where the server keeps none.
    public internal(set) var generation: Int?
    public internal(set) var created: Date?
    /// Set once a deletion waits for finalizers.
    public internal(set) var deleted: Date?
    public internal(set) var health = Health.none
    public internal(set) var columns: [String] = []
    /// What its conditions say.
    public internal(set) var digest = ConditionDigest.empty
    /// What its conditions say in words, each behind a NUL.
    public internal(set) var messages: [UInt8] = []
    /// The names of the fields of its spec.
    public internal(set) var fields: [String] = []
    /// The labels as JSON; empty where there are none.
    var labels: [UInt8] = []
    var packed = PackedBytes([])
    /// How many bytes of `managedFields` were left out; 0 where there were none.
    public internal(set) var managedFieldsSize = 0

    init(key: ObjectKey) { self.key = key }

    /// What stands where there is no row.
    public static let none = ResourceRow(key: ObjectKey(namespace: nil, name: ""))

    public internal(set) var resourceVersion: String {
        get { version.text }
        set { version = VersionText(newValue) }
    }

    /// The object as compact JSON without `metadata.managedFields`; unpacked at each call.
    public var body: [UInt8] { packed.bytes }
    public var raw: RawJSON { RawJSON(body) }
    /// Read from the bytes at each call.
    public var uid: String { raw["metadata"]?["uid"]?.string ?? "" }
    public var isDeleting: Bool { deleted != nil }
    /// Every condition, read from the bytes at each call.
    public var conditionGroups: [ConditionGroup] { ConditionGroup.all(in: raw) }
    /// The object as a tree, built at each call; null should the bytes not be JSON.
    public var value: JSONValue { raw.value ?? .null }

    public func label(_ name: String) -> String? { labels.isEmpty ? nil : RawJSON(labels)[name]?.string }

    /// Whether somebody wants something else of it than of another version: its spec, or its labels. Where a server counts
    /// no generations, any new version that says nothing new of its conditions.
    public func isWished(otherThan other: ResourceRow) -> Bool {
        if let generation, let former = other.generation { return generation != former || labels != other.labels }
        return !digest.says(asMuchAs: other.digest) ? labels != other.labels : !isSameVersion(as: other)
    }

    /// Whether it is the same version of the same object.
    public func isSameVersion(as other: ResourceRow) -> Bool { key == other.key && version == other.version }
}

extension ResourceRow: Equatable {
    /// Two rows are the same when they are the same version of the same object, shown alike.
    public static func == (left: ResourceRow, right: ResourceRow) -> Bool {
        left.isSameVersion(as: right) && left.health == right.health && left.columns == right.columns
    }
}
