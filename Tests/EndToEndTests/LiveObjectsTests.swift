import APIServer
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import Sandbox
import TestSupport
import Testing

@testable import gatehouse

@Suite(.timeLimit(.minutes(10))) struct LiveObjectsTests {
    /// What is read of a cluster with these objects, and the paths that were asked for.
    private func read(
        _ objects: [JSONValue], kinds: [ServedKind] = KindSchemas.cluster, as user: AccessRules? = nil,
        for purpose: LiveObjects.Purpose = .policies
    ) async throws -> (live: LiveObjects, paths: [String]) {
        let server = KubeServer(token: Scene.token, grants: user.map { ["poor": $0] } ?? [:], kinds: kinds)
        for object in objects {
            let type = (kinds.map(\.type) + [.namespace]).first { $0.kind == object["kind"]?.string }
            server.store.seed(object, try #require(type))
        }
        let port = try await server.start()
        let endpoint = ClusterEndpoint(
            server: try #require(URL(string: "http://127.0.0.1:\(port)")), token: user == nil ? Scene.token : "poor",
            context: "test", namespace: nil)
        let client = KubeClient(endpoint, groups: .gateways)
        let live = try await LiveObjects.read(client, for: purpose)
        await server.stop()
        return (live, client.log.snapshot().map(\.path))
    }

    private static func story() throws -> [JSONValue] {
        try Story.objects(seed: 1, start: Date(timeIntervalSince1970: 1_800_000_000)).map(\.object)
    }

    @Test func everythingThatTheRulesReadIsThere() async throws {
        let story = try Self.story()

        let (live, _) = try await read(story)

        let kinds = Dictionary(grouping: live.objects) { $0["kind"]?.string ?? "" }.mapValues(\.count)
        for kind in ["Gateway", "HTTPRoute", "TrafficPolicy", "GatewayExtension", "Service", "Secret", "GatewayClass"] {
            #expect(kinds[kind] == story.count { $0["kind"]?.string == kind }, "\(kind)")
        }
        #expect((kinds["Namespace"] ?? 0) > 5)
        #expect(live.unread.isEmpty && live.rules == .v21)
        #expect(live.environment?["KGW_VALIDATION_MODE"] == "STRICT")
        #expect(live.environment?["POD_NAMESPACE"] == nil)
    }

    @Test func secretsHaveNoContent() async throws {
        let (live, paths) = try await read(try Self.story())

        let secrets = live.objects.filter { $0["kind"] == "Secret" }
        let certificate = try #require(secrets.first { $0[path: ["metadata", "name"]] == "wildcard-example-com" })
        #expect(certificate["data"] == ["tls.crt": "", "tls.key": ""])
        #expect(secrets.allSatisfy { $0["type"] == "kubernetes.io/tls" || $0["data"] == nil })
        #expect(secrets.allSatisfy { $0[path: ["gatehouse", "keyCount"]] != nil })
        #expect(!JSONWriter.text(.array(live.objects)).contains("bm8gc2VjcmV0"))
        #expect(paths.filter { $0.hasPrefix("/api/v1/secrets") }.allSatisfy { $0.contains("includeObject=Metadata") })
    }

    @Test func certificatesAreReadOnlyWhereAskedAndTheirKeysNever() async throws {
        let (without, paths) = try await read(try Self.story(), for: .checks(readsCertificates: false))
        #expect(!without.hasCertificates)
        #expect(!paths.contains { $0.contains("/secrets/") })

        let (live, _) = try await read(try Self.story(), for: .checks(readsCertificates: true))

        #expect(live.hasCertificates)
        let secrets = live.objects.filter { $0["kind"] == "Secret" && $0["type"] == "kubernetes.io/tls" }
        #expect(secrets.contains { $0["data"]?["tls.crt"]?.string?.isEmpty == false })
        #expect(secrets.allSatisfy { $0["data"]?["tls.key"] == "" })
    }

    @Test func checksReadMoreKindsAndPoliciesDoNot() async throws {
        let parameters = ["GatewayParameters", "ConfigMap", "EndpointSlice"]
        let (few, fewPaths) = try await read(try Self.story())
        let (more, paths) = try await read(try Self.story(), for: .checks(readsCertificates: false))

        #expect(!few.objects.contains { parameters.contains($0["kind"]?.string ?? "") })
        #expect(more.objects.contains { $0["kind"] == "GatewayParameters" })
        #expect(paths.contains { $0.contains("endpointslices") } && !fewPaths.contains { $0.contains("endpointslices") })
    }

    @Test func whatNothingNamesIsNotAskedFor() async throws {
        let (live, paths) = try await read([Sample.object("shop/cart")])

        #expect(live.objects.contains { $0["kind"] == "TrafficPolicy" })
        #expect(!paths.contains { $0.contains("secrets") || $0.contains("services") })
    }

    @Test func whatMayNotBeListedIsSaidAndTheRestIsRead() async throws {
        let (live, _) = try await read(try Self.story(), as: .oneKind(.trafficPolicy, user: "poor"))

        #expect(Set(live.objects.map { $0["kind"]?.string }) == ["TrafficPolicy"])
        #expect(
            Set(live.unread.map(\.kind)).isSuperset(of: ["Gateway", "HTTPRoute", "GatewayClass", "Namespace", "Deployment"]))
        #expect(live.unread.contains(LiveObjects.Unread(kind: "Gateway", reason: "may not list Gateways")))
        #expect(live.environment == nil)
    }

    @Test func whichRulesHoldIsToldByTheKinds() async throws {
        let (live, _) = try await read([], kinds: KindSchemas.cluster + [ServedKind(type: .listenerPolicy)])

        #expect(live.rules == .v22)
    }
}
