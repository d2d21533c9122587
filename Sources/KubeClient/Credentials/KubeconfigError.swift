/// Why a kubeconfig names no server that can be used. Each case says which file, and what to change.
public enum KubeconfigError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    case notYAML(path: String, problem: String)
    /// The file is YAML, but a list or a plain word.
    case notAKubeconfig(path: String)
    /// A field is not what it has to be; its value is not told, as it may be a secret.
    case badField(file: String, line: Int?, field: String, problem: String)
    case noSuchContext(String, available: [String])
    case noCurrentContext(available: [String])
    /// User and password: no API server has taken them for years.
    case basicAuth(context: String)
    /// A token over plain http to another machine: everybody on the way could read it.
    case tokenInTheClear(host: String)
    /// A way to log in that kubectl has dropped as well.
    case unsupported(feature: String, context: String)
    /// Groups without a user.
    case impersonationWithoutUser

    public var description: String {
        switch self {
        case .unreadable(let path): "The kubeconfig \(path) cannot be read. Check the path and its permissions."
        case .notYAML(let path, let problem): "The kubeconfig \(path) is not YAML: \(problem)."
        case .notAKubeconfig(let path): "\(path) is not a kubeconfig: it has neither clusters nor contexts."
        case .badField(let file, let line, let field, let problem):
            "The kubeconfig \(file)\(line.map { ", line \($0)" } ?? ""): \(field) \(problem)."
        case .noSuchContext(let name, let available):
            "The kubeconfig has no context \(name). \(Self.choice(available))"
        case .noCurrentContext(let available):
            "The kubeconfig has no current context. \(Self.choice(available))"
        case .basicAuth(let context):
            "Context \(context) logs in with a user and a password, which Kubernetes no longer takes. Use a token, a certificate or a plugin."
        case .tokenInTheClear(let host):
            "The token is not sent to \(host) over plain http, where everybody on the way could read it. Use an https:// server."
        case .unsupported(let feature, let context):
            "Context \(context) uses \(feature), which kubectl has dropped, too. Use exec with a credential plugin."
        case .impersonationWithoutUser: "Groups to impersonate need a user to go with them: add --as USER."
        }
    }

    private static func choice(_ names: [String]) -> String {
        names.isEmpty ? "It has no contexts at all." : "Name one with --context: \(names.joined(separator: ", "))."
    }
}
