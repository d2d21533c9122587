import KubeModel

/// One version of one object, immutable, encoded once when it was written.
final class StoredObject: Sendable {
    let key: ObjectKey
    let version: Int
    /// nil where only the bytes are kept.
    private let tree: JSONValue?
    /// Compact JSON, without a newline: lists and watch frames are made by joining these.
    let bytes: [UInt8]
    private let knownLabels: JSONObject?

    init(key: ObjectKey, version: Int, object: JSONValue) {
        self.key = key
        self.version = version
        tree = object
        let written = JSONWriter.bytes(object)
        // What is kept for long should not keep the room it grew into.
        bytes = Array(unsafeUninitializedCapacity: written.count) { $1 = $0.update(fromContentsOf: written) }
        knownLabels = object["metadata"]?["labels"]?.object
    }

    /// An object of which no tree is kept: one is built whenever somebody asks for it.
    init(key: ObjectKey, version: Int, bytes: [UInt8]) {
        self.key = key
        self.version = version
        self.bytes = bytes
        tree = nil
        knownLabels = nil
    }

    /// What is no JSON, which nobody stores, is empty.
    var object: JSONValue { tree ?? RawJSON(bytes).value ?? .object(JSONObject()) }
    var labels: JSONObject? { tree == nil ? RawJSON(bytes)[path: "metadata", "labels"]?.value?.object : knownLabels }
    var metadata: JSONValue {
        (tree == nil ? RawJSON(bytes)["metadata"]?.value : tree?["metadata"]) ?? .object(JSONObject())
    }
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
