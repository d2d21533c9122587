import KubeModel

extension KubeClient {
    /// Where the OpenAPI document of a group's version lies, with the hash of what is in it: as long as it is the same, so is the document.
    ///
    /// - Returns: nil where the server does not say.
    public func schemaAddress(of group: String, version: String) async throws(ClusterError) -> String? {
        do throws(ClusterError) {
            let path = group.isEmpty ? "api/\(version)" : "apis/\(group)/\(version)"
            return try await tree("/openapi/v3")[path: ["paths", path, "serverRelativeURL"]]?.string
        } catch {
            try Self.passOver(error)
            return nil
        }
    }

    /// The OpenAPI document of servers before 1.24: every kind of every group, without defaults.
    ///
    /// - Returns: nil where the server has none.
    public func olderSchemas() async throws(ClusterError) -> JSONValue? {
        do throws(ClusterError) { return try await tree("/openapi/v2") } catch {
            try Self.passOver(error)
            return nil
        }
    }

    /// The OpenAPI document of a group's version: every kind with its schema. Whoever may talk to the server at all may read it.
    ///
    /// - Returns: nil where the server has none.
    public func schemas(of group: String, version: String) async throws(ClusterError) -> JSONValue? {
        do throws(ClusterError) {
            let place = group.isEmpty ? "api" : "apis/\(PathSegment.escape(group))"
            return try await tree("/openapi/v3/\(place)/\(PathSegment.escape(version))")
        } catch {
            try Self.passOver(error)
            return nil
        }
    }

    /// Throws, unless an error says that there is no such thing, or none for us.
    private static func passOver(_ error: ClusterError) throws(ClusterError) {
        switch error {
        case .forbidden, .notFound, .methodNotAllowed: break
        default: throw error
        }
    }
}
