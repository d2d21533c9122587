import Foundation
import KubeModel

/// An object as it would be.
public struct ForeseenChange: Hashable, Sendable {
    public var id: GraphID
    /// nil where it would be gone. What it says of status and age does not count where the object is there already.
    public var value: JSONValue?

    public init(id: GraphID, value: JSONValue?) { (self.id, self.value) = (id, value) }

    /// The object as a server would keep it: with the age of the one that it replaces, a new one of this moment.
    ///
    /// A status goes with what it was written for: of another spec nobody has said anything yet.
    func stored(over old: JSONValue?, now: Date) -> JSONValue? {
        guard var object = value else { return nil }
        object["apiVersion"] = object["apiVersion"] ?? old?["apiVersion"] ?? .string(Self.version(of: id))
        object["kind"] = .string(id.kind)
        var metadata = object["metadata"] ?? .map([:])
        metadata["name"] = .string(id.key.name)
        metadata["namespace"] = id.key.namespace.map { .string($0) }
        metadata["creationTimestamp"] = old?[path: ["metadata", "creationTimestamp"]] ?? .string(KubeTime.text(now))
        metadata["resourceVersion"] = "foreseen"
        let isAsSpoken = old.map { $0["spec"] == object["spec"] } ?? false
        metadata["generation"] = isAsSpoken ? old?[path: ["metadata", "generation"]] : nil
        object["status"] = isAsSpoken ? old?["status"] : nil
        object["metadata"] = metadata
        return object
    }

    /// The version of a kind that the rules know best.
    private static func version(of id: GraphID) -> String {
        let type = PolicyKeeper.checkedTypes.first { $0.group == id.group && $0.kind == id.kind }
        return type?.apiVersion ?? (id.group.isEmpty ? "v1" : "\(id.group)/v1")
    }
}

extension ReferenceIndex {
    /// The same after some changes. Cost: a copy of its tables.
    func foreseeing(_ changes: [(id: GraphID, value: JSONValue?)]) -> ReferenceIndex {
        var index = self
        for (id, value) in changes {
            let type = ResourceType(group: id.group, version: "", plural: "", kind: id.kind)
            guard let value else {
                index.remove(id.key, type)
                continue
            }
            let projection = RowProjection(isPolicy: false, references: ReferenceRule.paths(of: type)) { _, _ in [] }
            // What cannot be read names nothing.
            if let row = try? ResourceScanner(projection: projection).row(JSONWriter.bytes(value)) { index.put(row, type) }
        }
        return index
    }
}
