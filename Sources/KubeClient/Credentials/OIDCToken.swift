import Foundation
import KubeModel

/// What `auth-provider: oidc` keeps in a kubeconfig. It is sent while it is valid; kubectl refreshes it, and writes the new
/// one to the kubeconfig, where it is read again.
struct OIDCToken: Sendable, Equatable {
    /// Seconds before its end from which on it counts as expired, as for kubectl.
    private static let margin = 10.0

    var user: String
    var token: String
    var expires: Date
    var canRefresh: Bool

    init(_ config: KubeconfigEntry?, user: String) throws(KubeconfigError) {
        self.user = user
        token = try config?.text("id-token") ?? ""
        canRefresh = try config?.text("refresh-token") != nil
        expires = Self.end(of: token) ?? .distantPast
        if let config, !token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            throw config.problem("id-token", "has characters that no token has")
        }
    }

    /// - Throws: `loginFailed` with what to run, where it has expired.
    func valid(at now: Date) throws(ClusterError) -> String {
        if now.addingTimeInterval(Self.margin) < expires { return token }
        let what = token.isEmpty ? "has no id-token" : "has an id-token that has expired or is no token"
        let remedy =
            canRefresh
            ? "Run kubectl get ns, which refreshes it, or log in with kubectl oidc-login (kubelogin)"
            : "Log in anew, as with kubectl oidc-login (kubelogin)"
        throw .loginFailed("The user \(user) (auth-provider oidc) \(what). \(remedy); the kubeconfig is then read again.")
    }

    /// The `exp` of a JWT; nil where there is none.
    private static func end(of token: String) -> Date? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var text = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let data = Data(base64Encoded: text), let claims = try? JSONParser.parse(Array(data)),
            case .number(let exp) = claims["exp"], let seconds = Double(exp)
        else { return nil }
        return Date(timeIntervalSince1970: seconds)
    }
}
