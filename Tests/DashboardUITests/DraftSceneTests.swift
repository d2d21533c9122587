import APIServer
import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeModel
import TerminalUI
import TestSupport
import Testing

/// Drafts with keys: gone on with, compared, deleted, and made of what an editor saves that came back early.
@MainActor @Suite(.serialized) struct DraftSceneTests {
    private let key = Sample.key("shop/cart")

    private func timeout(_ server: KubeServer) -> String? {
        server.store.object(.trafficPolicy, key)?[path: ["spec", "timeout", "request"]]?.string
    }

    /// Ends an edit with a draft in which the timeout is another.
    private func keepDraft(_ stage: DashboardStage) async throws {
        stage.screen.editor = { _, path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return .exited(1) }
            try? text.replacing("30s", with: "5s").write(toFile: path, atomically: false, encoding: .utf8)
            return .exited(1)
        }
        try stage.press("e")
        try await stage.see("Your text is kept in")
    }

    private func label(_ server: KubeServer, _ name: String) throws {
        var object = try #require(server.store.object(.trafficPolicy, key))
        object["metadata"]?["labels"] = ["owner": .string(name)]
        _ = try server.store.replace(object, kind: server.kind(.trafficPolicy))
    }

    @Test func theNextEditGoesOnWithTheDraftAndKeepsWhatChangedSince() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            try await keepDraft(stage)
            try label(server, "bob")
            stage.edit { $0 + "\n" }
            try stage.press("e")
            try await stage.see("Drafts of shop/cart", "TrafficPolicy shop/cart", "begin anew")
            try stage.press("enter")

            try await stage.hold { _ in timeout(server) == "5s" }
            try await stage.hold { _ in stage.drafts.list().isEmpty }
            let labels = server.store.object(.trafficPolicy, key)?[path: ["metadata", "labels", "owner"]]
            #expect(labels == "bob")
        }
    }

    @Test func aStartTellsOfDraftsAndTheFirstKeysAreForTheDashboard() async throws {
        let keepOne = { (store: DraftStore) -> any EditFiles in
            let origin = DraftOrigin(type: .trafficPolicy, key: Sample.key("shop/cart"), context: "stage")
            if let path = try? store.save(Array("a: 1\n".utf8), of: origin, at: Date()) { store.markUntold(path) }
            return store
        }
        try await Scene.play(BrowsingSceneTests.objects, files: keepOne) { stage, _ in
            try await stage.see("1 draft is kept: :drafts lists it")
            try stage.press(":")
            try stage.press("d r a f t s enter")

            try await stage.see("Drafts", "TrafficPolicy shop/cart")
        }
    }

    @Test func whatAnotherGatehouseLeftMeanwhileIsOfferedByTheNextEdit() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            let object = try #require(server.store.object(.trafficPolicy, key))
            do {
                // Ends as one that was killed: nothing is put away.
                var session = EditSession(editing: object, type: .trafficPolicy)
                session.context = "stage"
                let file = try stage.drafts.open(session)
                file.note(session.origin)
                let text = try String(contentsOfFile: file.path, encoding: .utf8)
                try text.replacing("30s", with: "7s").write(toFile: file.path, atomically: false, encoding: .utf8)
            }
            // A program that another test starts has its lock, too, until it is under way.
            try await stage.hold { _ in !stage.drafts.leftEdits(at: Date()).contains(where: \.isOpen) }
            stage.edit { $0 + "\n" }
            try stage.press("e")
            try await stage.see("Drafts of shop/cart", "begin anew")
            try stage.press("enter")

            try await stage.hold { _ in timeout(server) == "7s" }
        }
    }

    @Test func theNextEditMayBeginAnewAndTheDraftStays() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            try await keepDraft(stage)
            stage.edit { $0.replacing("30s", with: "9s") }
            try stage.press("e")
            try await stage.see("begin anew")
            try stage.press("j enter")

            try await stage.hold { _ in timeout(server) == "9s" }
            #expect(stage.drafts.list().count == 1)
        }
    }

    @Test func draftsAreComparedAndDeletedFromTheirList() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, _ in
            try await keepDraft(stage)
            try stage.press(": d r a f t s enter")
            try await stage.see("Drafts", "enter goes on")
            try stage.press("d")
            try await stage.see("the server now → the draft", "spec.timeout.request", "5s")
            try stage.press("esc : d r a f t s enter")
            try await stage.see("enter goes on")
            try stage.press("ctrl-d")
            try await stage.see("ctrl-d again deletes this draft for good.")
            #expect(stage.drafts.list().count == 1)
            try stage.press("ctrl-d")

            try await stage.see("No draft is kept.")
            #expect(stage.drafts.list().isEmpty)
        }
    }

    /// The editor of a Gatehouse that was killed goes on, and ends while another one runs.
    @Test func whatAnEditorSavedThatOutlivedItsGatehouseIsOfferedOnceItEnds() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, server in
            let object = try #require(server.store.object(.trafficPolicy, key))
            var session = EditSession(editing: object, type: .trafficPolicy)
            // Text and locks as the dead one leaves them.
            var owner: EditFile? = try EditFile(for: session, in: stage.drafts)
            session.context = "stage"
            owner?.note(session.origin)
            let path = try #require(owner?.path)
            var editor = owner?.lockForEditor()
            owner = nil
            try stage.press(": d r a f t s enter")
            try await stage.see("enter goes on", "open in an editor  TrafficPolicy shop/cart")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacing("30s", with: "7s").write(toFile: path, atomically: false, encoding: .utf8)
            #expect(editor != nil)
            editor = nil

            try stage.press("esc e")
            try await stage.see("Drafts of shop/cart", "TrafficPolicy shop/cart")
            stage.edit { $0 + "\n" }
            try stage.press("enter")

            try await stage.hold { _ in timeout(server) == "7s" }
        }
    }

    @Test func equalDraftsAreOne() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, _ in
            try await keepDraft(stage)
            try stage.press("e")
            try await stage.see("begin anew")
            try stage.press("j enter")

            try await stage.hold { $0.notice?.text.contains("Your text is kept in") == true }
            #expect(stage.drafts.list().count == 1)
        }
    }

    @Test func whatIsSavedInAnEditorThatCameBackEarlyBecomesADraft() async throws {
        try await Scene.play(BrowsingSceneTests.objects) { stage, _ in
            var opened = ""
            stage.screen.editor = { _, path in
                opened = path
                return .exited(0)
            }
            try stage.press("e")
            try await stage.see("test-editor came back at once")
            let text = try String(contentsOfFile: opened, encoding: .utf8)
            try text.replacing("30s", with: "8s").write(toFile: opened, atomically: true, encoding: .utf8)

            try await stage.see("in the editor that came back early is not sent")
            let draft = try #require(stage.drafts.list().first)
            #expect(String(decoding: try stage.drafts.contents(of: draft.path), as: UTF8.self).contains("8s"))
            #expect(stage.drafts.origin(of: draft.path)?.key == key)
        }
    }
}
