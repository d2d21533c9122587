import Foundation
import KubeModel

extension ObjectStore {
    /// Puts an object exactly as it is, generation, uid, status and deletionTimestamp included; replaces one of that name.
    ///
    /// For what is there before anybody looks: neither checked nor completed, but for what every object has.
    ///
    /// - Returns: Whether an object of that name was replaced.
    @discardableResult
    public func seed(_ object: JSONValue, _ type: ResourceType) -> Bool {
        var object = object
        var metadata = object["metadata"] ?? [:]
        let namespace = type.isNamespaced ? metadata["namespace"]?.string ?? "default" : nil
        let key = ObjectKey(namespace: namespace, name: metadata["name"]?.string ?? "")
        metadata["namespace"] = namespace.map { .string($0) }
        if metadata["uid"] == nil { metadata["uid"] = .string(UUID().uuidString.lowercased()) }
        if metadata["generation"]?.integer == nil { metadata["generation"] = 1 }
        if metadata["creationTimestamp"]?.string == nil {
            metadata["creationTimestamp"] = .string(KubeTime.text(Date()))
        }
        object["metadata"] = metadata
        // Only a type that the store was not made for is refused, and callers make the store for the types they seed.
        let outcome = try? write(type, key) { _ in .put(object) }
        return outcome.map { !$0.isNew } ?? false
    }
}
