import KubeModel

/// One version of one object, immutable, encoded once when it was written.
final class StoredObject: Sendable {
    let key: ObjectKey
    let version: Int
    let object: JSONValue
    /// Compact JSON, without a newline: lists and watch frames are made by joining these.
    let bytes: [UInt8]
    let labels: JSONObject?

    init(key: ObjectKey, version: Int, object: JSONValue) {
        self.key = key
        self.version = version
        self.object = object
        let written = JSONWriter.bytes(object)
        // What is kept for long should not keep the room it grew into.
        bytes = Array(unsafeUninitializedCapacity: written.count) { $1 = $0.update(fromContentsOf: written) }
        labels = object["metadata"]?["labels"]?.object
    }

    var metadata: JSONValue { object["metadata"] ?? .object(JSONObject()) }
    var uid: String { metadata["uid"]?.string ?? "" }

    /// The same content under another version, as a watcher sees an object that was deleted or left its selection.
    func stamped(_ version: Int) -> StoredObject {
        StoredObject(key: key, version: version, object: Self.stamp(object, version))
    }

    /// Writes the resourceVersion into the metadata; nil removes it.
    static func stamp(_ object: JSONValue, _ version: Int?) -> JSONValue {
        var object = object
        var metadata = object["metadata"] ?? .object(JSONObject())
        metadata["resourceVersion"] = version.map { .string(String($0)) }
        object["metadata"] = metadata
        return object
    }
}

/// One change of one object: what was, and what is.
struct StoreEvent: Sendable {
    var action: StoreChange.Action
    /// nil when the object was added.
    var previous: StoredObject?
    /// For a deletion the last state under the version of the deletion.
    var current: StoredObject

    var version: Int { current.version }
}
