import Foundation
import Testing

@testable import KubeClient

/// A folder of its own that goes with the test.
private final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "kubeconfig-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws -> String {
        let file = "\(path)/\(name)"
        let parent = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}

private func config(
    server: String = "http://127.0.0.1:8080", user: String = "token: abc", context: String = "dev",
    current: String = "dev"
) -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: \(current)
    clusters: [{name: c-\(context), cluster: {server: "\(server)"}}]
    users: [{name: u-\(context), user: {\(user)}}]
    contexts: [{name: \(context), context: {cluster: c-\(context), user: u-\(context), namespace: team-a}}]
    """
}

@Suite struct FindingAServer {
    @Test func theNamedFileWins() throws {
        let folder = try Folder()
        let named = try folder.write("named", config())
        let other = try folder.write("other", config(context: "other", current: "other"))

        let endpoint = try Kubeconfig.load(path: named, environment: ["KUBECONFIG": other], context: nil)

        #expect(endpoint?.name == "dev")
        #expect(endpoint?.server.absoluteString == "http://127.0.0.1:8080")
        #expect(endpoint?.namespace == "team-a")
        #expect(try endpoint?.credential.authorization() == "Bearer abc")
    }

    @Test func severalFilesAreReadAsOneAndTheFirstWins() throws {
        let folder = try Folder()
        let one = try folder.write("one", config(server: "http://one:1"))
        let two = try folder.write("two", config(server: "http://two:2"))
        let three = try folder.write("three", config(server: "http://three:3", context: "prod", current: "prod"))
        let environment = ["KUBECONFIG": "\(folder.path)/none:\(one):\(two):\(three)"]

        #expect(try Kubeconfig.load(path: nil, environment: environment, context: nil)?.server.host == "one")
        #expect(try Kubeconfig.load(path: nil, environment: environment, context: "prod")?.server.host == "three")
        #expect(try Kubeconfig.contexts(path: nil, environment: environment) == ["dev", "prod"])
    }

    @Test func theHomeFolderIsTheLastPlaceToLook() throws {
        let folder = try Folder()
        #expect(try Kubeconfig.load(path: nil, environment: ["HOME": folder.path], context: nil) == nil)

        _ = try folder.write(".kube/config", config())

        let endpoint = try Kubeconfig.load(
            path: nil, environment: ["HOME": folder.path, "KUBECONFIG": ""], context: nil)
        #expect(endpoint?.name == "dev")
    }

    @Test func aFileThatIsNamedMustBeThere() throws {
        #expect(throws: KubeconfigError.unreadable(path: "/nowhere/x")) {
            try Kubeconfig.load(path: "/nowhere/x", environment: [:], context: nil)
        }
        #expect(throws: KubeconfigError.unreadable(path: "/nowhere/y")) {
            try Kubeconfig.load(path: nil, environment: ["KUBECONFIG": "/nowhere/y"], context: nil)
        }
    }

    @Test func whatIsNoKubeconfigIsSaidToBeNone() throws {
        let folder = try Folder()
        let list = try folder.write("list", "- a\n- b\n")
        let broken = try folder.write("broken", "clusters: [\n")

        #expect(throws: KubeconfigError.notAKubeconfig(path: list)) {
            try Kubeconfig.load(path: list, environment: [:], context: nil)
        }
        let error = #expect(throws: KubeconfigError.self) {
            try Kubeconfig.load(path: broken, environment: [:], context: nil)
        }
        #expect(error?.description.hasPrefix("The kubeconfig \(broken) is not YAML") == true)
    }

    @Test func aContextThatIsMissingNamesThoseThereAre() throws {
        let folder = try Folder()
        let file = try folder.write("f", config(current: ""))

        #expect(throws: KubeconfigError.noSuchContext("x", available: ["dev"])) {
            try Kubeconfig.load(path: file, environment: [:], context: "x")
        }
        #expect(throws: KubeconfigError.noCurrentContext(available: ["dev"])) {
            try Kubeconfig.load(path: file, environment: [:], context: nil)
        }
    }

    @Test func httpsIsRefusedInASentence() throws {
        let folder = try Folder()
        let file = try folder.write("f", config(server: "https://me:secret@api.example:6443"))

        let error = #expect(throws: KubeconfigError.self) {
            try Kubeconfig.load(path: file, environment: [:], context: nil)
        }

        #expect(error?.description.contains("TLS is not supported yet") == true)
        #expect(error?.description.contains("secret") == false)
    }
}

@Suite struct ProvingWhoWeAre {
    private func authorization(_ user: String, server: String = "http://h:1") throws -> String? {
        let folder = try Folder()
        let file = try folder.write("f", config(server: server, user: user))
        return try Kubeconfig.load(path: file, environment: [:], context: nil)?.credential.authorization()
    }

    @Test func aTokenWinsOverThePasswordInTheAddress() throws {
        #expect(try authorization("token: abc", server: "http://gatehouse:TOKEN@h:1") == "Bearer abc")
        #expect(try authorization("", server: "http://gatehouse:TOKEN@h:1") == "Basic Z2F0ZWhvdXNlOlRPS0VO")
        #expect(try authorization("username: a, password: b") == "Basic YTpi")
        #expect(try authorization("") == nil)
    }

    @Test func aTokenFileIsReadAgainForEachRequestRelativeToItsKubeconfig() throws {
        let folder = try Folder()
        let file = try folder.write("f", config(user: "tokenFile: secret/token"))
        _ = try folder.write("secret/token", "first\n")
        let endpoint = try #require(try Kubeconfig.load(path: file, environment: [:], context: nil))

        #expect(try endpoint.credential.authorization() == "Bearer first")
        _ = try folder.write("secret/token", "second\n")
        #expect(try endpoint.credential.authorization() == "Bearer second")
    }

    @Test func aCredentialPluginIsNamedAsUnsupported() {
        #expect(throws: KubeconfigError.unsupported(feature: "a credential plugin (exec)", context: "dev")) {
            try authorization("exec: {command: aws}")
        }
    }
}
