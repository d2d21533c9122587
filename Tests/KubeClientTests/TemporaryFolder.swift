import Foundation
import TestSupport

/// A folder of its own that goes with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "gatehouse-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        let parent = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        if mode & 0o100 != 0 {
            try ExecutableFile.write(text, to: file, mode: mode)
            return file
        }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    func text(_ name: String) -> String { (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "" }
}

/// A kubeconfig of one context.
func kubeconfig(
    server: String = "http://127.0.0.1:8080", cluster: String = "", user: String = "token: abc",
    context: String = "dev", current: String = "dev"
) -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: \(current)
    clusters:
    - name: c-\(context)
      cluster: {server: "\(server)"\(cluster.isEmpty ? "" : ", \(cluster)")}
    users:
    - name: u-\(context)
      user: {\(user)}
    contexts: [{name: \(context), context: {cluster: c-\(context), user: u-\(context), namespace: team-a}}]
    """
}
