import Foundation
import KubeModel

/// Definitions beside the repository that are not part of it. Tests that need them say so and pass where they are absent.
enum SharedDefinitions {
    /// Empty, after a loud line, where there is no such folder. Each folder is read once.
    static func all(_ name: String) throws -> [JSONValue] { try name == "crds" ? old.get() : new.get() }

    private static let old = Result { try read("crds") }
    private static let new = Result { try read("crds-2.4") }

    private static func read(_ name: String) throws -> [JSONValue] {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL.path
        let folder = (ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside) + "/" + name
        guard FileManager.default.fileExists(atPath: folder) else {
            print("SKIPPED: \(folder) is absent; set GATEHOUSE_SHARED to the folder that holds \(name)")
            return []
        }
        return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".yaml") }.map {
            try YAMLReader.parse(String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
        }
    }
}
