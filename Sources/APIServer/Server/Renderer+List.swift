import KubeModel

/// A list in three parts, so that it can be written while it is read. In YAML as in JSON, whole objects, metadata or rows.
extension Renderer {
    /// Everything up to the first item.
    func listHead(_ facts: ListFacts) -> [UInt8] {
        var value: JSONValue
        switch representation.shape {
        case .table: value = tableHead(facts)
        case .object:
            value = [
                "apiVersion": .string(kind.type.apiVersion), "kind": .string("\(kind.type.kind)List"),
                "metadata": metadata(facts),
            ]
        case .metadata:
            value = [
                "apiVersion": "meta.k8s.io/v1", "kind": "PartialObjectMetadataList", "metadata": metadata(facts),
            ]
        }
        guard !representation.isYAML else { return Array("\(YAMLWriter.text(value))\(items):".utf8) }
        return Array(JSONWriter.bytes(value).dropLast()) + Array(",\"\(items)\":[".utf8)
    }

    var itemSeparator: [UInt8] { representation.isYAML ? [] : [UInt8(ascii: ",")] }

    func listItem(_ stored: StoredObject) -> [UInt8] {
        if representation.isYAML {
            // A list of one, as it stands in the list of all: elements are not indented.
            return Array("\n\(YAMLWriter.text(.array([item(stored)])))".utf8.dropLast())
        }
        return representation.shape == .object ? view(stored).bytes : JSONWriter.bytes(item(stored))
    }

    func listTail(isEmpty: Bool) -> [UInt8] {
        Array((representation.isYAML ? (isEmpty ? " []\n" : "\n") : "]}\n").utf8)
    }

    private var items: String { representation.shape == .table ? "rows" : "items" }

    private func item(_ stored: StoredObject) -> JSONValue {
        switch representation.shape {
        case .table: row(stored)
        case .metadata: partial(stored)
        case .object: view(stored).object
        }
    }
}
