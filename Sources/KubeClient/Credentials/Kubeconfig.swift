import Foundation
import KubeModel

/// Finds the server by the rules of kubectl: the file that is named, else `KUBECONFIG`, else `~/.kube/config`.
public enum Kubeconfig {
    /// - Parameters:
    ///   - path: `--kubeconfig`.
    ///   - environment: `KUBECONFIG` (several files between colons, the first wins) and `HOME` are read.
    ///   - context: `--context`; nil takes the current one.
    /// - Returns: nil only where nothing is named and `~/.kube/config` does not exist.
    public static func load(
        path: String?, environment: [String: String], context: String?
    ) throws(KubeconfigError) -> ClusterEndpoint? {
        guard let file = try read(path: path, environment: environment) else {
            if let context { throw .noSuchContext(context, available: []) }
            return nil
        }
        let names = file.contexts.map(\.name)
        guard let name = context ?? file.currentContext else { throw .noCurrentContext(available: names) }
        guard let entry = file.context(name) else { throw .noSuchContext(name, available: names) }
        return try endpoint(of: entry, name: name, in: file)
    }

    /// The names of all contexts, in the order of the files; empty where there is no kubeconfig.
    public static func contexts(
        path: String?, environment: [String: String]
    ) throws(KubeconfigError) -> [String] {
        try read(path: path, environment: environment)?.contexts.map(\.name) ?? []
    }

    private static func read(
        path: String?, environment: [String: String]
    ) throws(KubeconfigError) -> KubeconfigFile? {
        var file = KubeconfigFile()
        if let path {
            try file.add(path: path)
            return file
        }
        let named = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
        guard let first = named.first else {
            let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
            let standard = "\(home)/.kube/config"
            guard FileManager.default.fileExists(atPath: standard) else { return nil }
            try file.add(path: standard)
            return file
        }
        // Of a list kubectl passes over files that do not exist; a list of which nothing exists is a mistake.
        let present = named.filter { FileManager.default.fileExists(atPath: $0) }
        guard !present.isEmpty else { throw .unreadable(path: first) }
        for path in present { try file.add(path: path) }
        return file
    }

    private static func endpoint(
        of context: KubeconfigFile.Entry, name: String, in file: KubeconfigFile
    ) throws(KubeconfigError) -> ClusterEndpoint {
        let clusterName = context.value["cluster"]?.string ?? ""
        guard let cluster = file.cluster(clusterName) else { throw .noSuchCluster(clusterName, context: name) }
        let server = try server(of: cluster, named: clusterName)
        if cluster.value["proxy-url"]?.string?.isEmpty == false {
            throw .unsupported(feature: "a proxy (proxy-url)", context: name)
        }
        return ClusterEndpoint(
            server: server, credential: try credential(of: context, name: name, in: file), context: name,
            namespace: context.value["namespace"]?.string)
    }

    private static func server(of cluster: KubeconfigFile.Entry, named name: String) throws(KubeconfigError) -> URL {
        guard let text = cluster.value["server"]?.string, !text.isEmpty else { throw .noServer(cluster: name) }
        let full = text.contains("://") ? text : "http://\(text)"
        guard let url = URL(string: full), let host = url.host, !host.isEmpty else {
            throw .badServer(redacted(text), cluster: name)
        }
        switch url.scheme?.lowercased() {
        case "http": return url
        case "https": throw .tlsUnsupported(host: url.port.map { "\(host):\($0)" } ?? host)
        default: throw .badServer(redacted(text), cluster: name)
        }
    }

    private static func credential(
        of context: KubeconfigFile.Entry, name: String, in file: KubeconfigFile
    ) throws(KubeconfigError) -> Credential {
        guard let userName = context.value["user"]?.string, !userName.isEmpty else { return .none }
        guard let user = file.user(userName) else { throw .noSuchUser(userName, context: name) }
        func text(_ key: String) -> String? { user.value[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        // A token file wins over a token, as kubectl has it.
        if let path = text("tokenFile") { return .tokenFile(path.hasPrefix("/") ? path : "\(user.folder)/\(path)") }
        if let token = text("token") { return .bearer(token) }
        if let login = text("username") { return .basic(user: login, password: text("password") ?? "") }
        if user.value["exec"]?.object != nil {
            throw .unsupported(feature: "a credential plugin (exec)", context: name)
        }
        if user.value["auth-provider"]?.object != nil {
            throw .unsupported(feature: "an auth-provider", context: name)
        }
        return .none
    }

    /// What stands before an `@` may be a password, whether the rest is a URL or not.
    private static func redacted(_ text: String) -> String {
        guard let at = text.lastIndex(of: "@") else { return text }
        return "…" + text[at...]
    }
}
