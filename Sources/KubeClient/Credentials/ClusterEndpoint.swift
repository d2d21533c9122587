import Foundation

/// One API server, how to reach it, and who we are there. Printing it shows no credential.
public struct ClusterEndpoint: Sendable, Equatable {
    /// The context of the kubeconfig.
    public let name: String
    /// Without user, password, query and trailing slash.
    public let server: URL
    /// The namespace the context starts in; nil means it names none.
    public let namespace: String?
    /// Whether this is the server that Gatehouse itself embeds.
    public let isSandbox: Bool
    let credential: Credential

    /// - Parameter token: Sent as a bearer token. Where nil, a user and password in `server` are sent as Basic.
    public init(server: URL, token: String?, context: String, namespace: String?, isSandbox: Bool = false) {
        self.init(
            server: server, credential: token.map(Credential.bearer) ?? .none, context: context, namespace: namespace,
            isSandbox: isSandbox)
    }

    /// `credential` wins over the userinfo of `server`, which is taken out of the URL in any case.
    init(server: URL, credential: Credential, context: String, namespace: String?, isSandbox: Bool = false) {
        let (clean, userinfo) = Self.split(server)
        self.server = clean
        self.credential = credential.isNone ? userinfo : credential
        name = context
        self.namespace = namespace.flatMap { $0.isEmpty ? nil : $0 }
        self.isSandbox = isSandbox
    }

    /// `127.0.0.1:8080`: what people call the server.
    public var host: String {
        let name = server.host ?? ""
        return server.port.map { "\(name):\($0)" } ?? name
    }

    private static func split(_ server: URL) -> (URL, Credential) {
        guard var parts = URLComponents(url: server, resolvingAgainstBaseURL: false) else { return (server, .none) }
        let user = parts.user
        let password = parts.password
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        while parts.percentEncodedPath.hasSuffix("/") { parts.percentEncodedPath.removeLast() }
        let credential = user.map { Credential.basic(user: $0, password: password ?? "") } ?? .none
        // Components of a URL that lost parts are still a URL; were they not, nothing may go out with a password.
        return (parts.url ?? URL(fileURLWithPath: "/"), credential)
    }
}
