import GatewayGraph
import APIServer
import Foundation
import KubeModel
import Sandbox
import Testing

@testable import KubeClient

/// One list of checks, held against the embedded server and a genuine one: a client and a server of the same hands
/// would agree on each other's mistakes.
@Suite(.timeLimit(.minutes(10))) struct ContractTests {
    @Test func theSandboxKeepsIt() async throws {
        let token = UUID().uuidString
        let server = KubeServer(token: token, kinds: KindSchemas.all)
        let port = try await server.start()
        let url = try #require(URL(string: "http://127.0.0.1:\(port)"))
        let endpoint = ClusterEndpoint(server: url, token: token, context: "sandbox", namespace: nil, isSandbox: true)

        await hold(ContractCluster(name: "sandbox", endpoint: endpoint, listsNamespaces: true))

        await server.stop()
    }

    @Test func aGenuineServerKeepsIt() async throws {
        try await RealServer.run { server in
            // With the credentials it names by itself, which may be certificates, and without TLS where it can do that.
            for endpoint in [try server.currentEndpoint(), try server.endpoint("http")].compactMap({ $0 }) {
                let lists = (try? await KubeClient(endpoint, groups: .gateways).namespaces()) != nil
                await hold(
                    ContractCluster(
                        name: "genuine server as \(endpoint.name)", endpoint: endpoint, listsNamespaces: lists))
            }
            if let viewer = try server.endpoint("viewer") { await viewersAreForbiddenToWrite(KubeClient(viewer)) }
        }
    }

    private func hold(_ cluster: ContractCluster) async {
        // A server that others own may remember an earlier run.
        let run = "contract-\(UUID().uuidString.prefix(8).lowercased())"
        for (number, check) in (ContractCheck.verbs + ContractCheck.watches).enumerated() {
            do {
                try await check.run(cluster, "\(run)-\(number)")
            } catch { Issue.record("\(cluster.name): \(check.sentence): \(error)") }
        }
    }

    private func viewersAreForbiddenToWrite(_ client: KubeClient) async {
        let body = JSONWriter.bytes(ContractCluster.policy("a", "default"))
        do {
            _ = try await client.create(.trafficPolicy, namespace: "default", body)
            Issue.record("a viewer may write")
        } catch {
            guard case .forbidden(let status) = error else {
                Issue.record(error)
                return
            }
            #expect(status.message.contains("viewer"))
        }
    }
}
