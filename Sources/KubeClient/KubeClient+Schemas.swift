import KubeModel

extension KubeClient {
    /// The OpenAPI document of a group's version: every kind with its schema. Whoever may talk to the server at all may read it.
    ///
    /// - Returns: nil where the server has none.
    public func schemas(of group: String, version: String) async throws(ClusterError) -> JSONValue? {
        do throws(ClusterError) {
            return try await tree("/openapi/v3/apis/\(PathSegment.escape(group))/\(PathSegment.escape(version))")
        } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed: return nil
            default: throw error
            }
        }
    }
}
