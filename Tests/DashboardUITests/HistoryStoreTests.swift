import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard
@testable import DashboardUI

@Suite struct HistoryStoreTests {
    private let home: TemporaryFolder
    private let store: HistoryStore
    private let cluster = HistoryStore.Cluster(server: "https://10.0.0.1:6443", context: "shop/eu")

    init() throws {
        home = try TemporaryFolder()
        store = HistoryStore(environment: ["XDG_STATE_HOME": home.path])
    }

    private var folder: String { "gatehouse/history/\(HistoryStore.name(of: cluster))" }

    private func step(_ seconds: Int, _ name: String = "a/x", spec: JSONValue = ["n": 1]) -> HistoryStep {
        let before = Sample.object(name, version: 1, spec: spec), after = Sample.object(name, version: 2, generation: 2, spec: ["n": 2])
        let record = ChangeRecord(type: .trafficPolicy, key: Sample.key(name), before: before, after: after)
        return HistoryStep(time: Date(timeIntervalSince1970: Double(seconds)), deed: "edited", records: [record])
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(home.path)/\(path)")[.posixPermissions] as? Int
    }

    private var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: "\(home.path)/\(folder)")) ?? []).sorted() }

    @Test func stepsAreKeptInTheOrderInWhichTheyWereMade() throws {
        try store.add(step(20, "a/y"), to: cluster)
        try store.add(step(10), to: cluster)

        #expect(store.load(cluster) == HistoryStore.Contents(steps: [step(10), step(20, "a/y")], remarks: []))
        let other = HistoryStore.Cluster(server: "https://10.0.0.2:6443", context: "shop/eu")
        #expect(store.load(other).steps.isEmpty)
    }

    @Test func nobodyElseMayReadThem() throws {
        try store.add(step(10), to: cluster)

        #expect(try mode("gatehouse/history") == 0o700 && mode(folder) == 0o700)
        #expect(try mode("\(folder)/\(step(10).id).json") == 0o600)
        #expect(names == ["\(step(10).id).json"])
    }

    @Test func aStepIsMarkedUndoneAndMadeAgain() throws {
        try store.add(step(10), to: cluster)
        try store.mark(step(10).id, isUndone: true, of: cluster)
        #expect(store.load(cluster).steps.map(\.isUndone) == [true])

        try store.mark(step(10).id, isUndone: false, of: cluster)
        try store.mark(step(99).id, isUndone: true, of: cluster)
        #expect(store.load(cluster).steps == [step(10)])
    }

    @Test func theOldestGoWhereThereAreTooMany() throws {
        for second in 1...HistoryStore.mostSteps + 2 { try store.add(step(second), to: cluster) }

        let steps = store.load(cluster).steps
        #expect(steps.count == HistoryStore.mostSteps)
        #expect(steps.first == step(3) && steps.last == step(HistoryStore.mostSteps + 2))
    }

    @Test func theOldestGoWhereTheyAreTooLargeTogether() throws {
        let text = String(repeating: "x", count: 3 << 20)
        for second in 1...8 { try store.add(step(second, spec: ["text": .string(text)]), to: cluster) }

        #expect(names == (3...8).map { "\(step($0).id).json" })
    }

    @Test func aStepThatIsTooLargeIsNotKeptAndThatIsSaid() throws {
        let large = step(1, spec: ["text": .string(String(repeating: "x", count: 5 << 20))])

        #expect(throws: HistoryError.self) { try store.add(large, to: cluster) }
        #expect(HistoryError.tooLarge(5 << 20).description.hasPrefix("With 5 MB the change is more than history keeps"))
        #expect(names.isEmpty)
    }

    @Test func secretsDoNotReachTheFile() throws {
        let spec: JSONValue = ["basicAuth": ["users": ["joe:hunter22"]]]
        try store.add(step(10, spec: spec), to: cluster)

        let text = home.text("\(folder)/\(step(10).id).json")
        #expect(!text.contains("hunter22") && text.contains("\"masked\":[\"spec.basicAuth.users\"]"))
        #expect(store.load(cluster).steps.first?.records.first?.maskedPaths == ["spec.basicAuth.users"])
    }

    @Test(arguments: ["", "{", "[]", "{\"format\":\"gatehouse.history/9\"}", "{\"format\":\"gatehouse.history/1\",\"id\":7}"])
    func whatCannotBeReadIsPassedOverAndSaid(text: String) throws {
        try store.add(step(10), to: cluster)
        try home.write("\(folder)/\(step(20).id).json", text)

        let contents = store.load(cluster)
        #expect(contents.steps == [step(10)])
        #expect(contents.remarks == ["\(step(20).id).json in \(home.path)/\(folder) cannot be read as a step of history, and is passed over."])
    }

    @Test func filesOfOthersStayWhereTheyAre() throws {
        try store.add(step(10), to: cluster)
        try home.write("\(folder)/notes.txt", "mine")
        for second in 11...HistoryStore.mostSteps + 11 { try store.add(step(second), to: cluster) }

        #expect(names.contains("notes.txt"))
        #expect(store.load(cluster).remarks.count == 1)
    }

    @Test func noLinkIsFollowed() throws {
        try store.add(step(10), to: cluster)
        let outside = try home.write("outside.json", JSONWriter.text(step(20).document))
        try FileManager.default.createSymbolicLink(atPath: "\(home.path)/\(folder)/\(step(20).id).json", withDestinationPath: outside)
        #expect(store.load(cluster).steps == [step(10)])

        let elsewhere = try TemporaryFolder(), other = HistoryStore.Cluster(server: "s", context: "linked")
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.path)/gatehouse/history/\(HistoryStore.name(of: other))", withDestinationPath: elsewhere.path)
        #expect(throws: HistoryError.self) { try store.add(step(30), to: other) }
        #expect(store.load(other).remarks.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
    }

    @Test func aFolderThatCannotBeWrittenIsSaid() {
        let store = HistoryStore(folder: "/dev/null/state")
        let error = #expect(throws: HistoryError.self) { try store.add(step(10), to: cluster) }
        #expect(error?.description.hasPrefix("The change can be undone until Gatehouse ends, and not afterwards. Cannot create") == true)
    }

    @Test func severalDashboardsMayWriteAtTheSameTime() async throws {
        await withTaskGroup(of: Void.self) { group in
            for writer in 1...8 {
                let (store, cluster, steps) = (store, cluster, (1...10).map { step($0, "a/w\(writer)") })
                group.addTask { for step in steps { try? store.add(step, to: cluster) } }
            }
        }

        #expect(store.load(cluster).steps.count == 80)
        #expect(store.load(cluster).remarks.isEmpty)
    }

    @Test(arguments: ["../../etc", ".hidden", "a b/ü", String(repeating: "long", count: 100)])
    func aContextMakesASafeName(context: String) {
        let name = HistoryStore.name(of: HistoryStore.Cluster(server: "https://x", context: context))
        #expect(!name.hasPrefix(".") && !name.contains("/") && name.utf8.count < 160)
    }
}
