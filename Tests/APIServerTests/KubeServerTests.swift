import GatewayGraph
import Foundation
import KubeModel
import Testing

@testable import APIServer

/// Over a real socket: what the transport adds.
@Suite struct KubeServerTests {
    private let path = ServerFixture.collection

    private func withServer(_ body: (KubeServer, LoopbackClient) async throws -> Void) async throws {
        let server = KubeServer(token: "secret", kinds: [ServerFixture.kind], bookmarkInterval: .milliseconds(50))
        let port = try await server.start()
        do { try await body(server, LoopbackClient(port: port)) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func anObjectTravels() async throws {
        try await withServer { server, client in
            try server.store.create(ServerFixture.object("a"), kind: ServerFixture.kind)

            let reply = try await client.exchange("GET", "\(path)/a")

            #expect(reply.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(reply.contains("Content-Type: application/json"))
            #expect(reply.contains(#""name":"a""#))
        }
    }

    @Test func aHeadHasNoBody() async throws {
        try await withServer { _, client in
            let reply = try await client.exchange("HEAD", path)

            #expect(reply.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(reply.hasSuffix("\r\n\r\n"))
        }
    }

    @Test func aRefusedMethodNamesTheOthers() async throws {
        try await withServer { _, client in
            let reply = try await client.exchange("PROPFIND", path)

            #expect(reply.hasPrefix("HTTP/1.1 405 "))
            #expect(reply.contains("Allow: DELETE, GET, HEAD, POST\r\n"))
        }
    }

    @Test func aBodyOverTheLimitIsTooLarge() async throws {
        try await withServer { _, client in
            let body = String(repeating: "x", count: FrontLimits().body + 1)

            let reply = try await client.exchange("POST", path, body: body)

            #expect(reply.hasPrefix("HTTP/1.1 413 "))
            #expect(reply.contains(#""kind":"Status""#))
        }
    }

    @Test func warningsAreHeaders() async throws {
        try await withServer { _, client in
            var object = ServerFixture.object("a")
            object["spec"]?["foo"] = 1

            let reply = try await client.exchange("POST", path, body: JSONWriter.text(object))

            #expect(reply.hasPrefix("HTTP/1.1 201 Created\r\n"))
            #expect(reply.contains(#"Warning: 299 - "unknown field \"spec.foo\"""#))
        }
    }

    @Test func aWatchWritesWhatHappensAtOnce() async throws {
        try await withServer { server, client in
            let reply = try await client.exchange("GET", "\(path)?watch=1", until: #""type":"MODIFIED""#) {
                try server.store.create(ServerFixture.object("a"), kind: ServerFixture.kind)
                try server.store.updateStatus(
                    of: .directResponse, key: ObjectKey(namespace: "default", name: "a"), ["seen": true])
            }

            #expect(reply.contains(#""type":"ADDED""#))
        }
    }

    @Test func bookmarksComeByThemselves() async throws {
        try await withServer { _, client in
            let reply = try await client.exchange(
                "GET", "\(path)?watch=1&allowWatchBookmarks=true", until: #""type":"BOOKMARK""#)

            #expect(reply.contains(#""type":"BOOKMARK""#))
        }
    }

    @Test func aTimeoutEndsAWatch() async throws {
        try await withServer { _, client in
            let reply = try await client.exchange("GET", "\(path)?watch=1&timeoutSeconds=1")

            #expect(reply.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func stoppingEndsTheWatchesAndFreesThePort() async throws {
        var isFreed = false
        // Another test of this process may be given the port between the two; five times in a row it is not.
        for _ in 0..<5 where !isFreed {
            let first = KubeServer(token: "secret", kinds: [ServerFixture.kind])
            let port = try await first.start()
            let reply = try await LoopbackClient(port: port).exchange("GET", "\(path)?watch=1") { await first.stop() }
            #expect(reply.hasPrefix("HTTP/1.1 200 OK\r\n"))

            let second = KubeServer(token: "secret", port: port, kinds: [ServerFixture.kind])
            isFreed = (try? await second.start()) == port
            await second.stop()
        }

        #expect(isFreed)
    }

    @Test func aTakenPortIsNamed() async throws {
        try await withServer { _, client in
            let other = KubeServer(token: "x", port: client.port, kinds: [])

            await #expect(throws: ServerError.portTaken(client.port)) { try await other.start() }
        }
    }

    @Test func aServerStartsOnce() async throws {
        try await withServer { server, _ in
            await #expect(throws: ServerError.alreadyStarted) { try await server.start() }
        }
    }
}
