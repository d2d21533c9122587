import APIServer
import Foundation
import Sandbox
import TestSupport
import Testing

/// `get -w` through refusals in the middle of a watch.
@Suite(.serialized, .timeLimit(.minutes(10))) struct FollowingTests {
    @Test(arguments: [401, 403, 503]) func aRefusalInTheMiddleIsSaidAndWaitedFor(status: Int) async throws {
        let server = Scene.server([Sample.object("shop/cart"), Sample.object("team/search")])
        let port = try await server.start()
        let proxy = try FaultProxy(target: port)
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(proxy.port)", token: Scene.token)
                let child = try gatehouse.start(
                    ["get", "trafficpolicies", "-A", "-w", "-o", "name", "--kubeconfig", config])
                defer { child.terminate() }
                try #require(await child.says("/search\n"))

                proxy.apply([FaultRule(.answer(FaultAnswer(status, body: "{}")))])
                proxy.cut(byReset: false)
                try #require(await child.complains("trafficpolicies"))
                proxy.heal()

                #expect(await child.complains("Watching trafficpolicies again.\n"))
                #expect(child.out.split(separator: "\n").count == 2)
            }
        } catch {
            proxy.stop()
            await server.stop()
            throw error
        }
        proxy.stop()
        await server.stop()
    }
}
