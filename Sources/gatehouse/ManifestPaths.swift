import Foundation
import KubeModel
import KubeRules

/// Files and folders of manifests, read through to the last folder; `-` is standard input.
enum ManifestPaths {
    private static let endings: Set<String> = ["yaml", "yml", "json"]

    /// - Throws: A failure with status 3 for what is not there or cannot be read.
    static func read(_ paths: [String]) throws -> ManifestReader {
        var reader = ManifestReader()
        let (files, unreadable) = try files(paths)
        for file in files { reader.read(String(decoding: file.bytes, as: UTF8.self), file: file.name) }
        for (name, error) in unreadable { reader.reject("\(name): the file is \(error)") }
        return reader
    }

    /// The files themselves, and those that are no text.
    ///
    /// - Throws: A failure with status 3 for what is not there or cannot be read.
    static func files(_ paths: [String]) throws -> (files: [ManifestFile], unreadable: [(name: String, error: EncodedTextError)]) {
        var files: [ManifestFile] = [], unreadable: [(String, EncodedTextError)] = []
        for path in paths {
            for (name, data) in try contents(of: path) {
                do throws(EncodedTextError) { files.append(try ManifestFile(name, [UInt8](data))) } catch { unreadable.append((name, error)) }
            }
        }
        return (files, unreadable)
    }

    private static func contents(of path: String) throws -> [(name: String, data: Data)] {
        if path == "-" { return [("standard input", FileHandle.standardInput.readDataToEndOfFile())] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("There is no file or folder \(path).", .cannotConnect)
        }
        guard isFolder.boolValue else {
            guard let data = FileManager.default.contents(atPath: path) else { throw CommandFailure("Cannot read \(path).", .cannotConnect) }
            return [(path, data)]
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw CommandFailure("Cannot read the folder \(path).", .cannotConnect)
        }
        var found: [(String, Data)] = []
        let base = path.hasSuffix("/") ? path : path + "/"
        for name in names.sorted() where !name.hasPrefix(".") {
            let inner = path == "." ? name : base + name
            var isInner: ObjCBool = false
            // A link that leads nowhere is no file.
            guard FileManager.default.fileExists(atPath: inner, isDirectory: &isInner) else { continue }
            if isInner.boolValue || endings.contains((name as NSString).pathExtension.lowercased()) { found += try contents(of: inner) }
        }
        return found
    }
}
