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
    public internal(set) var impersonation: Impersonation?
    var credential: Credential
    var trust = ServerTrust.system
    /// Whom the certificate must name, where not the host of the address.
    var serverName: String?
    /// A URL, perhaps with a password; nil goes straight.
    var proxy: String?
    /// Where it was read from, to be read again when that changes; nil for what no file named.
    var source: KubeconfigSource?

    /// - Parameter token: Sent as a bearer token.
    public init(server: URL, token: String?, context: String, namespace: String?, isSandbox: Bool = false) {
        self.init(
            server: server, credential: token.map(Credential.bearer) ?? .none, context: context, namespace: namespace,
            isSandbox: isSandbox)
    }

    /// The userinfo of `server` is dropped in any case.
    init(server: URL, credential: Credential, context: String, namespace: String?, isSandbox: Bool = false) {
        self.server = Self.clean(server)
        self.credential = credential
        name = context
        self.namespace = namespace.flatMap { $0.isEmpty ? nil : $0 }
        self.isSandbox = isSandbox
    }

    /// `127.0.0.1:8080`: what people call the server.
    public var host: String {
        let name = server.host ?? ""
        return server.port.map { "\(name):\($0)" } ?? name
    }

    public var isSecure: Bool { server.scheme?.lowercased() == "https" }

    /// Whether nobody checks the certificate of a server that has one.
    public var isUnverified: Bool { isSecure && trust == .nobody }

    /// Whether logging in may want the terminal to itself.
    public var usesPlugin: Bool { credential.plugin != nil && credential.token == nil }

    /// The plugin that logs in; nil where none does.
    public var plugin: String? { usesPlugin ? credential.plugin?.command : nil }

    /// Whether the plugin may ask the person on the terminal.
    public var mayAsk: Bool { usesPlugin && credential.plugin?.interactiveMode != .never }

    /// How we log in, in words without secrets.
    public var loginMethod: String { credential.method }

    /// What vouches for the server, as the end of a sentence.
    public var verification: String {
        guard isSecure else { return "nothing: plain http" }
        let name = serverName.map { ", for the name \($0)" } ?? ""
        return switch trust {
        case .system: "the authorities of this system\(name)"
        case .authorities(let source): "the authorities in \(source) only\(name)"
        case .nobody: "NOTHING: insecure-skip-tls-verify"
        }
    }

    private static func clean(_ server: URL) -> URL {
        guard var parts = URLComponents(url: server, resolvingAgainstBaseURL: false) else { return server }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        while parts.percentEncodedPath.hasSuffix("/") { parts.percentEncodedPath.removeLast() }
        // Components of a URL that lost parts are still a URL; were they not, nothing may go out with a password.
        return parts.url ?? URL(fileURLWithPath: "/")
    }
}
