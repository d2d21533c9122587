import APIServer
import Foundation
import GatewayGraph
import Sandbox
import TestSupport
import Testing

/// What leaves the process where nothing may be changed, seen by a proxy in between.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ReadOnlyTests {
    private func between(
        _ scene: (_ gatehouse: Program, _ config: String, FaultProxy, KubeServer) async throws -> Void
    ) async throws {
        let server = Scene.server([Sample.object("shop/cart"), Sample.object("team/search")])
        let port = try await server.start()
        let proxy = try FaultProxy(target: port)
        let outcome: Result<Void, any Error>
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(proxy.port)", token: Scene.token)
                try await scene(gatehouse, config, proxy, server)
            }
            outcome = .success(())
        } catch { outcome = .failure(error) }
        proxy.stop()
        await server.stop()
        try outcome.get()
    }

    private func expectHarmless(_ proxy: FaultProxy) {
        for line in proxy.requests {
            let isReview = line.hasPrefix("POST ") && line.contains("reviews ")
            #expect(line.hasPrefix("GET ") || line.hasPrefix("HEAD ") || isReview, "\(line)")
        }
    }

    private static let editor = "sed -i s/30s/31s/"
    private static let changing: [[String]] = [
        ["delete", "tp/cart", "-n", "shop"], ["edit", "tp/cart", "-n", "shop"], ["create", "tp", "-n", "shop"],
    ]

    @Test(arguments: [["--read-only"], []]) func noCommandChangesAnything(option: [String]) async throws {
        try await between { gatehouse, config, proxy, server in
            let more = option.isEmpty ? ["GATEHOUSE_READ_ONLY": "1"] : [:]
            let version = server.store.version
            for words in Self.changing {
                let outcome = try await gatehouse.run(
                    words + ["--kubeconfig", config] + option, with: more.merging(["EDITOR": Self.editor]) { $1 })
                #expect(outcome.status != 0, "\(words)")
                #expect(outcome.err.contains(option.first ?? "GATEHOUSE_READ_ONLY"), "\(outcome.err)")
            }
            for words in [["get", "tp", "-A"], ["auth"], ["snapshot", "--settle", "50ms"]] {
                let outcome = try await gatehouse.run(words + ["--kubeconfig", config] + option, with: more)
                #expect(outcome.status == 0, "\(words): \(outcome.err)")
            }

            #expect(server.store.version == version)
            #expect(!proxy.requests.isEmpty)
            expectHarmless(proxy)
        }
    }

    /// Every key that could change something, whatever it asks first.
    private static let keys =
        "ctrl-d y ctrl-d enter space j space ctrl-d y enter u ctrl-r U : d e l e t e enter y c e esc 1 ctrl-d y 3 ctrl-d y"

    @Test func aSnapshotChangesSomethingOnlyWhereItIsLet() async throws {
        try await between { gatehouse, config, proxy, server in
            let words = ["snapshot", "tp", "-n", "shop", "--settle", "200ms", "--kubeconfig", config]
            let version = server.store.version
            for keys in ["ctrl-d y", Self.keys] {
                let outcome = try await gatehouse.run(words + ["--keys", keys])
                #expect(outcome.status == 0, "\(outcome.err)")
            }
            #expect(server.store.version == version)
            expectHarmless(proxy)

            let told = try await gatehouse.run(words + ["--keys", "ctrl-d y"])
            #expect(told.out.contains("Nothing was sent"))

            _ = try await gatehouse.run(words + ["--keys", "ctrl-d y", "--allow-writes"])
            #expect(server.store.object(.trafficPolicy, Sample.key("shop/cart")) == nil)
            #expect(proxy.requests.contains { $0.hasPrefix("DELETE ") })
        }
    }
}
