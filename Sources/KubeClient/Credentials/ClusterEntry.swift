import Foundation
import KubeModel

/// What a kubeconfig says of a cluster.
struct ClusterEntry {
    let server: URL
    let trust: ServerTrust
    let serverName: String?
    let proxy: String?
    private let entry: KubeconfigEntry

    init(_ entry: KubeconfigEntry) throws(KubeconfigError) {
        self.entry = entry
        guard let text = try entry.text("server") else { throw entry.problem("server", "is missing") }
        guard let url = URL(string: text.contains("://") ? text : "http://\(text)"), let host = url.host,
            !host.isEmpty, ["http", "https"].contains(url.scheme?.lowercased() ?? "")
        else { throw entry.problem("server", "is no address; write it as https://host:port") }
        server = url
        let authorities = try entry.source(data: "certificate-authority-data", file: "certificate-authority")
        let isInsecure = try entry.flag("insecure-skip-tls-verify")
        if isInsecure, authorities != nil {
            throw entry.problem("insecure-skip-tls-verify", "and a certificate authority exclude each other; keep one")
        }
        trust = isInsecure ? .nobody : authorities.map(ServerTrust.authorities) ?? .system
        serverName = try entry.text("tls-server-name")
        proxy = try entry.text("proxy-url")
        if let proxy {
            let scheme = URL(string: proxy)?.scheme?.lowercased() ?? ""
            guard ["http", "https", "socks5", "socks5h"].contains(scheme), URL(string: proxy)?.host != nil else {
                throw entry.problem("proxy-url", "must be an http://, https:// or socks5:// address")
            }
        }
    }

    /// What a plugin is told where it asks for it (`provideClusterInfo`).
    func pluginInfo() throws(KubeconfigError) -> JSONValue {
        var info: JSONValue = ["server": .string(server.absoluteString)]
        if let serverName { info["tls-server-name"] = .string(serverName) }
        switch trust {
        case .system: break
        case .nobody: info["insecure-skip-tls-verify"] = true
        case .authorities(let source):
            // A file that cannot be read fails the first request, with its own sentence.
            let text = (try? source.read("certificate authority")) ?? ""
            info["certificate-authority-data"] = .string(Data(text.utf8).base64EncodedString())
        }
        if let proxy { info["proxy-url"] = .string(proxy) }
        for item in try entry.entries("extensions") where item.value["name"]?.string == ExecPlugin.group + "/exec" {
            info["config"] = item.value["extension"] ?? .null
        }
        return info
    }
}
