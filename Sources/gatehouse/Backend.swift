import Foundation
import KubeClient
import KubeModel
import Sandbox

/// The server a command talks to: one that a kubeconfig names, or a sandbox in this process.
struct Backend {
    var endpoint: ClusterEndpoint
    /// What was read to find it.
    var source: KubeconfigSource
    private var sandbox: RunningSandbox?

    /// - Parameter isQuiet: Whether an embedded sandbox leaves its story as it stands.
    static func open(_ options: ClusterOptions, isQuiet: Bool) async throws -> Backend {
        let source = options.source
        if !options.sandbox {
            do throws(KubeconfigError) {
                if let endpoint = try Kubeconfig.load(source, context: options.context) {
                    return Backend(endpoint: endpoint, source: source)
                }
            } catch {
                throw CommandFailure(error.description)
            }
        }
        do {
            let running = try await StorySandbox.start(SandboxOptions(isQuiet: isQuiet))
            guard let server = URL(string: "http://127.0.0.1:\(running.port)") else {
                throw CommandFailure("The sandbox has no address.")
            }
            let endpoint = ClusterEndpoint(
                server: server, token: running.token, context: "sandbox", namespace: nil, isSandbox: true)
            return Backend(endpoint: endpoint, source: source, sandbox: running)
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
