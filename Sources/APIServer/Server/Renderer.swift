import Foundation
import KubeModel

/// Writes objects, lists and rows in the form the client asked for.
struct Renderer: Sendable {
    var kind: ServedKind
    var representation: Representation
    var now = Date()

    /// What stands beside the items of a list.
    struct ListFacts {
        var version: Int
        var continueToken = ""
        var remaining: Int?
    }

    /// The body of one object.
    func object(_ stored: StoredObject) -> [UInt8] {
        switch representation.shape {
        case .object: view(stored).bytes
        case .metadata: JSONWriter.bytes(partial(stored))
        case .table: JSONWriter.bytes(table([stored], version: stored.metadata["resourceVersion"], columns: true))
        }
    }

    /// The object in the version that was asked for.
    func view(_ stored: StoredObject) -> StoredObject {
        guard kind.storage != kind.type else { return stored }
        var object = stored.object
        object["apiVersion"] = .string(kind.type.apiVersion)
        return StoredObject(key: stored.key, version: stored.version, object: object)
    }

    /// A table without its rows.
    func tableHead(_ facts: ListFacts) -> JSONValue {
        [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata(facts),
            "columnDefinitions": .array(definitions),
        ]
    }

    func metadata(_ facts: ListFacts) -> JSONValue {
        var metadata: JSONValue = ["resourceVersion": .string(String(facts.version))]
        // Lists of whole objects name it even where it is empty.
        if representation.shape == .object { metadata["continue"] = "" }
        if !facts.continueToken.isEmpty {
            metadata["continue"] = .string(facts.continueToken)
            metadata["remainingItemCount"] = facts.remaining.map { .integer($0) }
        }
        return metadata
    }

    /// A table of objects.
    ///
    /// - Parameter columns: Later events of a watch leave the definitions out.
    func table(_ objects: [StoredObject], version: JSONValue?, columns: Bool) -> JSONValue {
        [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1",
            "metadata": version.map { ["resourceVersion": $0] } ?? .object(JSONObject()),
            "columnDefinitions": columns ? .array(definitions) : .null,
            "rows": .array(objects.map(row)),
        ]
    }

    func row(_ stored: StoredObject) -> JSONValue {
        let cells: [JSONValue] =
            [stored.metadata["name"] ?? ""] + kind.tableColumns.map { cell($0, stored.object) }
            + (kind.endsWithAge ? [age(stored.metadata["creationTimestamp"] ?? .null)] : [])
        let object: JSONValue =
            switch representation.rowObject {
            case .none: .null
            case .metadata: partial(stored)
            case .object: view(stored).object
            }
        return ["cells": .array(cells), "object": object]
    }

    private func cell(_ column: TableColumn, _ object: JSONValue) -> JSONValue {
        let value = column.value(object)
        return column.type == .date && !column.isAbsolute ? age(value) : value
    }

    private func age(_ time: JSONValue) -> JSONValue {
        guard let date = time.string.flatMap(KubeTime.parse) else { return .null }
        return .string(Age.text(now.timeIntervalSince(date)))
    }

    func partial(_ stored: StoredObject) -> JSONValue {
        ["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": stored.metadata]
    }

    private var definitions: [JSONValue] {
        func definition(_ name: String, _ type: String, _ format: String, _ priority: Int, _ summary: String)
            -> JSONValue
        {
            [
                "name": .string(name), "type": .string(type), "format": .string(format),
                "description": .string(summary),
                "priority": .integer(priority),
            ]
        }
        return [definition("Name", "string", "name", 0, "The name of the object, unique in its namespace.")]
            + kind.tableColumns.map { definition($0.name, $0.type.rawValue, "", $0.priority, $0.summary) }
            + (kind.endsWithAge ? [definition("Age", "date", "", 0, "How long ago the object was created.")] : [])
    }
}
