/// Why a kubeconfig names no server that can be used. Each case says which file, and what to change.
public enum KubeconfigError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    case notYAML(path: String, problem: String)
    /// The file is YAML, but a list or a plain word.
    case notAKubeconfig(path: String)
    case noSuchContext(String, available: [String])
    case noCurrentContext(available: [String])
    case noSuchCluster(String, context: String)
    case noSuchUser(String, context: String)
    case noServer(cluster: String)
    case badServer(String, cluster: String)
    case tlsUnsupported(host: String)
    /// A way to log in, or to connect, that is not built yet.
    case unsupported(feature: String, context: String)

    public var description: String {
        switch self {
        case .unreadable(let path): "The kubeconfig \(path) cannot be read. Check the path and its permissions."
        case .notYAML(let path, let problem): "The kubeconfig \(path) is not YAML: \(problem)."
        case .notAKubeconfig(let path): "\(path) is not a kubeconfig: it has neither clusters nor contexts."
        case .noSuchContext(let name, let available):
            "The kubeconfig has no context \(name). \(Self.choice(available))"
        case .noCurrentContext(let available):
            "The kubeconfig has no current context. \(Self.choice(available))"
        case .noSuchCluster(let cluster, let context):
            "Context \(context) names cluster \(cluster), which the kubeconfig does not have."
        case .noSuchUser(let user, let context):
            "Context \(context) names user \(user), which the kubeconfig does not have."
        case .noServer(let cluster): "Cluster \(cluster) of the kubeconfig has no server."
        case .badServer(let server, let cluster):
            "The server \(server) of cluster \(cluster) is not an address. Write it as http://host:port."
        case .tlsUnsupported(let host):
            "The server \(host) is reached over https, and TLS is not supported yet. Use an http:// server."
        case .unsupported(let feature, let context): "Context \(context) uses \(feature), which is not supported yet."
        }
    }

    private static func choice(_ names: [String]) -> String {
        names.isEmpty ? "It has no contexts at all." : "Name one with --context: \(names.joined(separator: ", "))."
    }
}
