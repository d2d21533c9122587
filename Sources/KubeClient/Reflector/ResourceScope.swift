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

    var path: String { type.collectionPath(namespace: namespace) }

    var query: [HTTPRequest.Parameter] {
        var query: [HTTPRequest.Parameter] = []
        if let labels, !labels.isEmpty { query.append(.init(name: "labelSelector", value: labels)) }
        if let fields, !fields.isEmpty { query.append(.init(name: "fieldSelector", value: fields)) }
        return query
    }
}
