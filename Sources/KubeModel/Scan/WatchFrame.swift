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
        guard let (type, object) = usualParts(cursor) ?? anyParts(cursor) else { throw .notAnObject }
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

    /// The parts of a line as API servers write it, found without walking the object, which is walked soon enough.
    private static func usualParts(_ cursor: ByteCursor) -> (type: String, object: Range<Int>)? {
        let opening: StaticString = #"{"type":""#, middle: StaticString = #"","object":"#
        let start = opening.utf8CodeUnitCount
        guard cursor.bytes.count > 32, cursor.equals(0..<start, opening) else { return nil }
        guard let quote = cursor.bytes[start..<24].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let body = quote + middle.utf8CodeUnitCount
        guard cursor.equals(quote..<body, middle), cursor.bytes[cursor.bytes.count - 1] == UInt8(ascii: "}") else {
            return nil
        }
        return (String(decoding: cursor.bytes[start..<quote], as: UTF8.self), body..<(cursor.bytes.count - 1))
    }

    private static func anyParts(_ cursor: ByteCursor) -> (type: String, object: Range<Int>)? {
        var type = "", object: Range<Int>?
        let isWhole = cursor.members(at: cursor.skipSpace(0)) { key, value in
            if cursor.equals(key, "type") { type = cursor.string(value) ?? "" }
            if cursor.equals(key, "object") { object = value }
            return true
        }
        guard isWhole, let object else { return nil }
        return (type, object)
    }

    private static func bookmark(_ raw: RawJSON) -> WatchFrame {
        let metadata = raw["metadata"]
        return .bookmark(
            resourceVersion: metadata?["resourceVersion"]?.string ?? "",
            endsInitialEvents: metadata?["annotations"]?["k8s.io/initial-events-end"]?.string == "true")
    }
}
