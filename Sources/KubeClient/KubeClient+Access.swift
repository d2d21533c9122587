import KubeModel

/// Who the server takes us for.
public struct ServerIdentity: Sendable, Equatable {
    public var user: String
    public var groups: [String]
}

extension KubeClient {
    /// Asks the server who we are (`SelfSubjectReview`).
    ///
    /// - Returns: nil where the server does not say.
    public func identity() async throws(ClusterError) -> ServerIdentity? {
        let question: JSONValue = ["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"]
        let path = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
        guard let answer = try await review(question, at: path)?[path: ["status", "userInfo"]],
            let user = answer["username"]?.string
        else { return nil }
        return ServerIdentity(user: user, groups: (answer["groups"]?.array ?? []).compactMap(\.string))
    }

    /// Asks the server whether we may do something (`SelfSubjectAccessReview`).
    ///
    /// - Parameters:
    ///   - verb: `list`, `watch`, `create`, `update`, `delete`, …
    ///   - namespace: nil means all of them.
    /// - Returns: nil where the server does not say.
    public func isAllowed(
        _ verb: String, _ type: ResourceType, namespace: String?
    ) async throws(ClusterError) -> Bool? {
        try await isAllowed(verb, type, namespace: namespace, name: nil)
    }

    /// The same of one object: a right may be given by name.
    public func isAllowed(
        _ verb: String, _ type: ResourceType, namespace: String?, name: String?
    ) async throws(ClusterError) -> Bool? {
        var attributes: JSONValue = [
            "verb": .string(verb), "group": .string(type.group), "version": .string(type.version),
            "resource": .string(type.plural),
        ]
        if type.isNamespaced, let namespace { attributes["namespace"] = .string(namespace) }
        attributes["name"] = name.map { .string($0) }
        let question: JSONValue = [
            "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
            "spec": ["resourceAttributes": attributes],
        ]
        let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
        return try await review(question, at: path)?[path: ["status", "allowed"]]?.bool
    }

    /// nil where the server has no such question, or answers it to nobody.
    private func review(_ question: JSONValue, at path: String) async throws(ClusterError) -> JSONValue? {
        do throws(ClusterError) {
            let answer = try await object(
                HTTPRequest(method: .post, path: path, body: JSONWriter.bytes(question)))
            return RawJSON(answer).value
        } catch {
            switch error {
            case .notFound, .forbidden, .methodNotAllowed: return nil
            default: throw error
            }
        }
    }
}
