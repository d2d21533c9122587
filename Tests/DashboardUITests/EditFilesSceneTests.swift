import APIServer
import Dashboard
import DashboardUI
import Foundation
import KubeModel
import TestSupport
import Testing

/// The files of the person, replaced by what no disk does on demand.
@MainActor @Suite(.serialized) struct EditFilesSceneTests {
    /// A disk with room for the editor's file and for nothing after it.
    private struct FullDisk: EditFiles {
        let store: DraftStore

        var folder: String { store.folder }
        func open(_ session: EditSession) throws(DraftError) -> any EditedFile { try store.open(session) }
        func save(_ bytes: [UInt8], of origin: DraftOrigin, at now: Date) throws(DraftError) -> String {
            throw .cannotWrite(path: "/full/draft.yaml", reason: "No space left on device")
        }
        func origin(of path: String) -> DraftOrigin? { nil }
        func contents(of path: String) throws(DraftError) -> [UInt8] { try store.contents(of: path) }
        func discard(_ path: String) {}
        func kept(of type: ResourceType, _ key: ObjectKey, in context: String) -> [String] { [] }
        func recover(at now: Date) -> [String] { [] }
        func list() -> [DraftStore.Draft] { store.list() }
        func leftEdits(at now: Date) -> [LeftEdit] { store.leftEdits(at: now) }
        func markUntold(_ path: String) {}
        func markAllTold() {}
    }

    private func play(
        _ files: (DraftStore) -> any EditFiles, _ scene: @MainActor (DashboardStage) async throws -> Void
    ) async throws {
        let server = Scene.server(BrowsingSceneTests.objects)
        let port = try await server.start()
        do {
            try await DashboardStage.play(port: port, token: Scene.token, files: files, scene)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func whereNoDraftCanBeWrittenTheEditorsOwnFileIsKeptAndNamed() async throws {
        try await play { FullDisk(store: $0) } _: { stage in
            stage.edit({ $0 + "spec: [\n" }, { $0 })
            try stage.press("e")

            let frame = try await stage.see("Your text is kept in", ".open-")
            #expect(!frame.contains("/full/"))
            let left = try #require(stage.drafts.leftEdits(at: Date()).first)
            let text = try String(contentsOfFile: left.path, encoding: .utf8)
            #expect(text.contains("spec: ["))
        }
    }
}
