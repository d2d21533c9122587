import Foundation

/// Which drafts the person has not been told of, across a terminal that goes away before anything can be shown: each
/// has an empty file beside it.
extension DraftStore {
    private static let untoldPrefix = ".untold-"

    /// Call it before the sentence about a draft is shown.
    public func markUntold(_ path: String) {
        guard let marker = marker(of: path) else { return }
        // Without the mark the draft is still listed: nothing is lost by a failure.
        try? PrivateFile.create(marker, bytes: [])
    }

    /// The paths of the drafts nobody was told of, in order. Marks of drafts that are gone are removed.
    public func untold() -> [String] {
        draftFolders.flatMap { folder in
            Self.names(in: folder).filter { $0.hasPrefix(Self.untoldPrefix) }.sorted().compactMap { name in
                let path = "\(folder)/\(name.dropFirst(Self.untoldPrefix.count))"
                if access(path, F_OK) == 0 { return path }
                unlink("\(folder)/\(name)")
                return nil
            }
        }
    }

    /// The person has been told of all drafts: by a sentence on a terminal that was there.
    public func markAllTold() {
        for path in untold() { if let marker = marker(of: path) { unlink(marker) } }
    }

    func forgetUntold(_ path: String) {
        if let marker = marker(of: path) { unlink(marker) }
    }

    /// nil for a draft outside the folders of drafts.
    private func marker(of path: String) -> String? {
        guard let end = path.lastIndex(of: "/") else { return nil }
        let parent = String(path[..<end])
        guard draftFolders.contains(parent) else { return nil }
        return "\(parent)/\(Self.untoldPrefix)\(path[path.index(after: end)...])"
    }
}
