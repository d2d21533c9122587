import APIServer
import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import TestSupport
import Testing

@testable import KubeClient

@Suite(.timeLimit(.minutes(10))) struct SecretFactsTests {
    private func secrets(
        _ server: RawServer, limit: Int = 100_000
    ) async -> (reading: KindReading<SecretFacts>, requests: [RawRequest]) {
        defer { server.stop() }
        let client = KubeClient.patient(ClusterEndpoint(server: server.url, token: "t", context: "test", namespace: nil))
        return (await client.secrets(limit: limit), server.requests)
    }

    private func page(_ rows: String..., next: String = "", columns: String = #"{"name":"Data"},{"name":"Name"},{"name":"Type"}"#)
        -> String
    {
        #"{"kind":"Table","metadata":{"continue":"\#(next)"},"columnDefinitions":[\#(columns)],"rows":[\#(rows.joined(separator: ","))]}"#
    }

    private func row(_ name: String, _ type: String, _ count: Int) -> String {
        #"{"cells":[\#(count),"\#(name)","\#(type)"],"object":{"metadata":{"name":"\#(name)","namespace":"shop","#
            + #""annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"data\":{\"k\":\"aGlkZGVu\"}}"}}}}"#
    }

    @Test func secretsAreAskedForAsATableAndItsColumnsAreFoundByName() async throws {
        let pages = [page(row("a", "kubernetes.io/tls", 2), next: "more"), page(row("b", "Opaque", 5))]

        let (reading, requests) = await secrets(
            try RawServer { [.send(answer("200 OK", pages[$0.path.contains("continue=") ? 1 : 0]))] })

        #expect(
            reading
                == .found([
                    SecretFacts(key: ObjectKey(namespace: "shop", name: "a"), type: "kubernetes.io/tls", keyCount: 2),
                    SecretFacts(key: ObjectKey(namespace: "shop", name: "b"), type: "Opaque", keyCount: 5),
                ]))
        #expect(requests.map(\.path) == [
            "/api/v1/secrets?includeObject=Metadata&limit=500", "/api/v1/secrets?includeObject=Metadata&limit=500&continue=more",
        ])
        #expect(requests.allSatisfy { $0.headers["accept"] == "application/json;as=Table;v=v1;g=meta.k8s.io" })
        #expect(!"\(reading)".contains("aGlkZGVu"))
    }

    @Test func anAnswerThatIsNoTableIsAFailureAndNothingOfItIsKept() async throws {
        let list = #"{"kind":"SecretList","metadata":{},"items":[{"metadata":{"name":"a"},"data":{"k":"aGlkZGVu"}}]}"#

        let (reading, _) = await secrets(try RawServer { _ in [.send(answer("200 OK", list))] })

        #expect(reading.failure != nil)
        #expect(!"\(reading)".contains("aGlkZGVu"))
    }

    @Test func moreSecretsThanTheLimitAreAFailure() async throws {
        let endless = page(row("a", "Opaque", 1), next: "more")

        let (reading, requests) = await secrets(try RawServer { _ in [.send(answer("200 OK", endless))] }, limit: 3)

        #expect(reading.failure != nil)
        #expect(requests.count == 4)
    }

    @Test func whatMayNotBeListedIsToldFromWhatIsNotServed() async throws {
        let server = KubeServer(
            token: Scene.token, grants: ["poor": .oneKind(.trafficPolicy, user: "poor")],
            kinds: KindSchemas.cluster.filter { $0.type != .listenerPolicy })
        for object in try Story.objects(seed: 1, start: .init(timeIntervalSince1970: 1_800_000_000)) {
            server.store.seed(object.object, object.id.type)
        }
        let port = try await server.start()
        let url = try #require(URL(string: "http://127.0.0.1:\(port)"))
        func client(_ token: String) -> KubeClient {
            KubeClient.patient(ClusterEndpoint(server: url, token: token, context: "test", namespace: nil))
        }

        let rich = await client(Scene.token).secrets(), poor = await client("poor").secrets()
        let routes = await client("poor").reading(of: .httpRoute), policies = await client("poor").reading(of: .trafficPolicy)
        let absent = await client(Scene.token).reading(of: .listenerPolicy)
        await server.stop()

        let secrets = try #require(rich.items), rows = try #require(policies.items)
        #expect(secrets.contains(SecretFacts(
            key: ObjectKey(namespace: "infra", name: "wildcard-example-com"), type: "kubernetes.io/tls", keyCount: 2)))
        #expect(poor == .forbidden)
        #expect(routes == .forbidden)
        #expect(absent == .notServed)
        #expect(rows.count > 20)
    }
}
