import Foundation
import KubeModel

/// What proves who we are. Never printed: whatever asks for its text gets an ellipsis.
struct Credential: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    enum Token: Sendable, Equatable {
        case text(String)
        /// Read again for every request: its owner replaces it before it expires. Where it cannot be read, the other token
        /// holds, as kubectl has it.
        case file(path: String, otherwise: String? = nil)
        /// Of `auth-provider: oidc`.
        case oidc(OIDCToken)
        case password(user: String, password: String)
    }

    struct Certificate: Sendable, Equatable {
        var chain: PEMSource
        var key: PEMSource
    }

    var token: Token?
    var certificate: Certificate?
    /// Asked where there is no token.
    var plugin: ExecPlugin?

    static let none = Credential()
    static func bearer(_ token: String) -> Credential { Credential(token: .text(token)) }
    static func tokenFile(_ path: String) -> Credential { Credential(token: .file(path: path)) }

    /// How we log in, in words that hold no secret.
    var method: String {
        var ways: [String] = []
        switch token {
        case .text: ways.append("a token")
        case .file(let path, _): ways.append("the token file \(path)")
        case .oidc: ways.append("the id-token of auth-provider oidc")
        case .password: ways.append("a user and a password")
        case nil: if let plugin { ways.append("the credential plugin \(plugin.command)") }
        }
        if let certificate { ways.append("the client certificate in \(certificate.chain)") }
        return ways.isEmpty ? "nothing: no token, no certificate" : ways.joined(separator: " and ")
    }

    /// Reads what lies in files; a plugin is not asked.
    ///
    /// - Throws: `loginFailed` naming the file that cannot be read.
    func read() throws(ClusterError) -> Login {
        var login = Login()
        switch token {
        case .text(let text): login.token = text
        case .file(let path, let otherwise):
            do throws(ClusterError) { login.token = try Self.token(at: path) } catch {
                guard let otherwise else { throw error }
                login.token = otherwise
            }
        case .oidc(let token): login.token = try token.valid(at: Date())
        case .password(let user, let password): login.basic = Data("\(user):\(password)".utf8).base64EncodedString()
        case nil: break
        }
        if let certificate {
            login.certificate = try certificate.chain.read("client certificate")
            login.key = try certificate.key.read("client key")
            // kubectl does not ask for a passphrase either.
            if login.key?.contains("ENCRYPTED") == true {
                throw .loginFailed(
                    "The client key in \(certificate.key) is protected by a passphrase. Decrypt it: openssl pkey -in KEY -out NEW."
                )
            }
        }
        return login
    }

    private static func token(at path: String) throws(ClusterError) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .loginFailed("The token file \(path) cannot be read. Check the path and its permissions.")
        }
        let token = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty else { throw .loginFailed("The token file \(path) is empty.") }
        // It would end the header, and begin another one.
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .loginFailed("The token file \(path) holds something that is no token.")
        }
        return token
    }

    var description: String { "…" }
    var debugDescription: String { "…" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// What one request shows of us. Never printed.
struct Login: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without `Bearer`.
    var token: String?
    /// User and password as base64, without `Basic`.
    var basic: String?
    /// PEM, with its chain.
    var certificate: String?
    /// PEM.
    var key: String?
    /// When a plugin's answer expires; nil: never, or not of a plugin.
    var expires: Date?

    var description: String { "…" }
    var debugDescription: String { "…" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
