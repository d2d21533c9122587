import KubeModel

extension SchemaBook {
    /// The smallest object of a kind that its server would take, to begin with; nil where nothing is known of the kind.
    ///
    /// Names of other objects in it are only examples. Where the rules cannot be met by trying, it breaks some of them.
    ///
    /// - Parameter namespace: nil for kinds of the whole cluster.
    public func template(apiVersion: String, kind: String, name: String, namespace: String?) -> JSONValue? {
        guard let schema = schema(apiVersion: apiVersion, kind: kind) else { return nil }
        return SchemaSkeleton.object(schema, apiVersion: apiVersion, kind: kind, name: name, namespace: namespace) { problems(of: $0) ?? [] }
    }
}
