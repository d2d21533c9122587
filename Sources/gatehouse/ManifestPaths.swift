import Foundation
import KubeRules

/// Files and folders of manifests, read through to the last folder; `-` is standard input.
enum ManifestPaths {
    private static let endings: Set<String> = ["yaml", "yml", "json"]

    /// - Throws: A failure with status 3 for what is not there or cannot be read.
    static func read(_ paths: [String]) throws -> ManifestReader {
        var reader = ManifestReader()
        for path in paths { try read(path, into: &reader) }
        return reader
    }

    private static func read(_ path: String, into reader: inout ManifestReader) throws {
        if path == "-" {
            return reader.read(String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self), file: "standard input")
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("There is no file or folder \(path).", .cannotConnect)
        }
        guard isFolder.boolValue else {
            guard let data = FileManager.default.contents(atPath: path) else { throw CommandFailure("Cannot read \(path).", .cannotConnect) }
            return reader.read(String(decoding: data, as: UTF8.self), file: path)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where !name.hasPrefix(".") {
            let inner = "\(path)/\(name)"
            var isInner: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: inner, isDirectory: &isInner)
            if isInner.boolValue || endings.contains((name as NSString).pathExtension.lowercased()) { try read(inner, into: &reader) }
        }
    }
}
