import Dashboard
import Foundation
import KubeModel

/// The file an editor works on, in a folder of its own beside the drafts: if this process is killed while the editor is
/// open, the text is still there, and ``DraftStore/recover(at:)`` makes a draft of it once neither lives.
///
/// Editors that write a new file over the old one are fine: what counts is the path. What they leave beside it keeps
/// the folder.
public struct EditFile: Sendable {
    /// What the editor is given: `.../.open-x7Hq2a/TrafficPolicy-team-a-cart-cors.yaml`.
    public let path: String
    private let folder: EditFolder
    /// nil where the file system has no locks: then no other start touches the folder.
    private let lock: EditLock?

    /// Makes the folder, with the text that the session begins with: beside the drafts or, where there is no room or
    /// no right to write, among the temporary files.
    ///
    /// - Throws: What was wrong beside the drafts, where neither can be written.
    public init(for session: EditSession, in store: DraftStore) throws(DraftError) {
        do throws(DraftError) {
            try PrivateFile.makeFolder(store.folder)
            try self.init(session, in: store.folder, as: EditFolder.prefix, passing: Self.passingPrefix)
        } catch {
            guard let refuge = try? EditFile(inRefuge: session, store) else { throw error }
            self = refuge
        }
    }

    private init(inRefuge session: EditSession, _ store: DraftStore) throws(DraftError) {
        try self.init(
            session, in: store.temporaryFolder, as: Self.temporaryPrefix, passing: Self.temporaryPassingPrefix)
    }

    private init(
        _ session: EditSession, in parent: String, as prefix: String, passing: String
    ) throws(DraftError) {
        let made = try Self.makeLocked(in: parent, as: prefix, passing: passing)
        (folder, lock) = (EditFolder(path: made.path), made.lock)
        path = "\(made.path)/\(DraftName.stem(session.type, session.key)).yaml"
        guard case .openEditor(let text) = session.start() else { return }
        do throws(DraftError) { try write(text, isTyped: session.holdsTypedText) } catch {
            folder.remove(text: path)
            throw error
        }
    }

    static let temporaryPrefix = "gatehouse-open-"
    /// The name of a folder before it is locked.
    static let passingPrefix = ".new-"
    static let temporaryPassingPrefix = "gatehouse-new-"

    /// The folder gets the name by which it is found only once it is locked: another start cannot see it without.
    private static func makeLocked(
        in parent: String, as prefix: String, passing: String
    ) throws(DraftError) -> (path: String, lock: EditLock?) {
        let made = try PrivateFile.makeTemporaryFolder(in: parent, named: passing)
        let path = "\(parent)/\(prefix)\(made.suffix(6))"
        let lock: EditLock? =
            if case .held(let lock) = EditLock.take("\(made)/\(EditFolder.ownerLock)", creating: true) { lock } else {
                nil
            }
        // Over an empty folder this would succeed; ours are never empty.
        guard rename(made, path) == 0 else {
            let reason = String(cString: strerror(errno))
            EditFolder(path: made).remove(text: nil)
            throw .cannotCreate(path: path, reason: reason)
        }
        return (path, lock)
    }

    /// Puts a text where the editor will find it, for its owner only, in place of what was there, which stays where
    /// this fails: on a full disk it may be the last copy.
    ///
    /// - Parameter isTyped: Whether the text holds something the person typed (``EditSession/holdsTypedText``).
    public func write(_ text: String, isTyped: Bool) throws(DraftError) {
        let passing = "\(folder.path)/\(EditFolder.passing)"
        let pristine = "\(folder.path)/\(EditFolder.pristine)"
        if !isTyped, isUntouched, (try? PrivateFile.read(pristine)) == Array(text.utf8) { return }
        // Without it, whatever stands there is taken for typed.
        unlink(pristine)
        try PrivateFile.replace(path, by: passing, bytes: Array(text.utf8))
        if !isTyped { try PrivateFile.replace(pristine, by: passing, bytes: Array(text.utf8)) }
    }

    /// Says what the text is made from, after it was written: what a draft of it is put together by. Without it the draft is
    /// kept all the same.
    public func note(_ origin: DraftOrigin) {
        try? PrivateFile.replace(
            "\(folder.path)/\(EditFolder.originName)", by: "\(folder.path)/\(EditFolder.passing)", bytes: origin.bytes)
    }

    /// The lock that an editor inherits, so that it is known how long it lives. Let go of it once the editor has ended.
    ///
    /// - Returns: nil where there are no locks, or an editor of before still has it.
    public func lockForEditor() -> EditLock? {
        let attempt = EditLock.take("\(folder.path)/\(EditFolder.editorLock)", creating: true)
        if case .held(let lock) = attempt { return lock }
        return nil
    }

    /// Whether the editor, or something that it started, still runs: it came back before it was done.
    public var isStillOpen: Bool {
        let attempt = EditLock.take("\(folder.path)/\(EditFolder.editorLock)", creating: false)
        if case .busy = attempt { return true }
        return false
    }

    /// Whether nobody wrote the file since it was first put there, not even the same text again.
    public var isUntouched: Bool {
        var text = stat()
        var opened = stat()
        // It is written before what it is compared with.
        guard lstat(path, &text) == 0, lstat("\(folder.path)/\(EditFolder.pristine)", &opened) == 0 else {
            return false
        }
        let (written, after) = (text.st_mtim, opened.st_mtim)
        // Times are those of the last tick of the clock: a text that differs was written whatever they are.
        guard (written.tv_sec, written.tv_nsec) <= (after.tv_sec, after.tv_nsec) else { return false }
        return (try? folder.typed()) == .some(nil)
    }

    /// What the editor left; nil when the file is gone.
    ///
    /// - Throws: ``DraftError/cannotRead(path:reason:)`` where something is there that is not a text to be read.
    public func contents() throws(DraftError) -> [UInt8]? {
        do throws(DraftError) { return try PrivateFile.read(path) } catch {
            var info = stat()
            if lstat(path, &info) != 0, errno == ENOENT { return nil }
            throw error
        }
    }

    /// Removes the file and what is ours beside it. Call it once the outcome's draft, if any, has been saved.
    ///
    /// - Returns: nil where all is gone, else what is there and how to get at it: then the folder is kept.
    @discardableResult
    public func remove() -> String? {
        let leftovers = folder.leftovers() ?? []
        guard leftovers.isEmpty else { return LeftEdit.words(leftovers, beside: path) }
        if holdsUnreadText { return "What the editor saved stays in \(path)." }
        folder.remove(text: path)
        return nil
    }

    /// A file that could not be read is the only copy of what is in it. A link or a pipe holds nothing by itself.
    private var holdsUnreadText: Bool {
        var info = stat()
        guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return false }
        return info.st_size > PrivateFile.limit || access(path, R_OK) != 0
    }

    /// Leaves the file to an editor that goes on: nobody touches it as long as this process runs.
    ///
    /// - Parameter unseen: The editor left no lock to tell how long it lives: then other starts do not for a day.
    public func keep(unseen: Bool) {
        lock?.keep()
        // Without it the file may go at the next start, as long as nothing was written into it.
        if unseen { try? PrivateFile.create("\(folder.path)/\(EditFolder.awaited)", bytes: []) }
    }
}
