import Foundation
import KubeModel

/// A program that logs in for us, as a kubeconfig names it (`client.authentication.k8s.io`).
struct ExecPlugin: Sendable, Equatable {
    enum InteractiveMode: String, Sendable, CaseIterable {
        case never = "Never"
        case ifAvailable = "IfAvailable"
        case always = "Always"
    }

    static let group = "client.authentication.k8s.io"
    static let versions = ["\(group)/v1", "\(group)/v1beta1"]

    /// As it is written in the kubeconfig.
    var command: String
    /// What is run: a path where the command has a slash, else a name to be looked for in `PATH`.
    var program: String
    var arguments: [String] = []
    var environment: [String: String] = [:]
    var apiVersion: String
    var installHint: String?
    var interactiveMode = InteractiveMode.ifAvailable
    /// What it is told of the cluster; nil where it is told nothing.
    var cluster: JSONValue?

    init(_ entry: KubeconfigEntry, cluster: @autoclosure () throws(KubeconfigError) -> JSONValue)
        throws(KubeconfigError)
    {
        guard let command = try entry.text("command") else { throw entry.problem("command", "is missing") }
        guard let version = try entry.text("apiVersion") else { throw entry.problem("apiVersion", "is missing") }
        guard Self.versions.contains(version) else {
            throw entry.problem("apiVersion", "must be \(Self.versions.joined(separator: " or "))")
        }
        self.command = command
        program = command.contains("/") ? KubeconfigEntry.absolute(command, besides: entry.file) : command
        arguments = try entry.texts("args")
        for variable in try entry.entries("env") {
            guard let name = try variable.text("name") else { throw variable.problem("name", "is missing") }
            environment[name] = try variable.text("value") ?? ""
        }
        apiVersion = version
        installHint = try entry.text("installHint")
        if let word = try entry.text("interactiveMode") {
            guard let mode = InteractiveMode(rawValue: word) else {
                throw entry.problem("interactiveMode", "must be Never, IfAvailable or Always")
            }
            interactiveMode = mode
        } else if version == Self.versions[0] {
            throw entry.problem("interactiveMode", "is missing; \(version) wants Never, IfAvailable or Always")
        }
        self.cluster = try entry.flag("provideClusterInfo") ? try cluster() : nil
    }

    /// The text of `KUBERNETES_EXEC_INFO`.
    ///
    /// - Parameter isInteractive: Whether it may ask the person.
    func info(isInteractive: Bool) -> String {
        var spec: JSONValue = ["interactive": .bool(isInteractive)]
        if let cluster { spec["cluster"] = cluster }
        let object: JSONValue = ["kind": "ExecCredential", "apiVersion": .string(apiVersion), "spec": spec]
        return String(decoding: JSONWriter.bytes(object), as: UTF8.self)
    }

    /// Reads what it printed.
    ///
    /// - Throws: `loginFailed`, which quotes nothing of it.
    func login(from output: [UInt8]) throws(ClusterError) -> Login {
        func wrong(_ words: String) -> ClusterError {
            .loginFailed("The credential plugin \(command) \(words). Run it by hand to see what it prints.")
        }
        guard let object = try? JSONParser.parse(output), object["kind"]?.string == "ExecCredential" else {
            throw wrong("printed no ExecCredential")
        }
        guard let version = object["apiVersion"]?.string, version == apiVersion else {
            throw wrong("answers in another version than \(apiVersion), which the kubeconfig asks for")
        }
        guard let status = object["status"], status.object != nil else { throw wrong("printed no status") }
        func text(_ key: String) -> String? { status[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        var login = Login(
            token: text("token"), certificate: text("clientCertificateData"), key: text("clientKeyData"))
        guard (login.certificate == nil) == (login.key == nil) else {
            throw wrong("gave a certificate without its key, or a key without its certificate")
        }
        guard login.key?.contains("ENCRYPTED") != true else {
            throw wrong("gave a key that is protected by a passphrase")
        }
        guard login.token != nil || login.certificate != nil else { throw wrong("gave neither token nor certificate") }
        if let token = login.token, !token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            throw wrong("gave a token with characters that no token has")
        }
        if let time = text("expirationTimestamp") {
            guard let date = KubeTime.parse(time) else { throw wrong("gave an expirationTimestamp that is no time") }
            login.expires = date
        }
        return login
    }
}
