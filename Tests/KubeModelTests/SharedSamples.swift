import Foundation

/// Files beside the repository that are not part of it. Tests that need them say so and pass where they are absent.
enum SharedSamples {
    /// nil, after a loud line, where there is no such folder.
    static func folder(_ name: String) -> String? {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared")
            .standardizedFileURL.path
        let path = (ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside) + "/" + name
        if FileManager.default.fileExists(atPath: path) { return path }
        print("SKIPPED: \(path) is absent; set GATEHOUSE_SHARED to the folder that holds \(name)")
        return nil
    }

    static func texts(_ name: String) throws -> [(name: String, text: String)] {
        guard let folder = folder(name) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".yaml") }.map
        {
            ($0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8))
        }
    }
}
