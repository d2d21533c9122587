import Foundation
import KubeClient
import KubeModel
import Sandbox

/// The server a command talks to: one that a kubeconfig names, or a sandbox in this process.
struct Backend {
    var endpoint: ClusterEndpoint
    private var sandbox: RunningSandbox?

    /// - Parameter isQuiet: Whether an embedded sandbox leaves its story as it stands.
    static func open(_ options: ClusterOptions, isQuiet: Bool) async throws -> Backend {
        if !options.sandbox {
            do throws(KubeconfigError) {
                if let endpoint = try Kubeconfig.load(options.source, context: options.context) {
                    return Backend(endpoint: endpoint)
                }
            } catch {
                throw CommandFailure(error.description)
            }
        }
        do {
            let running = try await StorySandbox.start(SandboxOptions(story: options.story ?? .shop, isQuiet: isQuiet))
            guard let server = URL(string: "http://127.0.0.1:\(running.port)") else {
                throw CommandFailure("The sandbox has no address.")
            }
            let endpoint = ClusterEndpoint(
                server: server, token: running.token, context: "sandbox", namespace: nil, isSandbox: true)
            return Backend(endpoint: endpoint, sandbox: running)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("The sandbox could not be started: \(error)")
        }
    }

    static func client(_ endpoint: ClusterEndpoint) -> KubeClient {
        KubeClient(endpoint, userAgent: "gatehouse/\(Version.text)")
    }

    var client: KubeClient { Self.client(endpoint) }

    func close() async { await sandbox?.stop() }
}
