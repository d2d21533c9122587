import Foundation

/// The server of the pod we run in, and its service account.
enum ServiceAccount {
    /// nil outside of a pod.
    static func endpoint(_ source: KubeconfigSource) throws(KubeconfigError) -> ClusterEndpoint? {
        let folder = source.serviceAccountFolder
        guard let host = source.environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
            let port = source.environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty,
            FileManager.default.fileExists(atPath: "\(folder)/token"),
            let server = URL(string: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        else { return nil }
        let namespace = try? String(contentsOfFile: "\(folder)/namespace", encoding: .utf8)
        var endpoint = ClusterEndpoint(
            server: server, credential: .tokenFile("\(folder)/token"), context: "in-cluster",
            namespace: namespace?.trimmingCharacters(in: .whitespacesAndNewlines))
        if FileManager.default.fileExists(atPath: "\(folder)/ca.crt") {
            endpoint.trust = .authorities(.file("\(folder)/ca.crt"))
        } else {
            // As client-go does; a cluster may have a certificate that everybody trusts.
            endpoint.trust = try SystemAuthorities.trust(in: source.environment)
        }
        endpoint.impersonation = source.impersonation
        endpoint.proxy = ProxyRule.proxy(for: server, named: nil, environment: source.environment)
        return endpoint
    }
}
