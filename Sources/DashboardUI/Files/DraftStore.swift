import Dashboard
import Foundation
import KubeModel

/// Texts that the cluster did not take, each a file for its owner only: `$XDG_STATE_HOME/gatehouse/drafts`.
public struct DraftStore: Sendable {
    public struct Draft: Equatable, Sendable {
        public var path: String
        public var written: Date
        /// The file's name, which tells kind, namespace, name and time.
        public var name: String { String(path.split(separator: "/").last ?? "") }
    }

    /// Where drafts lie. Need not exist.
    public let folder: String
    /// Where they go when the folder cannot be written: a draft is never given up for want of a home.
    public let temporaryFolder: String

    public init(folder: String, temporaryFolder: String = "/tmp") {
        self.folder = folder
        self.temporaryFolder = temporaryFolder
    }

    /// - Parameters:
    ///   - environment: `XDG_STATE_HOME` (ignored unless absolute, as its specification says), `HOME`, `TMPDIR`.
    ///   - home: Used where `HOME` is not set.
    public init(environment: [String: String], home: String = NSHomeDirectory()) {
        func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let state = absolute("XDG_STATE_HOME") ?? (absolute("HOME") ?? home) + "/.local/state"
        self.init(folder: state + "/gatehouse/drafts", temporaryFolder: absolute("TMPDIR") ?? "/tmp")
    }

    /// Keeps a text exactly as it is, on disk before this returns.
    ///
    /// - Returns: The path of the new file, or of the draft of the same object that holds the same text. In
    ///   ``temporaryFolder`` where ``folder`` cannot be written.
    public func save(_ bytes: [UInt8], of origin: DraftOrigin, at now: Date) throws(DraftError) -> String {
        let stem = DraftName.stem(origin.type, origin.key), noted = origin.context.isEmpty ? nil : origin.bytes
        if let path = twin(of: bytes, stem: stem) {
            if let noted { note(noted, of: path) }
            markNewest(path)
            return path
        }
        let name = stem + "-" + DraftName.stamp(now)
        do throws(DraftError) {
            try PrivateFile.makeFolder(folder)
            return try write(bytes, named: name, in: folder, origin: noted)
        } catch {
            guard let refuge = try? makeRefuge() else { throw error }
            // An empty one would be left for nothing.
            defer { rmdir(refuge) }
            return try write(bytes, named: name, in: refuge, origin: noted)
        }
    }

    /// The newest draft of an object that holds this text.
    func twin(of bytes: [UInt8], stem: String) -> String? {
        paths(stem: stem).last { (try? PrivateFile.read($0)) == bytes }
    }

    private static let refugePrefix = "gatehouse-draft-"

    /// A folder for one draft that finds no place where drafts belong.
    func makeRefuge() throws(DraftError) -> String {
        try PrivateFile.makeTemporaryFolder(in: temporaryFolder, named: Self.refugePrefix)
    }

    /// Where drafts are: the folder for them, and the refuges.
    var draftFolders: [String] { [folder] + Self.ownFolders(in: temporaryFolder, named: Self.refugePrefix) }

    /// The folders that begin with a prefix, in order. In a folder for everybody's temporary files anybody may have
    /// made one of that name, or a link: those are left out.
    static func ownFolders(in parent: String, named prefix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return names.filter { $0.hasPrefix(prefix) }.sorted().map { "\(parent)/\($0)" }.filter { path in
            var info = stat()
            return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR && info.st_uid == geteuid()
        }
    }

    static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// - Parameter origin: What is kept beside it, first: a draft is found by its own name.
    func write(
        _ bytes: [UInt8], named name: String, in folder: String, origin: [UInt8]?
    ) throws(DraftError) -> String {
        for attempt in 1...100 {
            let path = "\(folder)/\(name)\(attempt == 1 ? "" : "-\(attempt)").yaml"
            if access(path, F_OK) == 0 { continue }
            if let origin { note(origin, of: path) }
            do throws(DraftError) { try PrivateFile.create(path, bytes: bytes) } catch {
                unlink(Self.origin(of: path))
                throw error
            }
            markNewest(path)
            return path
        }
        throw .cannotCreate(path: "\(folder)/\(name).yaml", reason: "too many drafts of one second")
    }

    /// All drafts, the newest first; empty where there is no folder.
    public func list() -> [Draft] {
        let drafts = draftFolders.flatMap { folder in
            Self.names(in: folder).filter { !$0.hasPrefix(".") && $0.hasSuffix(".yaml") }.map { name in
                let path = "\(folder)/\(name)"
                return Draft(path: path, written: Self.modified(path))
            }
        }
        return drafts.sorted { $0.written == $1.written ? $0.path > $1.path : $0.written > $1.written }
    }

    /// The paths of the drafts of an object, the one kept last at the end; none of what has no name yet. Reads the folder's names,
    /// and the time and what is noted of those that fit: a name tells when its text was first kept, and `a-b/c` and `a/b-c` have
    /// files of one name.
    public func kept(of type: ResourceType, _ key: ObjectKey, in context: String) -> [String] {
        guard !key.name.isEmpty else { return [] }
        return paths(stem: DraftName.stem(type, key)).filter { path in
            // Of one that was kept without it the name has to do.
            origin(of: path).map { $0.isOf(type, key, in: context) } ?? true
        }
    }

    private func paths(stem: String) -> [String] {
        let found = draftFolders.flatMap { folder in
            Self.names(in: folder).filter { DraftName.isDraft($0, of: stem) }.map { "\(folder)/\($0)" }
        }
        return found.map { (path: $0, time: Self.modified($0)) }.sorted { ($0.time, $0.path) < ($1.time, $1.path) }.map(\.path)
    }

    /// Files that are written one after the other may have one time, that of the last tick of the clock: this has a finer one.
    /// Without it the draft is kept all the same.
    func markNewest(_ path: String) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        utimensat(AT_FDCWD, path, [now, now], AT_SYMLINK_NOFOLLOW)
    }

    private static func modified(_ path: String) -> Date {
        var info = stat()
        guard stat(path, &info) == 0 else { return .distantPast }
        return Date(timeIntervalSince1970: Double(info.st_mtim.tv_sec) + Double(info.st_mtim.tv_nsec) / 1e9)
    }
}
