import Foundation
import KubeModel
import Synchronization

extension ObjectStore {
    /// What a writer decides after it has seen the object.
    enum Decision {
        case keep
        /// The resourceVersion is written by the store.
        case put(JSONValue)
        /// The answer is what the writer made of the object, where that is not the object itself.
        case remove(answer: JSONValue? = nil)
    }

    /// What a write did; `object` is the state after it, or the last one before a deletion.
    struct Outcome: Sendable {
        var object: StoredObject
        var isNew = false
        var isRemoved = false
    }

    /// Reads, decides and writes as one step; the only way in. `decide` runs under the lock.
    ///
    /// - Parameter isDryRun: Decides everything and changes nothing.
    func write(
        _ type: ResourceType, _ key: ObjectKey, isDryRun: Bool = false,
        _ decide: (StoredObject?) throws(APIStatus) -> Decision
    ) throws(APIStatus) -> Outcome {
        try state.withLock { state throws(APIStatus) in
            // Not held in a constant: a second reference would make the change below copy the whole shelf.
            guard state.shelves[type] != nil else {
                throw APIStatus(code: 404, reason: "NotFound", message: "\(type.qualifiedName) is not served")
            }
            let existing = state.shelves[type]?.object(key)
            switch try decide(existing) {
            case .keep:
                guard let existing else { throw .notFound(type, key.name) }
                return Outcome(object: existing)
            case .put(let value):
                if isDryRun {
                    let object = StoredObject.stamp(value, existing?.version)
                    return Outcome(
                        object: StoredObject(key: key, version: existing?.version ?? 0, object: object),
                        isNew: existing == nil)
                }
                if let existing, StoredObject.stamp(value, existing.version) == existing.object {
                    return Outcome(object: existing)
                }
                if type != .namespace { state.ensureNamespace(key.namespace) }
                state.version += 1
                let object = StoredObject(
                    key: key, version: state.version, object: StoredObject.stamp(value, state.version))
                state.record(
                    StoreEvent(action: existing == nil ? .added : .modified, previous: existing, current: object), type)
                return Outcome(object: object, isNew: existing == nil)
            case .remove(let answer):
                guard let existing else { throw .notFound(type, key.name) }
                if isDryRun { return Outcome(object: existing, isRemoved: true) }
                state.version += 1
                let last = existing.stamped(state.version)
                state.record(StoreEvent(action: .deleted, previous: existing, current: last), type)
                let shown = answer.map {
                    StoredObject(
                        key: key, version: existing.version, object: StoredObject.stamp($0, existing.version))
                }
                return Outcome(object: shown ?? existing, isRemoved: true)
            }
        }
    }
}

extension ObjectStore.State {
    mutating func record(_ event: StoreEvent, _ type: ResourceType) {
        shelves[type]?.record(event)
        queues[type]?.values.forEach { $0.push(.event(event)) }
        let change = StoreChange(
            action: event.action, type: type, key: event.current.key, object: event.current.object,
            resourceVersion: event.version)
        for feed in feeds.values where feed.type == nil || feed.type == type { feed.continuation.yield(change) }
    }

    /// A namespace exists as soon as an object names it, and stays.
    mutating func ensureNamespace(_ name: String?) {
        guard let name else { return }
        let key = ObjectKey(namespace: nil, name: name)
        guard let shelf = shelves[.namespace], shelf.object(key) == nil else { return }
        version += 1
        let object: JSONValue = [
            "apiVersion": "v1", "kind": "Namespace",
            "metadata": [
                "creationTimestamp": .string(KubeTime.text(Date())),
                "labels": ["kubernetes.io/metadata.name": .string(name)],
                "name": .string(name), "resourceVersion": .string(String(version)),
                "uid": .string(UUID().uuidString.lowercased()),
            ],
            "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
        ]
        record(
            StoreEvent(action: .added, current: StoredObject(key: key, version: version, object: object)), .namespace)
    }
}
