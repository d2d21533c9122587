import APIServer
import Foundation
import GatewayGraph
import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import KubeClient

private func aggregated(_ resources: String...) -> String {
    let entries = resources.map { plural in
        #"{"resource":"\#(plural)","responseKind":{"group":"gateway.kgateway.dev","version":"v1","kind":"\#(plural.capitalized)"},"#
            + #""scope":"\#(plural == "worlds" ? "Cluster" : "Namespaced")","shortNames":["x"],"verbs":["get","list","watch"]}"#
    }
    let old =
        #"{"version":"v1alpha1","resources":[{"resource":"moons","responseKind":{"kind":"Moons"},"scope":"Namespaced"}]}"#
    return #"{"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[]},"#
        + #"{"metadata":{"name":"gateway.kgateway.dev"},"versions":["#
        + #"{"version":"v1","resources":[\#(entries.joined(separator: ","))]},\#(old)]}]}"#
}

private func definition(_ name: String, _ version: Int) -> String {
    #"{"kind":"PartialObjectMetadata","metadata":{"name":"\#(name)","resourceVersion":"\#(version)","generation":\#(version)}}"#
}

private func event(_ type: String, _ object: String) -> String { #"{"type":"\#(type)","object":\#(object)}"# + "\n" }

private let end =
    #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"5","annotations":{"k8s.io/initial-events-end":"true"}}}}"#
    + "\n"

private func client(_ server: RawServer) -> KubeClient {
    KubeClient.patient(ClusterEndpoint(server: server.url, token: "t", context: "test", namespace: nil))
}

@Suite(.timeLimit(.minutes(10))) struct DiscoveryFeedTests {
    @Test func oneRequestTellsEverythingInTheVersionTheServerPrefers() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", aggregated("moons", "worlds")))] }
        defer { server.stop() }

        let kinds = try await client(server).servedKinds()

        #expect(kinds.map(\.type.apiVersion) == ["gateway.kgateway.dev/v1", "gateway.kgateway.dev/v1"])
        #expect(kinds.map(\.type.isNamespaced) == [true, false])
        #expect(kinds.first?.verbs == ["get", "list", "watch"])
        #expect(kinds.first?.shortNames == ["x"])
        #expect(server.requests.map(\.path) == ["/apis"])
        let accept = server.requests.first?.headers["accept"] ?? ""
        #expect(accept.contains("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"))
        #expect(accept.hasSuffix(",application/json"))
    }

    @Test func anOlderServerIsAskedGroupByGroup() async throws {
        let server = try RawServer { request in
            switch request.path {
            case "/apis": [.send(answer("200 OK", #"{"kind":"APIGroupList","groups":[]}"#))]
            case "/apis/gateway.kgateway.dev":
                [.send(answer("200 OK", #"{"versions":[{"version":"v1"}],"preferredVersion":{"version":"v1"}}"#))]
            case "/apis/gateway.kgateway.dev/v1":
                [
                    .send(
                        answer(
                            "200 OK",
                            #"{"resources":[{"name":"moons","kind":"Moon"},{"name":"moons/status","kind":"Moon"}]}"#))
                ]
            default: [.send(answer("404 Not Found", statusBody(404, "NotFound")))]
            }
        }
        defer { server.stop() }

        #expect(try await client(server).servedKinds().map(\.type.kind) == ["Moon"])
    }

    @Test func aServerWithoutDiscoveryIsNotOneWithoutKinds() async throws {
        let server = try RawServer { _ in [.send(answer("404 Not Found", statusBody(404, "NotFound")))] }
        defer { server.stop() }

        await #expect(throws: ClusterError.notFound("said so")) { try await client(server).servedKinds() }
    }

    @Test func aNewDefinitionIsNoticedAndItsColumnsAreRead() async throws {
        let gate = RawGate(), isInstalled = Mutex(false)
        let server = try RawServer { request in
            if request.path.hasSuffix("/moons.gateway.kgateway.dev") {
                return [
                    .send(
                        answer(
                            "200 OK",
                            #"{"metadata":{"generation":7},"spec":{"versions":[{"name":"v1alpha1"},{"name":"v1","#
                                + #""additionalPrinterColumns":[{"name":"Phase","type":"string","jsonPath":".spec.phase"}]}]}}"#
                        ))
                ]
            }
            if request.path.contains("customresourcedefinitions") {
                return [
                    .send(endlessHead), .send(end), .wait(gate),
                    .send(event("ADDED", definition("moons.gateway.kgateway.dev", 7))), .hold,
                ]
            }
            return [.send(answer("200 OK", isInstalled.withLock { $0 } ? aggregated("moons") : aggregated()))]
        }
        defer { server.stop() }
        var told: [Discovery] = []

        for await event in client(server).discoveries(describing: { _ in true }) {
            guard case .found(let discovery) = event else { continue }
            told.append(discovery)
            if told.count == 2 { break }
            isInstalled.withLock { $0 = true }
            gate.open()
        }

        // The older version of the group serves it from the beginning; no definition says so.
        #expect(told.first?.kinds.map(\.type.version) == ["v1alpha1"])
        #expect(told.last?.kinds.map(\.type.version) == ["v1"])
        #expect(
            told.last?.kinds.first?.printerColumns == [
                PrinterColumn(name: "Phase", type: "string", path: ".spec.phase")
            ])
        let watch = server.requests.first { $0.path.contains("customresourcedefinitions?watch") }
        #expect(watch?.headers["accept"] == "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")
    }

    @Test func aDefinitionThatMayNotBeReadLeavesTheKindWithoutColumnsAndIsAskedForOnce() async throws {
        let server = try RawServer { request in
            if request.path.contains("customresourcedefinitions") {
                return [.send(answer("403 Forbidden", statusBody(403, "Forbidden")))]
            }
            return [.send(answer("200 OK", aggregated("moons")))]
        }
        defer { server.stop() }
        let client = client(server)
        var cache = PrinterColumnCache()
        let type = ResourceType(group: ResourceType.kgatewayGroup, version: "v1", plural: "moons", kind: "Moons")

        let first = await cache.columns(of: type, generation: nil, from: client)
        let second = await cache.columns(of: type, generation: nil, from: client)

        #expect(first == nil && second == nil)
        #expect(server.requests.count == 1)
    }
}
