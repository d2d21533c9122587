import APIServer
import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import TerminalUI
import TestSupport
import Testing

/// Two writers of one object, one of them through the editor: every change of both is in the end state, or was shown.
@MainActor @Suite(.serialized) struct EditFlowTests {
    /// What one writer does to a field: all values are words that stand nowhere else.
    private struct Change: Equatable {
        /// The word that stands there; nil: a target is added below the others.
        var old: String?
        /// nil: the annotation is removed.
        var new: String?

        func edit(_ text: String) -> String {
            guard let old else {
                return text + "  - group: gateway.networking.k8s.io\n    kind: HTTPRoute\n    name: \(new ?? "")\n"
            }
            guard let new else {
                return text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasSuffix(" \(old)") }
                    .joined(separator: "\n")
            }
            return text.replacing(old, with: new)
        }

        func edit(_ object: JSONValue) -> JSONValue {
            switch object {
            case .string(let text): return text == old ? .string(new ?? "") : object
            case .array(let elements):
                let added = old == nil && elements.contains { $0["kind"] != nil } ? [EditFlowTests.target(new ?? "")] : []
                return .array(elements.map(edit) + added)
            case .object(let members):
                return .object(members.compactMapValues { new == nil && $1.string == old ? nil : edit($1) })
            case .null, .bool, .number: return object
            }
        }
    }

    private nonisolated static func target(_ name: String) -> JSONValue {
        ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string(name)]
    }

    private static let words = ["red", "green", "blue", "grey", "north", "south", "east"]

    private static func policy() -> JSONValue {
        var object = Sample.object("shop/two", .trafficPolicy)
        object["metadata"]?["annotations"] = [
            "a": "red", "b": "green", "c": "blue", "d": "grey",
        ]
        object["spec"] = ["targetRefs": .array(["north", "south", "east"].map(target))]
        return object
    }

    /// One to three changes of different fields.
    private static func changes(_ writer: String, _ chance: inout Chance) -> [Change] {
        let chosen = words.shuffled(using: &chance).prefix(Int.random(in: 1...3, using: &chance))
        var changes = chosen.map { word in
            let isRemoved = words.firstIndex(of: word) ?? 0 < 4 && Int.random(in: 0..<4, using: &chance) == 0
            return Change(old: word, new: isRemoved ? nil : "\(word)-\(writer)")
        }
        // One who changes the last and adds one more may as well have put two in its place.
        if !chosen.contains("east"), Int.random(in: 0..<4, using: &chance) == 0 { changes.append(Change(old: nil, new: "added-\(writer)")) }
        return changes
    }

    @MainActor private final class TwoWriters: Editor {
        private let server: KubeServer
        let mine: [Change]
        let theirs: [Change]
        /// When the other one writes: while the editor is open, or when the request is under way.
        private let isLate: Bool
        private let keepsMine: Bool
        private(set) var conflictText: String?
        private var openings = 0
        private var hasWritten = false

        init(_ server: KubeServer, _ chance: inout Chance) {
            self.server = server
            mine = changes("mine", &chance)
            theirs = changes("theirs", &chance)
            (isLate, keepsMine) = (Bool.random(using: &chance), Bool.random(using: &chance))
        }

        func edit(_ command: [String], file path: String, lock: Int32?) async -> EditorExit {
            openings += 1
            guard openings < 3, let text = try? String(contentsOfFile: path, encoding: .utf8) else { return .exited(1) }
            if !isLate { write() }
            let edited = openings == 1 ? mine.reduce(text) { $1.edit($0) } : resolved(text)
            try? edited.write(toFile: path, atomically: false, encoding: .utf8)
            return .exited(0)
        }

        func write() {
            guard !hasWritten, let now = server.store.object(.trafficPolicy, Sample.key("shop/two")) else { return }
            hasWritten = true
            _ = try? server.store.replace(theirs.reduce(now) { $1.edit($0) }, kind: server.kind(.trafficPolicy))
        }

        private func resolved(_ text: String) -> String {
            conflictText = text
            var side: Bool?
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
                let mark = line.drop { $0 == " " }.prefix(7)
                guard ["<<<<<<<", "=======", ">>>>>>>"].contains(mark) else { return side == nil || side == keepsMine }
                side = mark == "<<<<<<<" ? true : mark == "=======" ? false : nil
                return false
            }
            return lines.joined(separator: "\n")
        }

        /// Fields that both changed, and not alike.
        var common: [Change] {
            mine.filter { change in theirs.contains { $0.old == change.old && $0.new != change.new } }
        }

        /// Whether anything of mine is left once the conflicts are solved.
        var hasToSend: Bool {
            mine.contains { change in !theirs.contains(change) && (keepsMine || !common.contains(change)) }
        }

        /// What must stand there in the end.
        var wanted: JSONValue {
            let kept = keepsMine ? theirs.filter { change in !common.contains { $0.old == change.old } } : theirs
            let own = keepsMine ? mine : mine.filter { !common.contains($0) }
            return (kept + own.filter { !kept.contains($0) }).reduce(EditFlowTests.policy()) { $1.edit($0) }
        }
    }

    @Test func everyChangeOfBothIsInTheEndStateOrWasShown() async throws {
        let server = Scene.server([])
        let port = try await server.start()
        let url = try #require(URL(string: "http://127.0.0.1:\(port)"))
        let client = KubeClient(
            ClusterEndpoint(server: url, token: Scene.token, context: "two", namespace: nil), groups: .gateways)
        let folder = try TemporaryFolder()
        let drafts = DraftStore(folder: folder.path + "/drafts", temporaryFolder: folder.path)
        let key = Sample.key("shop/two"), kind = server.kind(.trafficPolicy)
        var chance = Chance(11), conflicts = 0, merges = 0
        for round in 0..<100 {
            if round > 0 { try server.store.delete(key, kind: kind) }
            server.store.apply(seed: Self.policy(), kind: kind)
            let object = try EditSession.object(in: try await client.get(.trafficPolicy, key))
            let writers = TwoWriters(server, &chance)
            let flow = EditFlow(cluster: client, editor: writers, files: drafts, editorCommand: "test-editor")

            let result = await flow.run(EditSession(editing: object, type: .trafficPolicy)) { words in
                if words != nil { writers.write() }
            }

            let now = try #require(server.store.object(.trafficPolicy, key))
            let wanted = writers.wanted
            #expect(now["spec"] == wanted["spec"], "round \(round): \(result.sentence)")
            #expect(now[path: ["metadata", "annotations"]] == wanted[path: ["metadata", "annotations"]], "round \(round)")
            #expect((result.outcome.kind == .replaced) == writers.hasToSend, "round \(round): \(result.sentence)")
            #expect((writers.conflictText != nil) == !writers.common.isEmpty, "round \(round): \(result.sentence)")
            for change in writers.common {
                let text = try #require(writers.conflictText)
                let other = writers.theirs.first { $0.old == change.old }
                #expect([change.new, other?.new].allSatisfy { $0.map(text.contains) ?? true }, "round \(round)")
            }
            if writers.common.isEmpty { merges += 1 } else { conflicts += 1 }
        }
        #expect(conflicts > 20 && merges > 20)
        #expect(drafts.list().isEmpty)
        await server.stop()
    }
}
