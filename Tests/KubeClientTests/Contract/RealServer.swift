import Foundation
import Glibc
import KubeModel
import Testing

@testable import KubeClient

/// A genuine Kubernetes API server: the one that `GATEHOUSE_TEST_KUBECONFIG` names, or one of our own, where its start
/// script lies beside the checkout.
struct RealServer: Sendable {
    static let variable = "GATEHOUSE_TEST_KUBECONFIG"

    let kubeconfig: String
    /// The folder of a server that we started ourselves; nil for one that others own.
    let folder: String?

    /// Runs `work` against a genuine server, which is left as it was or ended; says loudly where there is none.
    static func run(_ work: (RealServer) async throws -> Void) async throws {
        let named = ProcessInfo.processInfo.environment[variable] ?? ""
        let server: RealServer
        if !named.isEmpty {
            server = RealServer(kubeconfig: named, folder: nil)
        } else if let script {
            server = try await start(script)
        } else {
            print("skipped: no real API server. Set \(variable) to the kubeconfig of one to try it here too.")
            return
        }
        do { try await work(server) } catch { Issue.record(error) }
        await server.stop()
    }

    /// Where its start script is; nil where there is none.
    static var script: String? {
        var folder = URL(fileURLWithPath: #filePath)
        // This file, its folder, its target, the tests, the checkout.
        for _ in 1...5 { folder.deleteLastPathComponent() }
        let path = folder.appendingPathComponent("shared/realapi/run").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// A folder of definitions beside the start script; nil where there is none.
    static func definitions(_ name: String) -> String? {
        guard let script else { return nil }
        let folder = URL(fileURLWithPath: script).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(name).path
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }

    /// Returns once it serves. ``stop()`` must follow.
    ///
    /// - Parameter definitions: A folder of them; nil takes those of kgateway 2.1.
    static func start(_ script: String, definitions: String? = nil) async throws -> RealServer {
        let folder = NSTemporaryDirectory() + "realapi-\(UUID().uuidString)"
        let server = RealServer(kubeconfig: "\(folder)/kubeconfig", folder: folder)
        do {
            let status = await command(["/bin/bash", script, folder] + (definitions.map { ["--crds", $0] } ?? []) + ["--port", "0", "--http-port", "0"])
            guard status == 0 else { throw ContractBreach(description: "\(script) failed with status \(status)") }
        } catch {
            await server.stop()
            throw error
        }
        return server
    }

    /// The wait status of a command, its output thrown away. Foundation's Process waits for everything that the command
    /// leaves running in the background, and this one leaves the server.
    static func command(_ arguments: [String]) async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var actions = posix_spawn_file_actions_t()
                posix_spawn_file_actions_init(&actions)
                defer { posix_spawn_file_actions_destroy(&actions) }
                for descriptor in 0...2 as ClosedRange<Int32> {
                    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
                }
                var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
                defer { for word in words { free(word) } }
                var child: pid_t = 0
                var status: Int32 = 0
                let failure = posix_spawn(&child, arguments[0], &actions, nil, &words, environ)
                guard failure == 0 else { return continuation.resume(returning: failure) }
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                continuation.resume(returning: status)
            }
        }
    }

    /// A context of its kubeconfig, its certificates and tokens included; nil where it has none of that name.
    func endpoint(_ context: String) throws -> ClusterEndpoint? {
        guard try Kubeconfig.contexts(path: kubeconfig, environment: [:]).contains(context) else { return nil }
        return try Kubeconfig.load(path: kubeconfig, environment: [:], context: context)
    }

    /// The context that it names by itself.
    func currentEndpoint() throws -> ClusterEndpoint {
        guard let endpoint = try Kubeconfig.load(path: kubeconfig, environment: [:], context: nil) else {
            throw ContractBreach(description: "\(kubeconfig) names no server")
        }
        return endpoint
    }

    /// Ends one of our own, and returns when it is gone with its data.
    func stop() async {
        guard let folder else { return }
        if let number = kill() { while Glibc.kill(number, 0) == 0 { try? await Task.sleep(for: .milliseconds(5)) } }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Kills the process of one of our own.
    ///
    /// - Returns: Its number; nil where none is known.
    @discardableResult
    func kill() -> pid_t? {
        guard let folder else { return nil }
        let text = try? String(contentsOfFile: "\(folder)/pid", encoding: .utf8)
        guard let number = text.flatMap({ pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }), number > 1
        else {
            return nil
        }
        _ = Glibc.kill(number, SIGKILL)
        return number
    }
}
