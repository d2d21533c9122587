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
}
