import Dashboard
import Foundation
import KubeModel

/// What was changed from here, for undo and redo after a restart: `$XDG_STATE_HOME/gatehouse/history`, a folder a cluster, a file a step, for their
/// owner only. Without secrets (``HistoryStep/document``).
///
/// Several dashboards may write at the same time: no two write the same file, but to say of it that the step is undone.
public struct HistoryStore: Sendable {
    /// Whose history it is: another server under the same name has its own.
    public struct Cluster: Hashable, Sendable {
        public var server: String
        public var context: String

        public init(server: String, context: String) { (self.server, self.context) = (server, context) }
    }

    public struct Contents: Sendable, Equatable {
        /// The oldest first.
        public var steps: [HistoryStep]
        /// What was passed over, in sentences.
        public var remarks: [String]
    }

    /// What is kept of a cluster: beyond that the oldest steps go.
    static let mostSteps = 200, mostBytes = 20 << 20
    static let mostBytesOfAStep = 4 << 20

    private static let ending = ".json"
    private let folder: String

    /// - Parameter folder: Where everything lies that outlives the program. Need not exist.
    public init(folder: String) { self.folder = folder + "/history" }

    /// - Parameter environment: As drafts are placed by (``DraftStore/init(environment:home:)``).
    public init(environment: [String: String], home: String = NSHomeDirectory()) {
        let drafts = DraftStore(environment: environment, home: home).folder
        self.init(folder: String(drafts.prefix(upTo: drafts.lastIndex(of: "/") ?? drafts.startIndex)))
    }

    // MARK: Reading

    /// All that is kept of a cluster. Reads at most 20 MB and what others have put there.
    public func load(_ cluster: Cluster) -> Contents {
        let path = path(of: cluster)
        var contents = Contents(steps: [], remarks: [])
        guard access(path, F_OK) == 0 else { return contents }
        guard isOwn(path) else {
            contents.remarks = ["\(path) is no folder of yours: history is not read from there."]
            return contents
        }
        var foreign: [String] = []
        for name in DraftStore.names(in: path).sorted() where !name.hasPrefix(".") {
            if let step = step(named: name, in: path) { contents.steps.append(step) } else { foreign.append(name) }
        }
        guard let first = foreign.first else { return contents }
        let names = foreign.count == 1 ? first : "\(first) and \(foreign.count - 1) more"
        contents.remarks = ["\(names) in \(path) cannot be read as a step of history, and \(foreign.count == 1 ? "is" : "are") passed over."]
        return contents
    }

    private func step(named name: String, in path: String) -> HistoryStep? {
        guard let id = Self.id(of: name), let bytes = try? PrivateFile.read("\(path)/\(name)"), bytes.count <= Self.mostBytesOfAStep,
            let document = try? JSONParser.parse(bytes), let step = HistoryStep(document: document), step.id == id
        else { return nil }
        return step
    }

    private static func id(of name: String) -> String? {
        guard name.hasSuffix(ending), HistoryStep.isID(name.dropLast(ending.count)) else { return nil }
        return String(name.dropLast(ending.count))
    }

    // MARK: Writing

    /// Keeps a step, on disk before this returns; the oldest go where there is too much.
    public func add(_ step: HistoryStep, to cluster: Cluster) throws(HistoryError) {
        let path = path(of: cluster)
        try write(step, to: path)
        prune(path, at: step.time)
    }

    /// Says of a step that it is undone, or made again. One that is not kept any more is nobody's matter.
    public func mark(_ id: String, isUndone: Bool, of cluster: Cluster) throws(HistoryError) {
        let path = path(of: cluster)
        guard isOwn(path), var step = step(named: id + Self.ending, in: path), step.isUndone != isUndone else { return }
        step.isUndone = isUndone
        try write(step, to: path)
    }

    private func write(_ step: HistoryStep, to path: String) throws(HistoryError) {
        let bytes = JSONWriter.bytes(step.document)
        guard bytes.count <= Self.mostBytesOfAStep else { throw .tooLarge(bytes.count) }
        do throws(DraftError) {
            for place in [folder, path] {
                // A link is not followed, not even to change whom it lets in.
                if access(place, F_OK) == 0, !isOwn(place) { throw DraftError.cannotCreate(path: place, reason: "it is no folder of yours") }
                try PrivateFile.makeFolder(place)
            }
            try PrivateFile.replace("\(path)/\(step.id)\(Self.ending)", by: "\(path)/.\(step.id)-\(getpid()).new", bytes: bytes)
        } catch { throw .cannotKeep(error) }
    }

    /// Seconds after which a file that got no name is nobody's.
    private static let unfinishedAge = 600.0

    private func prune(_ path: String, at now: Date) {
        var kept: [(name: String, bytes: Int)] = []
        for name in DraftStore.names(in: path).sorted() {
            var info = stat()
            guard lstat("\(path)/\(name)", &info) == 0, info.st_mode & S_IFMT == S_IFREG else { continue }
            if Self.id(of: name) != nil { kept.append((name, Int(info.st_size))) }
            let isOld = now.timeIntervalSince1970 - Double(info.st_mtim.tv_sec) > Self.unfinishedAge
            if name.hasPrefix("."), name.hasSuffix(".new"), isOld { unlink("\(path)/\(name)") }
        }
        var count = kept.count, bytes = kept.reduce(0) { $0 + $1.bytes }
        for step in kept.dropLast() where count > Self.mostSteps || bytes > Self.mostBytes {
            unlink("\(path)/\(step.name)")
            count -= 1
            bytes -= step.bytes
        }
    }

    // MARK: Folders

    private func isOwn(_ path: String) -> Bool {
        var info = stat()
        return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR && info.st_uid == geteuid()
    }

    private func path(of cluster: Cluster) -> String { "\(folder)/\(Self.name(of: cluster))" }

    /// `kind-one-127.0.0.1_6443-9f86d081884c7d65`: what a person recognizes, and what no other cluster has.
    static func name(of cluster: Cluster) -> String {
        func safe(_ text: String) -> String {
            let letters = text.utf8.prefix(60).map { byte -> Character in
                let scalar = UnicodeScalar(byte)
                let isSafe = byte < 0x80 && (Character(scalar).isLetter || Character(scalar).isNumber || byte == 0x2D || byte == 0x2E)
                return isSafe ? Character(scalar) : "_"
            }
            // A leading dot would hide the folder.
            return String(String(letters).drop { $0 == "." })
        }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(cluster.server)\u{0}\(cluster.context)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let host = cluster.server.replacing("https://", with: "").replacing("http://", with: "")
        return "\(safe(cluster.context))-\(safe(host))-\(String(hash, radix: 16))"
    }
}
