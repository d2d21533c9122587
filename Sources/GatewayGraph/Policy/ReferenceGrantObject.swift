import KubeModel

/// A ReferenceGrant: who may refer to what in its namespace.
struct ReferenceGrantObject: Sendable {
    struct Source: Sendable {
        var group, kind, namespace: String
    }

    var namespace: String
    let identity: String
    let from: [Source]
    /// A name that is empty: all of the kind.
    let to: [(kind: String, name: String)]

    init(_ object: JSONValue) {
        namespace = object[path: ["metadata", "namespace"]]?.string ?? "default"
        identity = ObjectHead(object)?.identity ?? ""
        from = (object[path: ["spec", "from"]]?.array ?? []).map {
            Source(group: $0["group"]?.string ?? "", kind: $0["kind"]?.string ?? "", namespace: $0["namespace"]?.string ?? "")
        }
        to = (object[path: ["spec", "to"]]?.array ?? []).map { ($0["kind"]?.string ?? "", $0["name"]?.string ?? "") }
    }

    func allows(from kind: String, in namespace: String, group: String) -> Bool {
        from.contains { $0.group == group && $0.kind == kind && $0.namespace == namespace }
    }

    func allows(to kind: String, name: String) -> Bool { to.contains { $0.kind == kind && ($0.name.isEmpty || $0.name == name) } }
}
