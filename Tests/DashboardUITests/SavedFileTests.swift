import Foundation
import TestSupport
import Testing

@testable import Dashboard
@testable import DashboardUI

@Suite struct SavedFileTests {
    private func sentence(_ action: Action) -> String {
        switch action {
        case .told(let text): "told: \(text)"
        case .failed(let text): "failed: \(text)"
        default: "\(action)"
        }
    }

    @Test func aFileIsForItsOwnerOnlyAndNeverReplaced() throws {
        let folder = try TemporaryFolder(), path = folder.path + "/cart.yaml"

        #expect(sentence(SavedFile.save("one\n", to: path)) == "told: Saved to \(path).")
        #expect(sentence(SavedFile.save("two\n", to: path)).hasPrefix("failed: \(path) is there already, and stays as it is."))

        #expect(folder.text("cart.yaml") == "one\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func whereThereIsNoFolderItSaysSo() throws {
        let folder = try TemporaryFolder()

        #expect(sentence(SavedFile.save("x", to: folder.path + "/none/x.yaml")).hasPrefix("failed: "))
    }

    /// Where our own files lie is not the matter of a file that the person named.
    @Test func aPlaceThatCannotBeWrittenIsSaidWithoutAdviceOnOurs() {
        let saved = sentence(SavedFile.save("x", to: "/dev/null/x.yaml"))
        let exported = sentence(ExportedFiles.write([], to: "/dev/null/folder", leftOut: []))

        #expect(saved == "failed: Cannot create /dev/null/x.yaml: Not a directory. Nothing was saved.")
        #expect(exported == "failed: Cannot create /dev/null/folder: Not a directory. Nothing was exported.")
    }

    @Test func aFolderThatIsThereKeepsItsMode() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)

        #expect(sentence(ExportedFiles.write([], to: folder.path, leftOut: [])).hasPrefix("told: "))

        let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
        #expect(mode == 0o755)
    }
}
