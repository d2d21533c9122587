import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

private let key = ObjectKey(namespace: "default", name: "x")

private func client(_ server: RawServer, token: String? = "s3cret") -> KubeClient {
    KubeClient.patient(ClusterEndpoint(server: server.url, token: token, context: "test", namespace: nil))
}

/// The error of getting one object from a server that does `steps`.
private func failure(_ steps: RawStep...) async throws -> ClusterError? {
    let server = try RawServer { _ in steps }
    defer { server.stop() }
    do throws(ClusterError) {
        _ = try await client(server).get(.backend, key)
        return nil
    } catch { return error }
}

@Suite(.timeLimit(.minutes(10))) struct Refusals {
    @Test func a401ThatNamesASchemeComesBackAsUnauthorized() async throws {
        let error = try await failure(
            .send(answer("401 Unauthorized", statusBody(401, "Unauthorized"), ["WWW-Authenticate: Basic realm=\"x\""])))

        #expect(error == .unauthorized)
    }

    @Test func retryAfterIsRead() async throws {
        let error = try await failure(
            .send(answer("429 Busy", statusBody(429, "TooManyRequests"), ["Retry-After: 7"])))

        #expect(error?.retryAfter == 7)
    }

    @Test func aRefusalThatIsNoStatusStillHasASentence() async throws {
        let bare = try await failure(.send(answer("404 Not Found", "404 page not found\n")))
        let page = try await failure(.send(answer("502 Bad", "<html>nginx</html>")))

        #expect(bare?.description == "Not found (404): 404 page not found")
        #expect(page?.description == "The server failed (502): the answer is a web page, not one of an API server")
    }
}

@Suite(.timeLimit(.minutes(10))) struct BrokenAnswers {
    @Test func aBodyShorterThanAnnouncedIsTruncated() async throws {
        let error = try await failure(.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"kind\":"))

        #expect(error == .truncated)
        #expect(error?.isConnectionLost == true)
    }

    @Test func aBodyThatEndsInsideTheObjectIsTruncatedWithoutALengthToo() async throws {
        #expect(try await failure(.send(endlessHead + #"{"kind":"#)) == .truncated)
    }

    @Test func aLoginPageIsNotJSON() async throws {
        #expect(try await failure(.send(answer("200 OK", "<html>Log in</html>"))) == .notJSON)
    }

    @Test func aConnectionResetBeforeTheAnswerIsReset() async throws {
        #expect(try await failure(.reset) == .reset)
    }

    @Test func nobodyListeningIsRefused() async throws {
        let server = try RawServer { _ in [] }
        server.stop()

        await #expect(throws: ClusterError.refused(host: "127.0.0.1:\(server.port)")) {
            try await client(server).get(.backend, key)
        }
    }

    @Test func aServerThatSaysNothingTimesOut() async throws {
        let server = try RawServer { _ in [.hold] }
        defer { server.stop() }

        await #expect(throws: ClusterError.timedOut) {
            try await client(server).transport.send(HTTPRequest(path: "/", patience: 0.3))
        }
    }

    @Test func aConnectionThatIsHungUpEndsWhatWaitsOnIt() async throws {
        let server = try RawServer { _ in [.hold] }
        defer { server.stop() }
        let client = client(server)

        let answer = Task { () -> ClusterError? in
            do throws(ClusterError) {
                _ = try await client.get(.backend, key)
                return nil
            } catch { return error }
        }
        while server.requests.isEmpty { await Task.yield() }
        client.transport.hangUp(silentFor: 3600)
        client.transport.hangUp(silentFor: 0)

        let error = try #require(await answer.value)
        #expect(error.isConnectionLost && error != .timedOut)
    }

    @Test func transfersWithoutTLSHaveTheirConnectionsToThemselves() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { server.stop() }
        let client = client(server)

        #expect(!client.transport.isAlone)
        _ = try await client.transport.send(HTTPRequest(path: "/version"))
        #expect(client.transport.isAlone)
    }

    @Test func aRedirectIsNotFollowedAndTakesNoCredentials() async throws {
        let other = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { other.stop() }

        let error = try await failure(
            .send(answer("302 Found", "", ["Location: http://u:p@127.0.0.1:\(other.port)/in?token=1"])))

        #expect(error == .redirected(to: "http://127.0.0.1:\(other.port)/in"))
        #expect(other.requests.isEmpty)
    }
}

