import Dashboard
import KubeModel

/// An object that is to go.
struct Deletion: Hashable {
    var type: ResourceType
    var key: ObjectKey
    /// As it was shown; nil where nobody was asked.
    var object: JSONValue?

    var name: String { "\(type.kind) \(SafeText.spelled(key.description))" }
    var record: ChangeRecord { ChangeRecord(type: type, key: key, before: object, after: nil) }
}
