import Dashboard
import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import DashboardUI

@Suite struct HistoryStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString)").path

    private func store(_ context: String = "kind/prod", server: String = "https://a:6443") -> HistoryStore {
        HistoryStore(folder: folder, context: context, server: server)
    }

    private func step(_ name: String, at seconds: Double, spec: JSONValue = [:]) -> HistoryStep {
        let key = ObjectKey(namespace: "shop", name: name)
        let object: JSONValue = ["metadata": ["name": .string(name), "namespace": "shop"], "spec": spec]
        return HistoryStep(
            at: Date(timeIntervalSince1970: seconds), records: [ChangeRecord(type: .trafficPolicy, key: key, before: object, after: nil)])
    }

    @Test func whatIsKeptComesBackInItsOrder() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = store()
        for name in ["a", "b", "c"] { _ = try store.add(step(name, at: 1_700_000_000, spec: ["n": "1e3"])) }

        let back = store.steps()
        #expect(back.map { $0.records[0].key.name } == ["a", "b", "c"])
        #expect(back.allSatisfy { $0.isFromFile && !$0.isUndone && $0.obstacle == nil })
        #expect(back[0].records == step("a", at: 0, spec: ["n": "1e3"]).records)
        #expect(back[0].words == "deleted TrafficPolicy shop/a")
    }

    @Test func eachClusterHasItsOwn() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try store().add(step("a", at: 1))

        #expect(store("kind/test").steps().isEmpty)
        #expect(store(server: "https://b:6443").steps().isEmpty)
    }

    @Test func onlyTheOwnerCanReadIt() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let kept = try store().add(step("a", at: 1))

        let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        let file = try #require(files.first { $0.hasSuffix(kept.name) })
        #expect(try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")[.posixPermissions] as? Int == 0o600)
    }

    @Test func aStepThatWasTakenBackSaysSo() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var kept = try store().add(step("a", at: 1))
        kept.isUndone = true
        try store().mark(kept)

        #expect(store().steps().map(\.isUndone) == [true])
    }

    @Test func theOldestGo() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for number in 0..<(HistoryStore.limit + 5) { _ = try store().add(step("n\(number)", at: Double(1_700_000_000 + number))) }

        let names = store().steps().map { $0.records[0].key.name }
        #expect(names.count == HistoryStore.limit && names.first == "n5")
    }

    @Test func noFileHoldsATokenAndThatIsSaid() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let secret: JSONValue = ["metadata": ["name": "ai"], "spec": ["ai": ["llm": ["openai": ["authToken": ["kind": "Inline", "inline": "sk-secret"]]]]]]
        let record = ChangeRecord(type: .backend, key: ObjectKey(namespace: "shop", name: "ai"), before: secret, after: secret)
        let kept = try store().add(HistoryStep(at: Date(timeIntervalSince1970: 1), records: [record]))
        #expect(kept.obstacle == nil)

        let back = try #require(store().steps().first)
        #expect(back.obstacle?.contains("inline tokens") == true)
        let path = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }.first { $0.hasSuffix(".json") }
        #expect(try !String(contentsOfFile: "\(folder)/\(try #require(path))", encoding: .utf8).contains("sk-secret"))
    }

    @Test func whatCannotBeReadIsAsIfItWereNotThere() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try store().add(step("a", at: 1))
        let inner = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }.first { $0.hasSuffix(".json") }
        let place = (try #require(inner) as NSString).deletingLastPathComponent
        try Data("not json".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(place)/x.json"))

        #expect(store().steps().count == 1)
    }
}