@Suite(.timeLimit(.minutes(10))) struct WhatIsSent {
    @Test func credentialsGoIntoTheHeaderAndNowhereElse() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { server.stop() }
        let client = client(server)

        _ = try await client.get(.backend, key)

        #expect(server.requests.first?.headers["authorization"] == "Bearer s3cret")
        #expect(server.requests.first?.headers["accept"] == "application/json")
        #expect(server.requests.first?.headers["user-agent"] == "gatehouse")
        #expect(!"\(client.log.snapshot())".contains("s3cret"))
        #expect(!"\(client.endpoint) \(String(reflecting: client.endpoint))".contains("s3cret"))
    }

    @Test func userinfoOfTheServerGoesNowhere() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { server.stop() }
        let url = try #require(URL(string: "http://me:pa%2Fss@127.0.0.1:\(server.port)/"))
        let endpoint = ClusterEndpoint(server: url, token: nil, context: "x", namespace: "")

        _ = try await KubeClient.patient(endpoint).get(.backend, key)

        #expect(endpoint.server.absoluteString == "http://127.0.0.1:\(server.port)")
        #expect(endpoint.namespace == nil)
        #expect(server.requests.first?.headers["authorization"] == nil)
    }

    @Test func everyGroupToImpersonateHasALineOfItsOwn() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { server.stop() }
        var endpoint = ClusterEndpoint(server: server.url, token: "s3cret", context: "x", namespace: nil)
        endpoint.impersonation = Impersonation(
            user: "jane", uid: "7", groups: ["a,b", "c"], extra: ["acme.com/scope": ["x", "y"]])

        _ = try await KubeClient.patient(endpoint).get(.backend, key)

        let lines = Set(
            (server.requests.first?.lines ?? []).filter { $0.lowercased().hasPrefix("impersonate-") }
                .map { line in
                    let parts = line.split(separator: ":", maxSplits: 1)
                    return parts[0].lowercased() + ":" + parts[1]
                })
        #expect(
            lines == [
                "impersonate-user: jane", "impersonate-uid: 7", "impersonate-group: a,b", "impersonate-group: c",
                "impersonate-extra-acme.com%2fscope: x", "impersonate-extra-acme.com%2fscope: y",
            ])
    }

    @Test func aPlainRequestGoesThroughTheProxyThatIsNamed() async throws {
        let proxy = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { proxy.stop() }
        let url = try #require(URL(string: "http://cluster.invalid:80"))
        var endpoint = ClusterEndpoint(server: url, token: nil, context: "x", namespace: nil)
        endpoint.proxy = "http://me:pw@127.0.0.1:\(proxy.port)"

        _ = try await KubeClient.patient(endpoint).get(.backend, key)

        #expect(proxy.requests.first?.path.hasPrefix("http://cluster.invalid") == true)
        #expect(proxy.requests.first?.headers["proxy-authorization"] == "Basic bWU6cHc=")
    }

    @Test func aProxyThatRefusesIsNamedWithoutItsPassword() async throws {
        let proxy = try RawServer { _ in
            [.send("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")]
        }
        defer { proxy.stop() }
        let url = try #require(URL(string: "https://cluster.invalid:6443"))
        var endpoint = ClusterEndpoint(server: url, token: "s3cret", context: "x", namespace: nil)
        endpoint.proxy = "http://me:pw@127.0.0.1:\(proxy.port)"

        let error = try await #require(throws: ClusterError.self) { try await KubeClient.patient(endpoint).get(.backend, key) }

        #expect(
            error.description.contains("The proxy 127.0.0.1:\(proxy.port) does not connect us to cluster.invalid:6443"))
        #expect(!error.description.contains("pw"))
        #expect(proxy.requests.first?.line.hasPrefix("CONNECT cluster.invalid:6443") == true)
        #expect(proxy.requests.allSatisfy { request in !request.lines.contains { $0.contains("s3cret") } })
    }

    @Test func aLargeBodyArrivesWhole() async throws {
        let server = try RawServer { _ in [.send(answer("201 Created", "{}"))] }
        defer { server.stop() }
        let body = Array("{\"a\":\"\(String(repeating: "é", count: 1_000_000))\"}".utf8)

        _ = try await client(server).create(.backend, namespace: "default", body, dryRun: true)

        let request = try #require(server.requests.first)
        #expect(request.path.hasSuffix("/namespaces/default/backends?fieldValidation=Strict&dryRun=All"))
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.body == body)
    }

    @Test func aDeletionNamesTheVeryObject() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { server.stop() }

        _ = try await client(server).delete(.backend, key, uid: "u-1")

        let body = try JSONParser.parse(try #require(server.requests.first).body)
        #expect(body["preconditions"]?["uid"]?.string == "u-1")
    }

    @Test func cancellingTheTaskEndsTheTransfer() async throws {
        let server = try RawServer { _ in [.send(endlessHead), .hold] }
        defer { server.stop() }
        let client = client(server)
        let task = Task { try await client.get(.backend, key) }
        await eventually { client.log.snapshot().first?.status == 200 }

        task.cancel()

        await #expect(throws: ClusterError.cancelled) { try await task.value }
        await eventually { server.departures == 1 }
        #expect(client.log.snapshot().first?.isOpen == false)
    }

    @Test func twentyWatchesAreOpenAtOnce() async throws {
        let server = try RawServer { _ in [.send(endlessHead), .hold] }
        defer { server.stop() }
        let client = client(server)

        let streams = (1...20).map { client.reflect(.backend, namespace: "n\($0)", projection: .plain) }

        await eventually { Set(server.requests.map(\.path)).count == 20 }
        withExtendedLifetime(streams) {}
    }
}

