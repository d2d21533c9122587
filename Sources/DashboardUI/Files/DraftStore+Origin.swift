import Dashboard
import Foundation

/// What drafts were made from: each has a file beside it, which goes with it.
extension DraftStore {
    private static let originPrefix = ".origin-"

    static func origin(of path: String) -> String {
        let end = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        return "\(path[..<end])\(originPrefix)\(path[end...])"
    }

    /// Without it the draft is kept all the same.
    func note(_ origin: [UInt8], of path: String) {
        let place = Self.origin(of: path)
        try? PrivateFile.replace(place, by: place + ".new", bytes: origin)
    }

    public func origin(of path: String) -> DraftOrigin? {
        (try? PrivateFile.read(Self.origin(of: path))).flatMap(DraftOrigin.init)
    }

    public func contents(of path: String) throws(DraftError) -> [UInt8] { try PrivateFile.read(path) }

    /// Deletes a draft; one that is gone already is no failure.
    public func discard(_ path: String) {
        unlink(path)
        unlink(Self.origin(of: path))
        forgetUntold(path)
        guard let end = path.lastIndex(of: "/"), path[..<end] != folder else { return }
        // A refuge goes with its draft; nothing but an empty folder can be removed.
        rmdir(String(path[..<end]))
    }
}
