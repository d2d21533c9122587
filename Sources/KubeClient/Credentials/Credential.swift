import Foundation
import KubeModel

/// What proves who we are. Never printed: whatever asks for its text gets an ellipsis.
struct Credential: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private enum Kind: Sendable, Equatable {
        case none
        case bearer(String)
        /// Read again for every request: its owner replaces it before it expires.
        case tokenFile(path: String)
        case basic(user: String, password: String)
    }

    private let kind: Kind

    static let none = Credential(kind: .none)
    static func bearer(_ token: String) -> Credential { Credential(kind: .bearer(token)) }
    static func tokenFile(_ path: String) -> Credential { Credential(kind: .tokenFile(path: path)) }
    static func basic(user: String, password: String) -> Credential {
        Credential(kind: .basic(user: user, password: password))
    }

    var isNone: Bool { kind == .none }

    /// The value of the `Authorization` header; nil where there is none. Costs one file read for a token file.
    ///
    /// - Throws: ``ClusterError/other(_:)`` naming a token file that cannot be read.
    func authorization() throws(ClusterError) -> String? {
        switch kind {
        case .none: return nil
        case .bearer(let token): return "Bearer \(token)"
        case .basic(let user, let password):
            return "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"
        case .tokenFile(let path):
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .other("The token file \(path) cannot be read. Check the path and its permissions.")
            }
            let token = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard !token.isEmpty else { throw .other("The token file \(path) is empty.") }
            return "Bearer \(token)"
        }
    }

    var description: String { "…" }
    var debugDescription: String { "…" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
