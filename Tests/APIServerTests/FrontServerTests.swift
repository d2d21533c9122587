import Foundation
import KubeModel
import Synchronization
import Testing

@testable import APIServer

/// What peers send that want harm, or know no better.
@Suite(.timeLimit(.minutes(10))) struct FrontServerTests {
    private static let path = ServerFixture.collection
    private static let secret = "Host: x\r\nAuthorization: Bearer secret\r\n"

    private func withServer(
        _ limits: FrontLimits = FrontLimits(), report: @escaping @Sendable (String) -> Void = { _ in },
        _ body: (KubeServer, UInt16) async throws -> Void
    ) async throws {
        let server = KubeServer(token: "secret", kinds: [ServerFixture.kind], report: report, limits: limits)
        let port = try await server.start()
        do { try await body(server, port) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func reply(_ port: UInt16, _ text: String) async throws -> String {
        let connection = try RawConnection(port: port)
        await connection.send(text)
        return await connection.receive()
    }

    /// Expects a status line, and that the connection is closed after the answer.
    private func expect(
        _ line: String, _ port: UInt16, _ text: String, at place: SourceLocation = #_sourceLocation
    ) async throws {
        let text = try await reply(port, text)
        #expect(String(text.prefix { $0 != "\r\n" }) == line, sourceLocation: place)
    }

    @Test func aHeadOverTheLimitIsRefusedWhereverItIsLong() async throws {
        let long = String(repeating: "a", count: 1_000_000)
        try await withServer { _, port in
            for head in [
                "GET /\(long) HTTP/1.1\r\n\r\n", "GET /\(long)", "GET / HTTP/1.1\r\nX: \(long)\r\n\r\n",
                "GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 20_000) + "\r\n", "\(long) / HTTP/1.1\r\n\r\n",
            ] { try await expect("HTTP/1.1 431 Request Header Fields Too Large", port, head) }
        }
    }

    @Test func aHeadWithinTheLimitIsServed() async throws {
        try await withServer { _, port in
            let text = "GET \(Self.path) HTTP/1.1\r\n\(Self.secret)X: \(String(repeating: "a", count: 60_000))\r\n"
            try await expect("HTTP/1.1 200 OK", port, text + "Connection: close\r\n\r\n")
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nA : b\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n", "GET /%4 HTTP/1.1\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n",
        "GET /\r\n\r\n", "G\u{7}T / HTTP/1.1\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 5x\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
    ]) func whatIsMalformedIsABadRequest(text: String) async throws {
        try await withServer { _, port in
            try await expect("HTTP/1.1 400 Bad Request", port, text)
        }
    }

    @Test func otherCodingsAndVersionsAreNotSpoken() async throws {
        try await withServer { _, port in
            let coded = "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
            try await expect("HTTP/1.1 501 Not Implemented", port, coded)
            let next = "PRI * HTTP/2.0\r\n\r\n"
            try await expect("HTTP/1.1 505 HTTP Version Not Supported", port, next)
        }
    }

    @Test(arguments: [
        "Content-Length: 3145729\r\n\r\nx", "Content-Length: 9223372036854775807\r\n\r\nx",
        "Transfer-Encoding: chunked\r\n\r\n300001\r\nx", "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nx",
    ]) func aBodyOverTheLimitIsRefusedBeforeItIsRead(rest: String) async throws {
        try await withServer { _, port in
            let text = "POST \(Self.path) HTTP/1.1\r\n\(Self.secret)\(rest)"
            try await expect("HTTP/1.1 413 Request Entity Too Large", port, text)
        }
    }

    @Test func chunksAreABody() async throws {
        try await withServer { _, port in
            let body = JSONWriter.text(ServerFixture.object("a"))
            let chunks = body.utf8.map { "1;x=y\r\n\(Character(UnicodeScalar($0)))\r\n" }.joined()
            let text =
                "POST \(Self.path) HTTP/1.1\r\n\(Self.secret)Content-Type: application/json\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n\(chunks)0\r\nTrailer: x\r\n\r\n"
            try await expect("HTTP/1.1 201 Created", port, text)
        }
    }

    @Test func requestsSentTogetherAreAnsweredInTheirOrder() async throws {
        try await withServer { _, port in
            let first = "GET \(Self.path)/first HTTP/1.1\r\n\(Self.secret)\r\n"
            let second = "GET \(Self.path)/second HTTP/1.1\r\n\(Self.secret)Connection: close\r\n\r\n"
            let text = try await reply(port, first + second)

            let one = try #require(text.range(of: #"\"first\" not found"#))
            let two = try #require(text.range(of: #"\"second\" not found"#))
            #expect(one.lowerBound < two.lowerBound)
        }
    }

    @Test func whoAsksWhetherToSendABodyIsTold() async throws {
        try await withServer { _, port in
            let connection = try RawConnection(port: port)
            let body = JSONWriter.text(ServerFixture.object("a"))
            await connection.send(
                "POST \(Self.path) HTTP/1.1\r\n\(Self.secret)Content-Type: application/json\r\nConnection: close\r\n"
                    + "Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
            #expect(await connection.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            await connection.send(body)
            #expect(await connection.receive().hasPrefix("HTTP/1.1 201 Created\r\n"))
        }
    }

    @Test func whatNeverBecomesWholeIsGivenUp() async throws {
        var limits = FrontLimits()
        limits.headPatience = .milliseconds(50)
        limits.bodyPatience = .milliseconds(50)
        try await withServer(limits) { _, port in
            try await expect("HTTP/1.1 408 Request Timeout", port, "GET / HT")
            let body = "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nx"
            try await expect("HTTP/1.1 408 Request Timeout", port, body)
        }
    }

    @Test func whoSendsNothingIsClosed() async throws {
        var limits = FrontLimits()
        limits.idlePatience = .milliseconds(50)
        try await withServer(limits) { _, port in
            let text = try await reply(port, "")
            #expect(text == "")
        }
    }

    @Test func aRequestIsAnsweredThoughItsSenderSaysNoMore() async throws {
        try await withServer { _, port in
            let connection = try RawConnection(port: port)
            await connection.send("GET \(Self.path) HTTP/1.1\r\n\(Self.secret)\r\n")
            connection.endSending()
            #expect(await connection.receive().hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func aWatchEndsWithItsWatcher() async throws {
        try await withServer { _, port in
            let connection = try RawConnection(port: port)
            await connection.send("GET \(Self.path)?watch=1 HTTP/1.1\r\n\(Self.secret)\r\n")
            #expect(await connection.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
            connection.endSending()
            // Nothing is written into it any more: the other end closes.
            #expect(await connection.receive() == "")
        }
    }

    @Test func theQuietestMakeRoomAndItIsSaid() async throws {
        var limits = FrontLimits()
        limits.connections = 4
        let said = Mutex<[String]>([])
        try await withServer(limits, report: { line in said.withLock { $0.append(line) } }) { server, port in
            var watches: [RawConnection] = []
            for _ in 0..<40 {
                let watch = try RawConnection(port: port)
                await watch.send("GET \(Self.path)?watch=1 HTTP/1.1\r\n\(Self.secret)\r\n")
                #expect(await watch.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
                watches.append(watch)
            }
            // The first was closed for the others; the last is still told.
            #expect(await watches[0].receive() == "")
            try server.store.create(ServerFixture.object("a"), kind: ServerFixture.kind)
            #expect(await watches[39].receive(until: "ADDED").contains(#""name":"a""#))
        }
        #expect(said.withLock { $0.first } == """
            all 4 connections are taken: the quietest are closed to make room (ulimit -n sets the limit)
            """)
    }
}
