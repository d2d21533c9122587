import GatewayGraph
import APIServer
import Foundation
import KubeModel
import Testing

@testable import Sandbox

@Suite struct StorySandboxTests {
    @Test func aSandboxStartsWithItsStoryAndStops() async throws {
        let running = try await StorySandbox.start(SandboxOptions(objects: 60, isQuiet: true))

        #expect(running.port > 0)
        #expect(running.token.count == 32)
        let story = try Story.objects(seed: 1, start: Date()).count { $0.id.type == .trafficPolicy }
        #expect(running.server.store.count(of: .trafficPolicy) == story + 60)
        await running.stop()
    }

    @Test func anEditThroughTheStoreIsAnsweredByTheController() async throws {
        let running = try await StorySandbox.start(SandboxOptions(isQuiet: true))
        let store = running.server.store
        let key = ObjectKey(namespace: "infra", name: "edge-defaults")
        let kind = try #require(running.server.kinds.first { $0.type == .trafficPolicy })
        let changes = store.changes(of: .trafficPolicy)
        var object = try #require(store.object(.trafficPolicy, key))
        object["spec"]?["timeout"] = ["request": "soon"]
        try store.replace(object, kind: kind)

        let answer = await changes.first { $0.object["status"]?["conditions"]?[0]?["reason"] == "Invalid" }

        #expect(answer?.key == key)
        await running.stop()
    }

    @Test func aPortThatIsTakenIsSaid() async throws {
        let first = try await StorySandbox.start(SandboxOptions(isQuiet: true))

        await #expect(throws: ServerError.portTaken(first.port)) {
            try await StorySandbox.start(SandboxOptions(port: first.port, isQuiet: true))
        }
        await first.stop()
    }

    @Test func aKubeconfigIsForItsOwnerOnlyAndOverwritesOnlyItsLike() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kubeconfig-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }

        try SandboxKubeconfig(port: 80, token: "a b").write(to: path)
        try SandboxKubeconfig(port: 81, token: "a b").write(to: path)
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        let value = try YAMLReader.parse(String(contentsOfFile: path, encoding: .utf8))

        #expect(permissions == 0o600)
        #expect(value["clusters"]?[0]?["cluster"]?["server"] == "http://gatehouse:a%20b@127.0.0.1:81")
        #expect(value["users"]?[0]?["user"]?["token"] == "a b")
        #expect(value["current-context"] == "gatehouse-sandbox")

        try "apiVersion: v1\nkind: Config\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: SandboxKubeconfig.Failure.foreign(path: path)) {
            try SandboxKubeconfig(port: 82, token: "t").write(to: path)
        }
    }
}
