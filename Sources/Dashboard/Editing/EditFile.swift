import Foundation
import KubeModel

/// The file an editor works on, in a folder of its own beside the drafts: if this process is killed while the editor is
/// open, the text is still there, and ``DraftStore/recover(at:)`` makes a draft of it.
///
/// Editors that write a new file over the old one, and those that leave others beside it, are fine: what counts is the
/// path, and the whole folder goes at the end.
public struct EditFile: Equatable, Sendable {
    /// What the editor is given: `.../.open-4711-.../TrafficPolicy-team-a-cart-cors.yaml`.
    public let path: String
    let folder: String

    /// - Parameter processID: Whose file it is, so that a later process can tell whether it was abandoned.
    public init(
        for session: EditSession, in store: DraftStore, processID: Int32 = ProcessInfo.processInfo.processIdentifier
    ) throws(DraftError) {
        folder = try Self.makeFolder(in: store, processID: processID)
        path = "\(folder)/\(DraftName.stem(session.type, session.key)).yaml"
    }

    private static func makeFolder(in store: DraftStore, processID: Int32) throws(DraftError) -> String {
        do throws(DraftError) {
            try PrivateFile.makeFolder(store.folder)
            var template = Array("\(store.folder)/\(prefix)\(processID)-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else {
                throw .cannotCreate(path: store.folder, reason: String(cString: strerror(errno)))
            }
            return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        } catch {
            guard let refuge = try? PrivateFile.makeTemporaryFolder(in: store.temporaryFolder) else { throw error }
            return refuge
        }
    }

    static let prefix = ".open-"
    /// What the editor was given, as long as nothing of it was typed by the person: an abandoned file that equals it is
    /// no draft.
    private static let pristine = ".opened"

    /// Puts a text where the editor will find it, for its owner only, in place of what was there.
    ///
    /// - Parameter isTyped: Whether the text holds something the person typed (``EditSession/holdsTypedText``).
    public func write(_ text: String, isTyped: Bool) throws(DraftError) {
        // What stands there was read by the session and is in the text: nothing is lost between the two.
        unlink(path)
        unlink("\(folder)/\(Self.pristine)")
        try PrivateFile.create(path, bytes: Array(text.utf8))
        if !isTyped { try PrivateFile.create("\(folder)/\(Self.pristine)", bytes: Array(text.utf8)) }
    }

    /// What the editor left; nil when the file is gone or cannot be read.
    public func contents() -> [UInt8]? { try? PrivateFile.read(path) }

    /// Removes the file and whatever the editor left beside it. Call it once the outcome's draft, if any, has been
    /// saved.
    public func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// The text of a folder whose process is gone; nil where the person had typed nothing.
    static func abandoned(in folder: String) -> (name: String, bytes: [UInt8])? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard let name = names.sorted().first(where: { !$0.hasPrefix(".") && $0.hasSuffix(".yaml") }),
            let bytes = try? PrivateFile.read("\(folder)/\(name)")
        else { return nil }
        let opened = try? PrivateFile.read("\(folder)/\(pristine)")
        return bytes == opened || bytes.isEmpty ? nil : (name, bytes)
    }
}

extension DraftStore {
    /// Makes drafts of the texts whose editor, or whose Gatehouse, was killed; drops those in which nothing was typed.
    ///
    /// - Returns: The paths of the new drafts. They hold our comments too, as only the dead process knew which those
    ///   were.
    @discardableResult
    public func recover(at now: Date) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasPrefix(EditFile.prefix),
                let process = name.dropFirst(EditFile.prefix.count).split(separator: "-").first.flatMap({ Int32($0) }),
                !Self.isRunning(process)
            else { return nil }
            return recover("\(folder)/\(name)", at: now)
        }
    }

    private func recover(_ left: String, at now: Date) -> String? {
        guard let text = EditFile.abandoned(in: left) else {
            try? FileManager.default.removeItem(atPath: left)
            return nil
        }
        let name = String(text.name.dropLast(".yaml".count)) + "-" + DraftName.stamp(now)
        // Where the draft cannot be written the folder stays for the next time.
        guard let path = try? write(text.bytes, named: name, in: folder) else { return nil }
        try? FileManager.default.removeItem(atPath: left)
        return path
    }

    /// Another user's process answers EPERM: it runs.
    private static func isRunning(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }
}
