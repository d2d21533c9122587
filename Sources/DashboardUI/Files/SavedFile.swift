import Dashboard
import Foundation

/// A file that the person saves something to.
enum SavedFile {
    /// Writes a new file, for its owner only; one that is there stays as it is.
    ///
    /// - Parameter path: From the folder that the program was started in; `~` is the person's own.
    /// - Returns: What to say of it.
    static func save(_ text: String, to path: String) -> Action {
        let whole = path == "~" || path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst() : path
        do throws(DraftError) {
            try PrivateFile.create(whole, bytes: Array(text.utf8))
            return .told("Saved to \(whole).")
        } catch {
            guard access(whole, F_OK) != 0 else {
                return .failed("\(whole) is there already, and stays as it is. ctrl-s saves under another name.")
            }
            return .failed("\(error.failure) Nothing was saved.")
        }
    }
}
