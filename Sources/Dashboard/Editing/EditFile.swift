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

    public init(for session: EditSession, in store: DraftStore) throws(DraftError) {
        let made = try Self.makeFolder(in: store)
        (folder, lock) = (EditFolder(path: made.path), made.lock)
        path = "\(made.path)/\(DraftName.stem(session.type, session.key)).yaml"
    }

    private static func makeFolder(in store: DraftStore) throws(DraftError) -> (path: String, lock: EditLock?) {
        do throws(DraftError) {
            try PrivateFile.makeFolder(store.folder)
            return try makeLocked(in: store.folder)
        } catch {
            guard let refuge = try? makeLocked(in: store.temporaryFolder, as: temporaryPrefix) else { throw error }
            return refuge
        }
    }

    static let temporaryPrefix = "gatehouse-open-"

    /// The folder gets the name by which it is found only once it is locked: another start cannot see it without.
    private static func makeLocked(
        in parent: String, as prefix: String = EditFolder.prefix
    ) throws(DraftError) -> (path: String, lock: EditLock?) {
        let made = try PrivateFile.makeTemporaryFolder(in: parent, named: ".new-")
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

    /// Puts a text where the editor will find it, for its owner only, in place of what was there.
    ///
    /// - Parameter isTyped: Whether the text holds something the person typed (``EditSession/holdsTypedText``).
    public func write(_ text: String, isTyped: Bool) throws(DraftError) {
        // What stands there was read by the session and is in the text: nothing is lost between the two.
        unlink(path)
        unlink("\(folder.path)/\(EditFolder.pristine)")
        try PrivateFile.create(path, bytes: Array(text.utf8))
        if !isTyped { try PrivateFile.create("\(folder.path)/\(EditFolder.pristine)", bytes: Array(text.utf8)) }
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

    /// What the editor left; nil when the file is gone or cannot be read.
    public func contents() -> [UInt8]? { try? PrivateFile.read(path) }

    /// Removes the file and what is ours beside it. Call it once the outcome's draft, if any, has been saved.
    ///
    /// - Returns: nil where all is gone, else what the editor left and how to get at it: then the folder is kept.
    @discardableResult
    public func remove() -> String? {
        let leftovers = folder.leftovers() ?? []
        guard leftovers.isEmpty else { return LeftEdit.words(leftovers, beside: path) }
        folder.remove(text: path)
        return nil
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
