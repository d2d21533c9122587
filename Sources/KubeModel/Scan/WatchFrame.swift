/// One line of a watch: what happened, and the object it happened to.
public enum WatchFrame: Sendable {
    case added(ResourceRow)
    case modified(ResourceRow)
    case deleted(ResourceRow)
    /// Only the version moved on. `endsInitialEvents` marks the end of a streaming list.
    case bookmark(resourceVersion: String, endsInitialEvents: Bool)
    /// The server ended the watch with a refusal, 410 for a version it has forgotten.
    case error(APIStatus)

    /// - Throws: ``ScanError`` for a line that is no watch event.
    public static func parse(
        _ line: UnsafeBufferPointer<UInt8>, with scanner: ResourceScanner
    ) throws(ScanError) -> WatchFrame {
        let cursor = ByteCursor(line)
        var type = "", object: Range<Int>?
        let isWhole = cursor.members(at: cursor.skipSpace(0)) { key, value in
            if cursor.equals(key, "type") { type = cursor.string(value) ?? "" }
            if cursor.equals(key, "object") { object = value }
            return true
        }
        guard isWhole, let object else { throw .notAnObject }
        let bytes = UnsafeBufferPointer(rebasing: line[object])
        switch type {
        case "ADDED": return .added(try scanner.row(bytes))
        case "MODIFIED": return .modified(try scanner.row(bytes))
        case "DELETED": return .deleted(try scanner.row(bytes))
        case "BOOKMARK": return bookmark(RawJSON(Array(bytes)))
        case "ERROR":
            let status = RawJSON(Array(bytes)).value.flatMap(APIStatus.init)
            return .error(status ?? APIStatus(code: 500, reason: "", message: "the watch failed"))
        default: throw .notAnObject
        }
    }

    private static func bookmark(_ raw: RawJSON) -> WatchFrame {
        let metadata = raw["metadata"]
        return .bookmark(
            resourceVersion: metadata?["resourceVersion"]?.string ?? "",
            endsInitialEvents: metadata?["annotations"]?["k8s.io/initial-events-end"]?.string == "true")
    }
}
