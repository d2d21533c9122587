import Dashboard
import Foundation
import KubeModel

/// Objects that the person saves to a folder, a file each, ready to be applied.
enum ExportedFiles {
    /// Writes new files, for their owner only; those that are there stay as they are.
    ///
    /// - Parameter folder: From the folder that the program was started in; `~` is the person's own. Made where it is missing.
    /// - Returns: What to say of it.
    static func write(_ objects: [ExportedObject], to folder: String, leftOut: [String]) -> Action {
        let whole = folder == "~" || folder.hasPrefix("~/") ? NSHomeDirectory() + folder.dropFirst() : folder
        var written = 0, failures = leftOut
        do throws(DraftError) {
            // One that is there is the person's, with the mode that they gave it.
            if access(whole, F_OK) != 0 { try PrivateFile.makeFolder(whole) }
        } catch { return .failed("\(error.failure) Nothing was exported.") }
        for object in objects {
            let path = "\(whole)/\(DraftName.stem(object.type, object.key)).yaml"
            do throws(DraftError) {
                try PrivateFile.create(path, bytes: Array(object.text.utf8))
                written += 1
            } catch {
                failures.append(access(path, F_OK) == 0 ? "\(path) is there already, and stays as it is." : error.failure)
            }
        }
        let said = "Exported \(written) of \(objects.count + leftOut.count) to \(whole)."
        guard !failures.isEmpty else { return .told(said) }
        return failures.count == 1 ? .failed("\(said) \(failures[0])") : .showPage(title: said, lines: failures)
    }
}
