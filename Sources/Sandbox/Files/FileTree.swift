import Foundation

/// The manifests among files and folders at one moment: which there are, and which state each is in.
struct FileTree: Sendable {
    /// What changes whenever a file is written, or another takes its place.
    struct Stamp: Hashable, Sendable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int
        var file: UInt64
    }

    struct File: Hashable, Sendable {
        var path: String
        var stamp: Stamp
    }

    /// In the order in which they count: of one name the last object is the one that there is.
    private(set) var files: [File] = []
    /// Folders that cannot be read.
    private(set) var closed: [String] = []
    private var visited: Set<UInt64> = []

    /// - Parameter paths: A folder is searched to its last folder for `.yaml`, `.yml` and `.json`; all else in it, and what
    ///   begins with a dot, is passed by. A file that is named itself is taken whatever its name.
    init(_ paths: [String]) {
        for path in paths {
            guard let state = Self.state(of: path) else { continue }
            if state.isFolder { search(path, state) } else { files.append(File(path: path, stamp: state.stamp)) }
        }
    }

    /// nil where there is none any more.
    static func stamp(of path: String) -> Stamp? { state(of: path)?.stamp }

    static func isFolder(_ path: String) -> Bool? { state(of: path)?.isFolder }

    private static func state(of path: String) -> (isFolder: Bool, stamp: Stamp)? {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        #if canImport(Darwin)
            let time = info.st_mtimespec
        #else
            let time = info.st_mtim
        #endif
        let stamp = Stamp(size: Int(info.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec, file: UInt64(info.st_ino))
        return ((info.st_mode & S_IFMT) == S_IFDIR, stamp)
    }

    private mutating func search(_ path: String, _ state: (isFolder: Bool, stamp: Stamp)) {
        // A folder that a link leads back to is read once.
        guard visited.insert(state.stamp.file).inserted else { return }
        guard let entries = Self.entries(of: path) else { return closed.append(path) }
        let root = path.hasSuffix("/") ? path : path + "/"
        for entry in entries.sorted(by: { $0.name < $1.name }) where !entry.name.hasPrefix(".") {
            let isManifest = Self.isManifest(entry.name)
            // Logs and pictures cost nothing beyond their names.
            guard isManifest || entry.mayBeFolder, let state = Self.state(of: root + entry.name) else { continue }
            if state.isFolder {
                search(root + entry.name, state)
            } else if isManifest {
                files.append(File(path: root + entry.name, stamp: state.stamp))
            }
        }
    }

    private static func isManifest(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
    }

    private static func entries(of path: String) -> [(name: String, mayBeFolder: Bool)]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var found: [(name: String, mayBeFolder: Bool)] = []
        while let entry = readdir(folder) {
            let length = MemoryLayout.size(ofValue: entry.pointee.d_name)
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: length) { String(cString: $0) }
            }
            found.append((name, Int32(entry.pointee.d_type) != Int32(DT_REG)))
        }
        return found
    }
}
