import GatewayGraph
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

@Suite(.timeLimit(.minutes(10))) struct FaultProxyTests {
    private let body =
        #"{"kind":"Backend","metadata":{"name":"a"},"spec":{"note":"0123456789012345678901234567890123456789"}}"#

    /// What a client gets of one object through a proxy with these faults.
    private func fetch(_ rules: FaultRule...) async throws -> Result<[UInt8], ClusterError> {
        let server = try RawServer { [body] _ in [.send(answer("200 OK", body))] }
        let proxy = try FaultProxy(target: server.port)
        defer {
            proxy.stop()
            server.stop()
        }
        proxy.apply(rules)
        return await get(proxy)
    }

    private func get(_ proxy: FaultProxy) async -> Result<[UInt8], ClusterError> {
        let url = URL(string: "http://127.0.0.1:\(proxy.port)") ?? URL(fileURLWithPath: "/")
        let client = KubeClient.patient(ClusterEndpoint(server: url, token: "t", context: "test", namespace: nil))
        do throws(ClusterError) {
            return .success(try await client.get(.backend, ObjectKey(namespace: "d", name: "a")))
        } catch { return .failure(error) }
    }

    @Test func withoutRulesEverythingPasses() async throws {
        #expect(try await fetch() == .success(Array(body.utf8)))
    }

    @Test(arguments: [true, false])
    func aConnectionThatEndsBeforeTheAnswerIsBroken(byReset: Bool) async throws {
        #expect(try await fetch(FaultRule(.cut(after: 0, byReset: byReset))) == .failure(.reset))
    }

    @Test(arguments: [true, false])
    func aConnectionThatEndsWithinTheHeadIsBrokenAndDoesNotStopTheProgram(byReset: Bool) async throws {
        for bytes in [5, 17, 30, 50] {
            let outcome = try await fetch(FaultRule(.cut(after: bytes, byReset: byReset)))
            #expect(outcome == .failure(.reset), "after \(bytes) bytes")
        }
    }

    @Test func aConnectionThatEndsWithinTheBodyTruncatesIt() async throws {
        #expect(try await fetch(FaultRule(.cut(after: 130, byReset: false))) == .failure(.truncated))
    }

    @Test func garbageIsNoJSON() async throws {
        let outcome = try await fetch(FaultRule(.corrupt(at: 120)))

        #expect(try outcome.get().count == body.utf8.count)
        #expect(try outcome.get() != Array(body.utf8))
    }

    @Test func theProxyAnswersByItself() async throws {
        let busy = FaultAnswer.refusal(429, "TooManyRequests", retryAfter: "3")

        #expect(
            try await fetch(FaultRule(.answer(busy)))
                == .failure(.tooManyRequests(said(429, "TooManyRequests"), retryAfter: 3)))
        #expect(try await fetch(FaultRule(.answer(.page()))) == .failure(.notJSON))
        let forgotten = FaultAnswer.refusal(504, "Timeout", cause: "ResourceVersionTooLarge")
        var status = said(504, "Timeout")
        status.causes = [.init(reason: "ResourceVersionTooLarge", message: "", field: "")]
        #expect(try await fetch(FaultRule(.answer(forgotten))) == .failure(.versionTooLarge(status)))
    }

    private func said(_ code: Int, _ reason: String) -> APIStatus {
        APIStatus(code: code, reason: reason, message: "the proxy says so")
    }

    @Test func aRuleComesToTheRequestsItIsFor() async throws {
        let server = try RawServer { [body] _ in [.send(answer("200 OK", body))] }
        let proxy = try FaultProxy(target: server.port)
        defer {
            proxy.stop()
            server.stop()
        }
        proxy.apply([FaultRule("/backends/", skipping: 1, times: 1, .answer(.refusal(503, "ServiceUnavailable")))])

        let first = await get(proxy), second = await get(proxy), third = await get(proxy)

        #expect(first == third)
        #expect(second == .failure(.unavailable(message: "the proxy says so", retryAfter: nil)))
    }

    @Test func whileItIsClosedConnectionsAreRefused() async throws {
        let server = try RawServer { [body] _ in [.send(answer("200 OK", body))] }
        let proxy = try FaultProxy(target: server.port)
        defer {
            proxy.stop()
            server.stop()
        }

        proxy.close()
        let refused = await get(proxy)
        proxy.open()

        #expect(refused == .failure(.refused(host: "127.0.0.1:\(proxy.port)")))
        #expect(await get(proxy) == .success(Array(body.utf8)))
    }

    @Test func aScheduleIsTheSameForTheSameSeed() {
        #expect(FaultSchedule(seed: 7).description == FaultSchedule(seed: 7).description)
        #expect(FaultSchedule(seed: 7).description != FaultSchedule(seed: 8).description)
    }
}
