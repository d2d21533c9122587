import KubeModel

extension KubeClient {
    /// Where the OpenAPI document of a group's version lies, with the hash of what is in it: as long as it is the same, so is the document.
    ///
    /// - Returns: nil where the server does not say.
    public func schemaAddress(of group: String, version: String) async throws(ClusterError) -> String? {
        let path = group.isEmpty ? "api/\(version)" : "apis/\(group)/\(version)"
        return try await document("/openapi/v3")?[path: ["paths", path, "serverRelativeURL"]]?.string
    }

    /// The OpenAPI document of a group's version: every kind with its schema. Whoever may talk to the server at all may read it.
    ///
    /// - Parameter group: Empty for the core one.
    /// - Returns: nil where the server has none.
    public func schemas(of group: String, version: String) async throws(ClusterError) -> JSONValue? {
        let place = group.isEmpty ? "api" : "apis/\(PathSegment.escape(group))"
        return try await document("/openapi/v3/\(place)/\(PathSegment.escape(version))")
    }

    /// The one older document of all kinds, which says nothing of defaults. Cost: some megabytes on a server with many kinds.
    ///
    /// - Returns: nil where the server has none.
    public func schemasOfAllKinds() async throws(ClusterError) -> JSONValue? { try await document("/openapi/v2") }

    /// The CustomResourceDefinition of a kind.
    ///
    /// - Returns: nil where the kind has none, or it may not be read.
    public func definition(of type: ResourceType) async throws(ClusterError) -> JSONValue? {
        guard !type.group.isEmpty else { return nil }
        return try await document(ResourceType.customResourceDefinition.objectPath(ObjectKey(namespace: nil, name: type.qualifiedName)))
    }

    private func document(_ path: String) async throws(ClusterError) -> JSONValue? {
        do throws(ClusterError) { return try await tree(path) } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed: return nil
            default: throw error
            }
        }
    }
}
