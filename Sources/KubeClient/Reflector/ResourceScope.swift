import KubeModel

/// Which objects of a type a list or watch is about.
struct ResourceScope: Sendable, Hashable {
    var type: ResourceType
    /// nil means all namespaces.
    var namespace: String?
    /// As in `labelSelector`; nil or empty selects all.
    var labels: String?
    /// As in `fieldSelector`.
    var fields: String?
    /// Whether names, labels and versions are enough: bodies are left out by the server.
    var isMetadataOnly = false

    var path: String { type.collectionPath(namespace: namespace) }

    var query: [HTTPRequest.Parameter] {
        var query: [HTTPRequest.Parameter] = []
        if let labels, !labels.isEmpty { query.append(.init(name: "labelSelector", value: labels)) }
        if let fields, !fields.isEmpty { query.append(.init(name: "fieldSelector", value: fields)) }
        return query
    }

    /// What to ask for with `Accept`. A server that cannot do it says so (406).
    func accept(isWatch: Bool) -> String {
        guard isMetadataOnly else { return "application/json" }
        // A list is asked for by the name of the list, a watch by that of its objects.
        return "application/json;as=PartialObjectMetadata\(isWatch ? "" : "List");g=meta.k8s.io;v=v1"
    }
}
