import Foundation
import Glibc
import KubeModel

@testable import KubeClient

extension RealServer {
    /// Kills it without warning and starts it on the same ports with the same data; returns at its first answer.
    func restart(_ script: String) async throws {
        guard let folder else { throw ContractBreach(description: "a server of others is not killed") }
        let config = try YAMLReader.parse(String(contentsOfFile: kubeconfig, encoding: .utf8))
        let servers = (config["clusters"]?.array ?? []).compactMap { $0["cluster"]?["server"]?.string }
        func port(_ scheme: String) -> String {
            servers.first { $0.hasPrefix(scheme) }.flatMap { URL(string: $0)?.port }.map(String.init) ?? "0"
        }
        let (https, http) = (port("https:"), port("http:"))
        if let number = kill() { while Glibc.kill(number, 0) == 0 { try await Task.sleep(for: .milliseconds(1)) } }
        // It goes on to apply the definitions after the server answers, which is of no interest.
        Task {
            _ = await Self.command(["/bin/bash", script, folder, "--port", https, "--http-port", http])
        }
        let url = URL(string: "http://127.0.0.1:\(http)") ?? URL(fileURLWithPath: "/")
        let client = KubeClient(ClusterEndpoint(server: url, token: "", context: "probe", namespace: nil))
        let deadline = ContinuousClock.now + .seconds(240)
        while ContinuousClock.now < deadline {
            do throws(ClusterError) {
                _ = try await client.tree("/version")
                return
            } catch { if !error.isConnectionLost { return } }
            // The pause only leaves the processor to the server.
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ContractBreach(description: "the server did not come back")
    }
}
