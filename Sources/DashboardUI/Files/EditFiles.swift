import Dashboard
import Foundation
import KubeModel

/// The door to files: where an editor finds a text, and where a text goes that the cluster did not take. ``DraftStore``
/// is the one on disk.
public protocol EditFiles: Sendable {
    /// Where drafts lie, for sentences.
    var folder: String { get }

    /// Puts the text that a session begins with where an editor can have it.
    ///
    /// - Throws: Where there is no place for it: then no editor is opened.
    func open(_ session: EditSession) throws(DraftError) -> any EditedFile

    /// Keeps a text exactly as it is, for good before this returns.
    ///
    /// - Returns: The path of the draft: a new one, or that of the same object which holds the same text already.
    func save(_ bytes: [UInt8], of origin: DraftOrigin, at now: Date) throws(DraftError) -> String
    /// What a draft was made from; nil where that was not kept.
    func origin(of path: String) -> DraftOrigin?
    func contents(of path: String) throws(DraftError) -> [UInt8]
    /// Deletes a draft for good.
    func discard(_ path: String)
    /// The paths of the drafts of an object, the newest last; none of what has no name yet.
    ///
    /// - Parameter context: Empty: in whichever context.
    func kept(of type: ResourceType, _ key: ObjectKey, in context: String) -> [String]
    /// Makes drafts of the texts whose editor and whose Gatehouse are gone by now.
    ///
    /// - Returns: Their paths.
    @discardableResult func recover(at now: Date) -> [String]
    /// All drafts, the newest first.
    func list() -> [DraftStore.Draft]
    /// The edits that are open, and those whose folders are kept, in the order of their paths.
    func leftEdits(at now: Date) -> [LeftEdit]

    /// Call it before the sentence about a draft is shown: should nobody read it, the next start says it.
    func markUntold(_ path: String)
    /// The person has been told of all drafts: by a sentence on a terminal that was there.
    func markAllTold()
}

/// The file that an editor works on.
public protocol EditedFile: Sendable {
    var path: String { get }

    /// Puts a text there for the editor, in place of what was there, which stays where this fails.
    ///
    /// - Parameter isTyped: Whether the text holds something the person typed (``EditSession/holdsTypedText``).
    func write(_ text: String, isTyped: Bool) throws(DraftError)
    /// Says what the text is made from; call it after the text was written.
    func note(_ origin: DraftOrigin)
    /// What the editor left; nil when the file is gone.
    func contents() throws(DraftError) -> [UInt8]?

    /// What an editor inherits, so that it is known how long it lives; nil where that cannot be known. Let go of it once
    /// the editor has ended.
    func lockForEditor() -> EditLock?
    /// Whether the editor, or something that it started, still runs: it came back before it was done.
    var isStillOpen: Bool { get }
    /// Whether nobody wrote the file since it was first put there, not even the same text again.
    var isUntouched: Bool { get }

    /// Removes it. Call it once the outcome's draft, if any, has been saved.
    ///
    /// - Returns: nil where all is gone, else what is there and how to get at it: then it is kept.
    @discardableResult func remove() -> String?
    /// Leaves it to an editor that goes on.
    ///
    /// - Parameter unseen: The editor left no lock to tell how long it lives.
    func keep(unseen: Bool)
}

extension EditFiles {
    /// Keeps a text of which it is not known what it was made from.
    public func save(
        _ bytes: [UInt8], type: ResourceType, key: ObjectKey, at now: Date
    ) throws(DraftError) -> String {
        try save(bytes, of: DraftOrigin(type: type, key: key, context: ""), at: now)
    }
}

extension DraftStore: EditFiles {
    public func open(_ session: EditSession) throws(DraftError) -> any EditedFile {
        try EditFile(for: session, in: self)
    }
}

extension EditFile: EditedFile {}