/// Waits for something to become true, for as long as the suite's time limit allows.
func eventually(_ isTrue: @Sendable () -> Bool) async {
    while !isTrue(), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(2)) }
}

@Suite(.timeLimit(.minutes(10))) struct ReadOnlyTransport {
    @Test func nothingThatCouldChangeSomethingIsSent() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", #"{"status":{"allowed":true}}"#))] }
        defer { server.stop() }
        let client = KubeClient.patient(
            ClusterEndpoint(server: server.url, token: "t", context: "test", namespace: nil), isReadOnly: true)
        let requests: [HTTPRequest] = [.put, .post, .delete].flatMap { (method: HTTPRequest.Method) in
            ["/apis/x", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews/x", "/version"].map {
                HTTPRequest(method: method, path: $0, query: [.init(name: "dryRun", value: "All")], body: Array("{}".utf8))
            }
        }

        for request in requests {
            await #expect(throws: ClusterError.readOnly) { try await client.transport.send(request) }
        }
        #expect(server.requests.isEmpty)
        #expect(try await client.isAllowed("list", .backend, namespace: nil) == true)
        _ = try await client.get(.backend, key)
        #expect(server.requests.map(\.line.first) == ["P", "G"])
    }
}

@Suite struct RequestAddresses {
    /// As URLSession does for each request, which gives the handle back as it would a text.
    @Test func theURLOfARequestLeavesNothingBehind() throws {
        typealias Make = @convention(c) () -> OpaquePointer?
        typealias Take = @convention(c) (OpaquePointer?, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
        typealias Free = @convention(c) (OpaquePointer?) -> Void
        let make = unsafeBitCast(try #require(dlsym(nil, "curl_url")), to: Make.self)
        let take = unsafeBitCast(try #require(dlsym(nil, "curl_url_set")), to: Take.self)
        let free = unsafeBitCast(try #require(dlsym(nil, "curl_free")), to: Free.self)
        let url = "http://127.0.0.1/" + String(repeating: "a", count: 100_000), wholeURL: CInt = 0
        func resident() throws -> Int {
            let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ").compactMap { Int($0) }
            return try #require(pages.dropFirst().first) * sysconf(Int32(_SC_PAGESIZE))
        }
        let before = try resident()
        for _ in 0..<10_000 {
            let handle = try #require(make())
            try #require(take(handle, wholeURL, url, 0) == 0)
            free(handle)
        }
        // They were a gigabyte; other tests run beside this one.
        #expect(try resident() - before < 500_000_000)
    }
}
