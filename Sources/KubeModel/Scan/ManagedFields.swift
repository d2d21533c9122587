/// Who wrote what of an object, as `metadata.managedFields` has it.
public enum ManagedFields {
    /// Who wrote last, but for the status: `kubectl-edit`. nil where nothing is said.
    ///
    /// - Parameter frame: A line of a watch.
    public static func writer(inFrame frame: UnsafeBufferPointer<UInt8>) -> String? {
        let cursor = ByteCursor(frame)
        var entries: Range<Int>?
        _ = cursor.members(at: cursor.skipSpace(0)) { key, object in
            guard cursor.equals(key, "object") else { return true }
            _ = cursor.members(at: object.lowerBound) { key, metadata in
                guard cursor.equals(key, "metadata") else { return true }
                _ = cursor.members(at: metadata.lowerBound) { key, value in
                    guard cursor.equals(key, "managedFields") else { return true }
                    entries = value
                    return false
                }
                return false
            }
            return false
        }
        return entries.flatMap { writer(cursor, at: $0.lowerBound) }
    }

    private static func writer(_ cursor: ByteCursor, at start: Int) -> String? {
        var latest: (time: String, manager: String)?
        cursor.elements(at: start) { entry in
            var manager = "", time = "", isStatus = false
            _ = cursor.members(at: entry.lowerBound) { key, value in
                if cursor.equals(key, "manager") { manager = cursor.string(value) ?? "" }
                // Moments of one form sort as texts.
                if cursor.equals(key, "time") { time = cursor.string(value) ?? "" }
                if cursor.equals(key, "subresource") { isStatus = cursor.equals(value, "\"status\"") }
                return true
            }
            if !isStatus, !manager.isEmpty, time >= latest?.time ?? "" { latest = (time, manager) }
            return true
        }
        return latest?.manager
    }
}
