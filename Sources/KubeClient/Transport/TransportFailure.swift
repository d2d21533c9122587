import Foundation
import FoundationNetworking
import KubeModel

/// What URLSession's errors mean. On Linux a connection that ends early has one of several codes, so only what is
/// certain is matched; the rest is "broke" before the answer began and "ended in the middle" after.
struct TransportFailure {
    /// Of the server, `name:port`.
    var host: String
    var isSecure: Bool
    /// Without user and password; nil where none is used.
    var proxy: String?
    /// Whether a client certificate goes along.
    var hasCertificate: Bool
    /// What vouches for the server, where the environment names it.
    var authorities: String?

    init(_ endpoint: ClusterEndpoint, _ login: Login) {
        hasCertificate = login.certificate != nil
        if case .authorities(.text(_, let field)) = endpoint.trust, field.contains("SSL_CERT_") { authorities = field }
        host = endpoint.host
        isSecure = endpoint.isSecure
        proxy = endpoint.proxy.flatMap { URL(string: $0) }.flatMap { url in
            url.host.map { host in url.port.map { "\(host):\($0)" } ?? host }
        }
    }

    func translate(_ error: any Error, hasHead: Bool) -> ClusterError {
        guard let error = error as? URLError else { return .other("The request failed on its way to \(host).") }
        let words = (error.userInfo[NSLocalizedDescriptionKey] as? String ?? "").lowercased()
        if !hasHead, let problem = certificateProblem(words) ?? proxyProblem(words, error.code) { return problem }
        switch error.code {
        case .cannotConnectToHost: return .refused(host: host)
        case .cannotFindHost, .dnsLookupFailed: return .unresolved(host: host)
        case .timedOut: return .timedOut
        case .cancelled: return .cancelled
        default: return hasHead ? .truncated : .reset
        }
    }

    /// By the words of libcurl and OpenSSL; their codes are lost on the way.
    private func certificateProblem(_ words: String) -> ClusterError? {
        guard isSecure || proxy != nil else { return nil }
        func has(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
        if has("pem client cert", "client certificate", "private key", "key values mismatch", "set certificate") {
            return .loginFailed("The client certificate and its key cannot be used. Check that they belong together.")
        }
        if has(
            "alert certificate", "alert unknown ca", "alert bad certificate", "alert handshake", "certificate required")
        {
            return .loginFailed(
                hasCertificate
                    ? "\(host) refuses our client certificate. It may have expired, or be of another cluster."
                    : "\(host) wants a client certificate, and this context has none.")
        }
        if has("certificate has expired") {
            return .untrusted("The certificate of \(host) has expired. Renew it on the server; nothing was sent.")
        }
        if has("not yet valid") {
            return .untrusted("The certificate of \(host) is not valid yet. Check the clocks; nothing was sent.")
        }
        if has(
            "alternative certificate subject", "subject name", "host name", "hostname mismatch", "ip address mismatch")
        {
            return .untrusted(
                "The certificate of \(host) is for another name. Check the address, or set tls-server-name; nothing was sent."
            )
        }
        if has("authority", "blob", "cafile", "ca certificate", "trust anchor"), has("error setting", "load") {
            return .untrusted("The certificate authority of the kubeconfig cannot be used. Check that it is PEM.")
        }
        if has("certificate", "self-signed", "self signed") {
            return .untrusted(
                "The certificate of \(host) is not signed by an authority we trust. Check \(authorities ?? "certificate-authority"); nothing was sent."
            )
        }
        if has("wrong version number", "http request", "packet length too long", "unknown protocol") {
            return .untrusted(
                "\(host) does not speak TLS. If its port is a plain one, write http:// in the kubeconfig.")
        }
        if has("ssl", "tls") {
            return .untrusted("No secure connection to \(host) could be made. Check that its port speaks TLS.")
        }
        return nil
    }

    private func proxyProblem(_ words: String, _ code: URLError.Code) -> ClusterError? {
        guard let proxy else { return nil }
        // The name of the server is the proxy's to find.
        if code == .cannotFindHost || code == .dnsLookupFailed { return .unresolved(host: "the proxy \(proxy)") }
        if words.contains("tunnel") || words.contains("proxy") || words.contains("socks") {
            let status = words.split { !$0.isNumber }.last { $0.count == 3 }.map { " (\($0))" } ?? ""
            return .other("The proxy \(proxy) does not connect us to \(host)\(status). Check proxy-url or HTTPS_PROXY.")
        }
        return code == .cannotConnectToHost ? .refused(host: "the proxy \(proxy)") : nil
    }
}
