import Foundation
import KubeModel

/// Makes kinds out of CustomResourceDefinitions as they are written, and takes them away with their objects.
struct DefinitionController: Sendable {
    static let finalizer = "customresourcecleanup.apiextensions.k8s.io"
    private static let type = ResourceType.customResourceDefinition

    let store: ObjectStore
    let registry: KindRegistry

    /// Gives every kind that was made in this process the definition that it would have in a cluster.
    func seed() {
        for kind in registry.current.kinds {
            guard let object = DefinitionObject.json(kind) else { continue }
            let key = ObjectKey(namespace: nil, name: kind.type.qualifiedName)
            var definition = store.apply(seed: DefinitionRules.fresh(object), kind: .definitions)
            definition["status"] = DefinitionRules.established(definition)
            // The shelf of definitions is always there, so that this cannot be refused.
            _ = try? store.write(Self.type, key) { _ in .put(definition) }
        }
    }

    /// Serves what a definition says, now that it stands in the store.
    func follow(_ definition: JSONValue) {
        let name = definition[path: ["metadata", "name"]]?.string ?? ""
        let key = ObjectKey(namespace: nil, name: name)
        if definition[path: ["metadata", "deletionTimestamp"]] != nil { return finish(key) }
        let kinds = CustomDefinition(definition)?.kinds ?? []
        for kind in kinds { store.add(kind.storage) }
        registry.replace(name, with: kinds)
        let lifecycle = ObjectLifecycle(kind: .definitions)
        // Refused only where the definition has gone meanwhile; then there is nothing to say about it.
        _ = try? store.write(Self.type, key) { existing in
            guard let existing else { return .keep }
            let status = DefinitionRules.established(existing.object)
            return .put(lifecycle.withStatus(of: ["status": status], existing: existing.object))
        }
    }

    /// What deleting does to a definition: it stays, marked, until its objects are gone.
    func deletion(of object: JSONValue) -> ObjectStore.Decision {
        guard object[path: ["metadata", "deletionTimestamp"]] == nil else { return .keep }
        let lifecycle = ObjectLifecycle(kind: .definitions)
        var marked = lifecycle.marked(object, addingFinalizer: Self.finalizer, countsGeneration: false)
        marked["metadata"]?["deletionGracePeriodSeconds"] = nil
        marked["status"] = DefinitionRules.terminating(object)
        return .put(marked)
    }

    /// Deletes the objects of a definition that is going, and then the definition. Objects that wait for finalizers keep
    /// it; whoever removes the last of them calls this again.
    func finish(_ key: ObjectKey) {
        guard let definition = store.stored(Self.type, key)?.object,
            definition[path: ["metadata", "deletionTimestamp"]] != nil
        else { return }
        let kinds = registry.current.kinds.filter { $0.type.qualifiedName == key.name }
        for var kind in kinds {
            kind.type = kind.storage
            for object in store.snapshot(of: kind.storage).objects {
                // What somebody else has deleted in the meantime is what was wanted.
                _ = try? store.delete(object.key, kind: kind)
            }
        }
        guard kinds.allSatisfy({ store.count(of: $0.storage) == 0 }) else { return }
        registry.replace(key.name, with: [])
        for kind in kinds { store.remove(kind.storage) }
        // Gone already where two have finished it at once.
        _ = try? store.write(Self.type, key) { existing in
            guard let existing else { return .keep }
            let others = (existing.metadata["finalizers"]?.array ?? []).filter { $0 != .string(Self.finalizer) }
            guard !others.isEmpty else { return .remove() }
            var object = existing.object
            object["metadata"]?["finalizers"] = .array(others)
            return .put(object)
        }
    }

    /// Puts a definition as if it had been applied, replacing one of its name.
    ///
    /// - Throws: 422 for what an API server would refuse.
    func install(_ definition: JSONValue) throws(APIStatus) {
        let name = definition[path: ["metadata", "name"]]?.string ?? ""
        let key = ObjectKey(namespace: nil, name: name)
        let lifecycle = ObjectLifecycle(kind: .definitions)
        let completed = DefinitionRules.completed(definition)
        let problems = DefinitionRules.problems(of: completed, replacing: nil)
        guard problems.isEmpty else { throw .invalid(Self.type, name, problems) }
        let outcome = try store.write(Self.type, key) { existing in
            guard let existing else { return .put(DefinitionRules.fresh(lifecycle.created(completed, namespace: nil))) }
            return .put(lifecycle.replaced(completed, existing: existing.object))
        }
        follow(outcome.object.object)
    }

    /// Finishes every definition that waited for objects which are gone by now, whoever removed the last of them.
    func finishAll() {
        for definition in store.snapshot(of: Self.type).objects where definition.metadata["deletionTimestamp"] != nil {
            finish(definition.key)
        }
    }

    /// Takes a definition away with its objects, whatever these wait for; their watches end.
    ///
    /// - Throws: 404 where there is none of that name.
    func uninstall(_ name: String) throws(APIStatus) {
        let key = ObjectKey(namespace: nil, name: name)
        _ = try store.write(Self.type, key) { existing throws(APIStatus) in
            guard let existing else { throw .notFound(Self.type, name) }
            return deletion(of: existing.object)
        }
        for kind in registry.current.kinds where kind.type.qualifiedName == name {
            for object in store.snapshot(of: kind.storage).objects {
                // What has gone in the meantime is what was wanted.
                _ = try? store.write(kind.storage, object.key) { _ in .remove() }
            }
        }
        finish(key)
    }
}
