import Dashboard
import Foundation

/// The folder of one edit, as it is found on disk: the text, what it was at first, our locks, and what the editor put
/// beside it.
struct EditFolder {
    static let prefix = ".open-"
    /// Held by Gatehouse.
    static let ownerLock = ".lock"
    /// Lent to the editor.
    static let editorLock = ".editor"
    /// What the editor was given, as long as nothing of it was typed by the person.
    static let pristine = ".opened"
    /// There where an editor came back at once and left no lock to tell whether its window is still open.
    static let awaited = ".awaited"
    /// A text on its way to its name; what stands under that name is as good.
    static let passing = ".passing"
    /// What the text was made from.
    static let originName = ".origin"
    private static let ours: Set = [ownerLock, editorLock, pristine, awaited, passing, originName]

    let path: String

    /// Everything in it that is neither the text nor ours nor a mere lock of an editor, in order; nil where the folder
    /// cannot be read.
    func leftovers() -> [String]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
        return names.filter {
            !Self.ours.contains($0) && $0 != textName(names) && !EditorTrace.isLock("\(path)/\($0)")
        }.sorted()
    }

    /// The path of the text; nil where there is none.
    func textPath() -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return textName(names).map { "\(path)/\($0)" }
    }

    private func textName(_ names: [String]) -> String? {
        names.sorted().first { !$0.hasPrefix(".") && $0.hasSuffix(".yaml") }
    }

    /// What the person typed and saved; nil where the text is as it was opened, or is gone.
    ///
    /// - Throws: Where the text is there and cannot be read: then it may be anything.
    func typed() throws(DraftError) -> [UInt8]? {
        guard let text = textPath() else { return nil }
        let bytes = try PrivateFile.read(text)
        let opened = try? PrivateFile.read("\(path)/\(Self.pristine)")
        return bytes == opened || bytes.isEmpty ? nil : bytes
    }

    /// What the text was made from; nil where that was not kept.
    var origin: DraftOrigin? { (try? PrivateFile.read("\(path)/\(Self.originName)")).flatMap(DraftOrigin.init) }

    /// What was typed is kept elsewhere, and not to be found here again. Should this fail it is kept twice.
    func settle(_ bytes: [UInt8]) {
        try? PrivateFile.replace("\(path)/\(Self.pristine)", by: "\(path)/\(Self.passing)", bytes: bytes)
    }

    /// Whether a window that we know nothing of may still write here: for a day after it was opened.
    func isAwaited(at now: Date) -> Bool {
        var info = stat()
        guard lstat("\(path)/\(Self.awaited)", &info) == 0 else { return false }
        return now.timeIntervalSince1970 - Double(info.st_mtim.tv_sec) < 24 * 60 * 60
    }

    /// Takes away the text and our own files, and then the folder, which stays where anything else is in it. No link
    /// is followed.
    func remove(text: String?) {
        if let text { unlink(text) }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where EditorTrace.isLock("\(path)/\(name)") { unlink("\(path)/\(name)") }
        // The owner's lock goes last: a folder without it is nobody's to remove.
        for name in [Self.pristine, Self.awaited, Self.passing, Self.originName, Self.editorLock, Self.ownerLock] {
            unlink("\(path)/\(name)")
        }
        rmdir(path)
    }
}
