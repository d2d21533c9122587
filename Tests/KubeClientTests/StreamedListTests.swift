import GatewayGraph
import Foundation
import KubeModel
import Testing

@testable import KubeClient

/// Lists as `get` reads them: streamed where a server does that, in pages elsewhere.
@Suite(.timeLimit(.minutes(10))) struct StreamedListTests {
    private static func object(_ name: String) -> String {
        #"{"kind":"Backend","metadata":{"name":"\#(name)","namespace":"d","resourceVersion":"5"}}"#
    }

    private static func event(_ type: String, _ object: String) -> String { #"{"type":"\#(type)","object":\#(object)}"# + "\n" }

    private static let end = event(
        "BOOKMARK",
        #"{"kind":"Backend","metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}"#)

    private static func page(_ names: [String], next: String = "") -> String {
        let items = names.map(object).joined(separator: ",")
        return answer("200 OK", #"{"metadata":{"resourceVersion":"9","continue":"\#(next)"},"items":[\#(items)]}"#)
    }

    /// The names that a client lists, in order, and the requests that it takes.
    ///
    /// - Parameter patience: Seconds without a byte.
    private func list(
        patience: Double = 300, _ script: @escaping @Sendable (String) -> [RawStep]
    ) async throws -> (names: Result<[String], ClusterError>, requests: [String]) {
        let server = try RawServer { script($0.line) }
        defer { server.stop() }
        let client = KubeClient.patient(
            ClusterEndpoint(server: server.url, token: "t", context: "test", namespace: nil), streamPatience: patience)
        defer { client.close() }
        do throws(ClusterError) {
            return (.success(try await client.list(.backend).map(\.key.name).sorted()), server.requests.map(\.line))
        } catch { return (.failure(error), server.requests.map(\.line)) }
    }

    private func stream(_ text: String) -> [RawStep] {
        [.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(text.utf8.count + 100)\r\n\r\n" + text), .hold]
    }

    @Test func aListIsReadAsItStreamsInOneRequest() async throws {
        let text = ["a", "b", "c"].map { Self.event("ADDED", Self.object($0)) }.joined() + Self.end

        let (names, requests) = try await list { _ in stream(text) }

        #expect(names == .success(["a", "b", "c"]))
        #expect(requests.count == 1)
    }

    @Test func whatChangesWhileItStreamsIsInTheList() async throws {
        let text =
            Self.event("ADDED", Self.object("a")) + Self.event("ADDED", Self.object("b")) + Self.event("DELETED", Self.object("a"))
            + Self.event("ADDED", Self.object("c")) + Self.event("MODIFIED", Self.object("b")) + Self.end

        #expect(try await list { _ in stream(text) }.names == .success(["b", "c"]))
    }

    @Test(arguments: ["400 Bad Request", "403 Forbidden", "405 Method Not Allowed", "422 Unprocessable Entity"])
    func aServerThatDoesNotStreamListsIsAskedForPages(status: String) async throws {
        let (names, requests) = try await list { line in
            if line.contains("watch=1") { return [.send(answer(status, #"{"kind":"Status","message":"no"}"#))] }
            return [.send(line.contains("continue=x") ? Self.page(["b"]) : Self.page(["a"], next: "x"))]
        }

        #expect(names == .success(["a", "b"]))
        #expect(requests.count == 3)
    }

    /// As servers do that know nothing of such lists: the objects, and then changes, for ever.
    @Test func aStreamWithoutAnEndIsGivenUpForPages() async throws {
        let (names, _) = try await list(patience: 2) { line in
            line.contains("watch=1") ? stream(Self.event("ADDED", Self.object("a"))) : [.send(Self.page(["a", "b"]))]
        }

        #expect(names == .success(["a", "b"]))
    }

    @Test func aLoginThatIsRefusedIsNotTriedAgainForPages() async throws {
        let (names, requests) = try await list { _ in
            [.send(answer("401 Unauthorized", #"{"kind":"Status","message":"no","reason":"Unauthorized","code":401}"#))]
        }

        guard case .failure(.unauthorized) = names else {
            Issue.record("\(names)")
            return
        }
        #expect(requests.allSatisfy { $0.contains("watch=1") })
    }
}
