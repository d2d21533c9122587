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
    case tooLarge(path: String)
    /// Bytes that are no text we read; what they are instead.
    case badEncoding(path: String, found: String)
    /// A file or folder of the environment that holds no certificate.
    case badAuthorities(variable: String, path: String)
    /// A token or a password over plain http to another machine: everybody on the way could read it.
    case tokenInTheClear(host: String)
    /// A way to log in that kubectl has dropped as well.
    case authProviderGone(name: String, user: String)
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
        case .tooLarge(let path):
            "The kubeconfig \(path) is larger than \(KubeconfigText.limit >> 20) MiB. Check that it is the right file."
        case .badEncoding(let path, let found):
            "The kubeconfig \(path) cannot be read: it is \(found). Save it as UTF-8."
        case .badAuthorities(let variable, let path):
            "\(variable) names \(path), which holds no PEM certificate that can be read. Correct it, or unset \(variable)."
        case .tokenInTheClear(let host):
            "A token or password is not sent to \(host) over plain http, where everybody on the way could read it. Use an https:// server."
        case .authProviderGone(let name, let user):
            "The user \(user) logs in with auth-provider \(name), which kubectl has dropped, too. \(Self.successor(of: name))"
        case .impersonationWithoutUser: "Groups to impersonate need a user to go with them: add --as USER."
        }
    }

    private static func successor(of provider: String) -> String {
        switch provider {
        case "gcp":
            "Install gke-gcloud-auth-plugin and run gcloud container clusters get-credentials anew."
        case "azure": "Install kubelogin and run kubelogin convert-kubeconfig."
        default: "Use exec with a credential plugin."
        }
    }

    private static func choice(_ names: [String]) -> String {
        names.isEmpty ? "It has no contexts at all." : "Name one with --context: \(names.joined(separator: ", "))."
    }
}
