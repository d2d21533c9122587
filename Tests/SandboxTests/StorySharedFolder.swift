import Foundation

/// The material that may lie beside the repository: the contract and the sample manifests. Tests that need it are skipped,
/// by name, where it is absent.
enum StorySharedFolder {
    static let path: String = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("shared").path
    }()

    static var contract: String { path + "/api/kgateway-openapi.yaml" }
    static var samples: String { path + "/samples" }
    static var definitions: String { path + "/crds" }

    static func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }
}
