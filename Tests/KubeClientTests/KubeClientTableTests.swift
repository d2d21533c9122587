import GatewayGraph
import KubeModel
import Testing

@testable import KubeClient

/// Lists as the server itself prints them.
@Suite(.timeLimit(.minutes(10))) struct KubeClientTableTests {
    private let type = ResourceType(group: "a.example", version: "v1", plural: "moons", kind: "Moon")

    private func row(_ name: String, _ cells: String) -> String {
        #"{"cells":\#(cells),"object":{"kind":"PartialObjectMetadata","metadata":{"name":"\#(name)","namespace":"shop"}}}"#
    }

    private func page(_ rows: String..., next: String = "") -> String {
        #"{"kind":"Table","metadata":{"continue":"\#(next)"},"columnDefinitions":["#
            + #"{"name":"Name","type":"string","priority":0},{"name":"Phase","type":"string","priority":0},"#
            + #"{"name":"Tide","type":"integer","priority":1}],"rows":[\#(rows.joined(separator: ","))]}"#
    }

    private func table(_ answers: [String]) async throws -> (table: ServerTable?, requests: [RawRequest]) {
        let server = try RawServer { request in
            let isSecond = request.path.contains("continue=")
            return [.send(answer("200 OK", answers[isSecond ? 1 : 0]))]
        }
        defer { server.stop() }
        let client = KubeClient.patient(ClusterEndpoint(server: server.url, token: "t", context: "test", namespace: nil))
        let table = try await client.table(type, namespace: "shop", selector: "app=web")
        return (table, server.requests)
    }

    @Test func everyPageIsReadByNamespaceAndName() async throws {
        let pages = [page(row("a", #"["a","full",3]"#), next: "more"), page(row("b", #"["b",null,4]"#))]

        let (table, requests) = try await table(pages)

        #expect(table?.columns.map(\.name) == ["Name", "Phase", "Tide"])
        #expect(table?.columns.map(\.priority) == [0, 0, 1])
        #expect(
            table?.cells == [
                ObjectKey(namespace: "shop", name: "a"): ["a", "full", "3"],
                ObjectKey(namespace: "shop", name: "b"): ["b", "", "4"],
            ])
        #expect(
            requests.map(\.path) == [
                "/apis/a.example/v1/namespaces/shop/moons?labelSelector=app%3Dweb&limit=500",
                "/apis/a.example/v1/namespaces/shop/moons?labelSelector=app%3Dweb&limit=500&continue=more",
            ])
    }

    @Test func aServerThatPrintsNoTablesHasNone() async throws {
        let (table, _) = try await table([#"{"kind":"MoonList","items":[]}"#])

        #expect(table == nil)
    }
}
