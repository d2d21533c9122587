import Foundation
import KubeModel

/// Finds the server by the rules of kubectl: the file that is named, else `KUBECONFIG`, else `~/.kube/config`, else the
/// service account of the pod we run in.
public enum Kubeconfig {
    /// - Parameter context: `--context`; nil takes the current one.
    /// - Returns: nil only where nothing is named, `~/.kube/config` does not exist and this is no pod.
    public static func load(
        _ source: KubeconfigSource, context: String?
    ) throws(KubeconfigError) -> ClusterEndpoint? {
        guard let file = try source.read() else {
            if let context { throw .noSuchContext(context, available: []) }
            return try ServiceAccount.endpoint(source)
        }
        let names = file.contexts.map(\.name)
        guard let name = context ?? file.currentContext else {
            // As with kubectl, a kubeconfig that names nothing at all leaves a pod its own server.
            if names.isEmpty, let endpoint = try ServiceAccount.endpoint(source) { return endpoint }
            throw .noCurrentContext(available: names)
        }
        guard let entry = file.context(name) else { throw .noSuchContext(name, available: names) }
        return try endpoint(of: entry, name: name, in: file, source)
    }

    public static func load(
        path: String?, environment: [String: String], context: String?
    ) throws(KubeconfigError) -> ClusterEndpoint? {
        try load(KubeconfigSource(path: path, environment: environment), context: context)
    }

    /// The names of all contexts, in the order of the files; empty where there is no kubeconfig.
    public static func contexts(
        path: String?, environment: [String: String]
    ) throws(KubeconfigError) -> [String] {
        try list(KubeconfigSource(path: path, environment: environment)).map(\.name)
    }

    /// All contexts, in the order of the files; empty where there is no kubeconfig.
    public static func list(_ source: KubeconfigSource) throws(KubeconfigError) -> [ContextEntry] {
        guard let file = try source.read() else { return [] }
        var entries: [ContextEntry] = []
        for (name, entry) in file.contexts {
            entries.append(
                ContextEntry(
                    name: name, cluster: try entry.text("cluster") ?? "", user: try entry.text("user") ?? "",
                    namespace: try entry.text("namespace"), isCurrent: name == file.currentContext))
        }
        return entries
    }

    private static func endpoint(
        of context: KubeconfigEntry, name: String, in file: KubeconfigFile, _ source: KubeconfigSource
    ) throws(KubeconfigError) -> ClusterEndpoint {
        guard let clusterName = try context.text("cluster") else { throw context.problem("cluster", "is missing") }
        guard let entry = file.cluster(clusterName) else {
            throw context.problem("cluster", "names \(clusterName), which no kubeconfig has")
        }
        let cluster = try ClusterEntry(entry)
        var user: KubeconfigEntry?
        if let userName = try context.text("user") {
            guard let found = file.user(userName) else {
                throw context.problem("user", "names \(userName), which no kubeconfig has")
            }
            user = found
        }
        var credential = Credential.none
        // Go sends what stands in an address where nothing else is sent.
        if let parts = URLComponents(url: cluster.server, resolvingAgainstBaseURL: false), let name = parts.user {
            credential.token = .password(user: name, password: parts.password ?? "")
        }
        if let user {
            var own = try UserEntry.credential(user, named: try context.text("user") ?? "", cluster: cluster)
            if own.token == nil, own.plugin == nil { own.token = credential.token }
            credential = own
        }
        var endpoint = ClusterEndpoint(
            server: cluster.server, credential: credential, context: name,
            namespace: try context.text("namespace"))
        guard endpoint.isSecure || ProxyRule.isLoopback(cluster.server.host ?? "") || !sendsSecret(endpoint) else {
            throw .tokenInTheClear(host: endpoint.host)
        }
        endpoint.trust = cluster.trust
        if endpoint.isSecure, cluster.trust == .system {
            endpoint.trust = try SystemAuthorities.trust(in: source.environment)
        }
        endpoint.serverName = cluster.serverName
        endpoint.proxy = ProxyRule.proxy(
            for: endpoint.server, named: cluster.proxy, environment: source.environment)
        endpoint.impersonation = source.impersonation
        if endpoint.impersonation == nil, let user { endpoint.impersonation = try UserEntry.impersonation(user) }
        if let whom = endpoint.impersonation, whom.user.isEmpty { throw .impersonationWithoutUser }
        endpoint.source = source
        return endpoint
    }

    private static func sendsSecret(_ endpoint: ClusterEndpoint) -> Bool {
        endpoint.credential.token != nil || endpoint.credential.plugin != nil
    }
}

/// One context, as `kubectl config get-contexts` lists it.
public struct ContextEntry: Sendable, Equatable {
    public var name: String
    public var cluster: String
    public var user: String
    public var namespace: String?
    public var isCurrent: Bool
}
