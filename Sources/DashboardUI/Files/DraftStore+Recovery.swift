import Foundation

extension DraftStore {
    /// Makes drafts of the texts whose editor and whose Gatehouse are gone; drops those in which nothing was typed.
    /// A folder with anything else in it, or without a lock to tell whose it is, stays: see ``leftEdits(at:)``.
    ///
    /// - Returns: The paths of the new drafts. They hold our comments too, as only the dead process knew which those
    ///   were.
    @discardableResult
    public func recover(at now: Date) -> [String] {
        removeUnfinished(at: now)
        return editFolders().compactMap { recover($0, at: now) }
    }

    /// Seconds after which a folder that got no name is nobody's: to lock and name one takes milliseconds.
    private static let unfinishedAge = 600.0

    /// Folders of a process that ended before it had made them: nothing was ever put into them but a lock.
    private func removeUnfinished(at now: Date) {
        let passing = [(folder, EditFile.passingPrefix), (temporaryFolder, EditFile.temporaryPassingPrefix)]
        for left in folders(passing) {
            var info = stat()
            guard lstat(left.path, &info) == 0,
                now.timeIntervalSince1970 - Double(info.st_mtim.tv_sec) > Self.unfinishedAge,
                left.leftovers() == [], left.textPath() == nil
            else { continue }
            let lock = EditLock.take("\(left.path)/\(EditFolder.ownerLock)", creating: false)
            if case .busy = lock { continue }
            left.remove(text: nil)
        }
    }

    /// Recovers, and says in a sentence each what came of it and what else was left; edits that are open are not told.
    public func recoveredAndLeft(at now: Date) -> [String] {
        recover(at: now)
        let kept = untold().map { "A text that was not sent is kept in \($0)." }
        return kept + leftEdits(at: now).filter { !$0.isOpen }.map(\.sentence)
    }

    /// Recovers, and says in one sentence how many drafts there are; nil where the person has been told of all.
    public func notice(at now: Date) -> String? {
        recover(at: now)
        let new = untold().count, left = leftEdits(at: now).filter { !$0.isOpen }.count
        guard new + left > 0 else { return nil }
        let count = list().count
        let beside = left == 0 ? "" : left == 1 ? "an edit left its file behind" : "\(left) edits left their files behind"
        guard count > 0 else { return "\(beside.prefix(1).uppercased())\(beside.dropFirst()): :drafts tells where." }
        let drafts = count == 1 ? "1 draft is kept" : "\(count) drafts are kept\(new > 0 && new < count ? ", \(new) of them new" : "")"
        return "\(drafts)\(left == 0 ? "" : ", and \(beside)"): :drafts lists \(count + left == 1 ? "it" : "them"), and e on the object goes on with its draft."
    }

    /// The edits that are open, and those whose folders are kept, in the order of their paths.
    public func leftEdits(at now: Date) -> [LeftEdit] {
        editFolders().compactMap { left in
            guard let leftovers = left.leftovers() else { return nil }
            let path = left.textPath() ?? left.path
            switch EditLock.take("\(left.path)/\(EditFolder.ownerLock)", creating: false) {
            case .busy: return LeftEdit(path: path, leftovers: leftovers, isOpen: true, origin: left.origin)
            case .held(let owner):
                let editor = EditLock.take("\(left.path)/\(EditFolder.editorLock)", creating: false)
                defer { withExtendedLifetime(owner) {} }
                if case .busy = editor { return LeftEdit(path: path, leftovers: leftovers, isOpen: true, origin: left.origin) }
            case .unknown: break
            }
            let isUntouched = leftovers.isEmpty && (try? left.typed()) == .some(nil)
            return LeftEdit(path: path, leftovers: leftovers, isOpen: isUntouched && left.isAwaited(at: now), origin: left.origin)
        }
    }

    private func editFolders() -> [EditFolder] {
        folders([(folder, EditFolder.prefix), (temporaryFolder, EditFile.temporaryPrefix)])
    }

    private func folders(_ places: [(parent: String, prefix: String)]) -> [EditFolder] {
        places.flatMap { Self.ownFolders(in: $0.parent, named: $0.prefix) }.map(EditFolder.init)
    }

    private func recover(_ left: EditFolder, at now: Date) -> String? {
        guard case .held(let owner) = EditLock.take("\(left.path)/\(EditFolder.ownerLock)", creating: false),
            case .held(let editor) = EditLock.take("\(left.path)/\(EditFolder.editorLock)", creating: true)
        else { return nil }
        defer { withExtendedLifetime((owner, editor)) {} }
        guard !left.isAwaited(at: now), let leftovers = left.leftovers() else { return nil }
        let text = left.textPath()
        // What cannot be read, and what cannot be written as a draft, stays for the next time.
        do throws(DraftError) {
            guard let text, let bytes = try left.typed() else {
                if leftovers.isEmpty { left.remove(text: text) }
                return nil
            }
            let stem = String((text.split(separator: "/").last ?? "").dropLast(".yaml".count))
            let origin = try? PrivateFile.read("\(left.path)/\(EditFolder.originName)")
            var path = twin(of: bytes, stem: stem) ?? ""
            if path.isEmpty {
                let name = "\(stem)-\(DraftName.stamp(now))"
                path = try write(bytes, named: name, in: try placeForDrafts(of: left), origin: origin)
            } else {
                markNewest(path)
            }
            markUntold(path)
            // What an editor put beside it may be worth more than what was saved: it stays. The text is a draft from now on, once.
            if leftovers.isEmpty { left.remove(text: text) } else { left.settle(bytes) }
            return path
        } catch { return nil }
    }

    /// Where drafts go; a text from the temporary folder, whose home could not be written, stays there if it must.
    private func placeForDrafts(of left: EditFolder) throws(DraftError) -> String {
        if left.path.hasPrefix(folder + "/") { return folder }
        do throws(DraftError) {
            try PrivateFile.makeFolder(folder)
            guard access(folder, W_OK) == 0 else { return try makeRefuge() }
            return folder
        } catch { return try makeRefuge() }
    }
}
