import Foundation

/// How a kind turns an object into a row: the cells of its list, and what it names.
public struct RowProjection: Sendable {
    /// Whether an object without conditions is "unattached" instead of having no state.
    public var isPolicy: Bool
    /// The cells between the name and the age, from the whole object and its spec, which is null where there is none.
    public var columns: @Sendable (_ object: RawJSON, _ spec: RawJSON) -> [String]
    /// Where its objects name others.
    public var references: ReferencePaths

    public init(
        isPolicy: Bool, references: ReferencePaths = .none,
        columns: @escaping @Sendable (_ object: RawJSON, _ spec: RawJSON) -> [String]
    ) {
        self.isPolicy = isPolicy
        self.references = references
        self.columns = columns
    }

    /// No cells of its own.
    public static let plain = RowProjection(isPolicy: false) { _, _ in [] }
}

/// What a list needs of one object, and the object's bytes, packed, for everything else.
///
/// A reference in memory: whatever keeps rows beside a list, as the graph does, costs a word for each of them.
public struct ResourceRow: Sendable {
    /// All of it, filled by the scan. There is one for each object, so nothing that may be missing takes more room for that.
    struct Content: Sendable {
        var key = ObjectKey(namespace: nil, name: "")
        var version = VersionText("")
        var health = Health.none
        private var managedFields: UInt32 = 0
        private var generationNumber = Int.min
        /// Seconds, as `Date` counts them; no number where there is no moment.
        private var createdAt = Double.nan, deletedAt = Double.nan
        var columns: [String] = []
        var digest = ConditionDigest.empty
        var messages: [UInt8] = []
        var fields: [String] = []
        /// The labels as JSON; empty where there are none.
        var labels: [UInt8] = []
        var references = RowReferences.none
        var packed = PackedBytes([])

        var managedFieldsSize: Int {
            get { Int(managedFields) }
            set { managedFields = UInt32(clamping: newValue) }
        }
        var generation: Int? {
            get { generationNumber == .min ? nil : generationNumber }
            set { generationNumber = newValue ?? .min }
        }
        var created: Date? {
            get { Self.date(createdAt) }
            set { createdAt = newValue?.timeIntervalSinceReferenceDate ?? .nan }
        }
        var deleted: Date? {
            get { Self.date(deletedAt) }
            set { deletedAt = newValue?.timeIntervalSinceReferenceDate ?? .nan }
        }

        private static func date(_ seconds: Double) -> Date? { seconds.isNaN ? nil : Date(timeIntervalSinceReferenceDate: seconds) }
    }

    private final class Box: Sendable {
        let content: Content
        init(_ content: consuming Content) { self.content = content }
    }

    private var box: Box

    init(_ content: consuming Content) { box = Box(content) }

    private var content: Content {
        get { box.content }
        set { box = Box(newValue) }
    }

    /// What stands where there is no row.
    public static let none = ResourceRow(Content())

    public internal(set) var key: ObjectKey {
        get { box.content.key }
        set { content.key = newValue }
    }
    /// nil where the server keeps none.
    public var generation: Int? { box.content.generation }
    public internal(set) var created: Date? {
        get { box.content.created }
        set { content.created = newValue }
    }
    /// Set once a deletion waits for finalizers.
    public var deleted: Date? { box.content.deleted }
    public var health: Health { box.content.health }
    public var columns: [String] { box.content.columns }
    /// What its conditions say.
    public var digest: ConditionDigest { box.content.digest }
    /// What its conditions say in words, each behind a NUL.
    public var messages: [UInt8] { box.content.messages }
    /// The names of the fields of its spec.
    public var fields: [String] { box.content.fields }
    /// What it names, along the paths of its kind.
    public var references: RowReferences { box.content.references }
    /// How many bytes of `managedFields` were left out; 0 where there were none.
    public var managedFieldsSize: Int { box.content.managedFieldsSize }
    public var resourceVersion: String { box.content.version.text }

    private var labels: [UInt8] { box.content.labels }

    /// The object as compact JSON without `metadata.managedFields`; unpacked at each call.
    public var body: [UInt8] { box.content.packed.bytes }
    public var raw: RawJSON { RawJSON(body) }
    /// Read from the bytes at each call.
    public var uid: String { raw["metadata"]?["uid"]?.string ?? "" }
    public var isDeleting: Bool { deleted != nil }
    /// Every condition, read from the bytes at each call.
    public var conditionGroups: [ConditionGroup] { ConditionGroup.all(in: raw) }
    /// The object as a tree, built at each call; null should the bytes not be JSON.
    public var value: JSONValue { raw.value ?? .null }

    public func label(_ name: String) -> String? { labels.isEmpty ? nil : RawJSON(labels)[name]?.string }

    /// All its labels, by name; read at each call.
    public var allLabels: [Label] {
        labels.isEmpty ? [] : RawJSON(labels).members.compactMap { name, value in value.string.map { Label(name, $0) } }.sorted()
    }

    public func hasSameLabels(as other: ResourceRow) -> Bool { labels == other.labels }

    /// Whether somebody wants something else of it than of another version: its spec, or its labels. Where a server counts
    /// no generations, any new version that says nothing new of its conditions.
    public func isWished(otherThan other: ResourceRow) -> Bool {
        if let generation, let former = other.generation { return generation != former || labels != other.labels }
        return !digest.says(asMuchAs: other.digest) ? labels != other.labels : !isSameVersion(as: other)
    }

    /// Whether it is the same version of the same object.
    public func isSameVersion(as other: ResourceRow) -> Bool {
        box === other.box || key == other.key && box.content.version == other.box.content.version
    }
}

extension ResourceRow: Equatable {
    /// Two rows are the same when they are the same version of the same object, shown alike.
    public static func == (left: ResourceRow, right: ResourceRow) -> Bool {
        left.isSameVersion(as: right) && left.health == right.health && left.columns == right.columns
    }
}
