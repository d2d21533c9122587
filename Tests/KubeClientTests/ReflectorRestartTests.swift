import GatewayGraph
import APIServer
import Dashboard
import Foundation
import KubeModel
import Sandbox
import TestSupport
import Testing

@testable import KubeClient

@Suite(.timeLimit(.minutes(10))) struct ReflectorRestartTests {
    private let kinds = KindCatalog.all.filter { ResourceType.kgatewayKinds.contains($0.type) }
    private var types: [ResourceType] { kinds.map(\.type) }

    private func server(port: UInt16 = 0, _ names: [String]) -> KubeServer {
        Scene.server(port: port, types.flatMap { type in names.map { Sample.object("team/\($0)", type) } })
    }

    /// Waits until every kind is live with just the objects of a server; false where that never happens.
    private func isLive(with server: KubeServer, _ follower: DashboardFollower) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            if await follower.difference(from: server.store) == nil { return true }
            // The pause only leaves the processor to others.
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    /// Starts a server on a port that the system gives to nobody by itself, so that it is still free after a restart.
    private func first(_ names: [String]) async throws -> (KubeServer, UInt16) {
        for _ in 0..<50 {
            let port = UInt16.random(in: 20_000..<30_000), server = server(port: port, names)
            // Taken by another program: the next one.
            if (try? await server.start()) != nil { return (server, port) }
        }
        throw CocoaError(.fileWriteUnknown)
    }

    /// Starts a server where another one was. A child of another test may have inherited its socket, and hold the port until
    /// it ends.
    private func again(_ port: UInt16, _ names: [String]) async throws -> KubeServer {
        let deadline = ContinuousClock.now + .seconds(40)
        while true {
            let server = server(port: port, names)
            do {
                _ = try await server.start()
                return server
            } catch { if ContinuousClock.now > deadline { throw error } }
            // What is waited for is the end of a child; the pause only leaves the processor to it.
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test func allKindsComeBackAfterAServerThatKeptOrLostItsObjects() async throws {
        let (original, port) = try await first(["a", "b"])
        var current = original
        let url = try #require(URL(string: "http://127.0.0.1:\(port)"))
        let client = KubeClient.patient(ClusterEndpoint(server: url, token: Scene.token, context: "test", namespace: nil))
        let follower = DashboardFollower(kinds)
        let following = Task { [types] in await follower.follow(client, types) }
        #expect(try await isLive(with: current, follower))

        for names in [["a", "b"], ["b", "c"], []] {
            await current.stop()
            current = try await again(port, names)

            #expect(try await isLive(with: current, follower))
            #expect(await follower.breach == nil)
        }
        following.cancel()
        await following.value
        await current.stop()
    }
}
