import Foundation

/// What one walk over an object finds: what its row says by itself, and where the rest stands.
struct ObjectScan: ~Copyable {
    private let cursor: ByteCursor
    private(set) var status: Range<Int>?, spec: Range<Int>?, labels: Range<Int>?
    /// The member, from the quote of its name to the end of its value.
    private(set) var managed: Range<Int>?
    /// Of the spec.
    private(set) var members: [RawJSON.MemberPlace] = []
    private(set) var references: ReferenceScan
    /// What the conditions say.
    private(set) var said: StatusKey

    init(_ cursor: ByteCursor, _ paths: ReferencePaths) {
        self.cursor = cursor
        references = ReferenceScan(cursor, paths)
        said = StatusKey(cursor)
        members.reserveCapacity(8)
    }

    /// - Parameter row: Gets what stands in the metadata.
    /// - Returns: Whether it was an object, whole.
    mutating func read(into row: inout ResourceRow.Content) -> Bool {
        let start = cursor.skipSpace(0)
        let end = cursor.walk(at: start) { key, value in
            switch key.count {
            case 4 where cursor.equals(key, "spec"): return readSpec(value)
            case 6 where cursor.equals(key, "status"): return readStatus(value, row.generation)
            case 8 where cursor.equals(key, "metadata"): return readMetadata(value, into: &row)
            default: return cursor.endOfValue(value)
            }
        }
        guard end != nil, cursor.bytes[start] == UInt8(ascii: "{") else { return false }
        // What stands before the metadata was read without the generation.
        if let status, said.generation != row.generation { _ = readStatus(status.lowerBound, row.generation) }
        return true
    }

    private mutating func readMetadata(_ start: Int, into row: inout ResourceRow.Content) -> Int? {
        cursor.walk(at: start) { key, valueStart in
            guard let end = cursor.endOfValue(valueStart) else { return nil }
            let value = valueStart..<end
            switch key.count {
            case 4: if cursor.equals(key, "name") { row.key.name = cursor.string(value) ?? "" }
            case 6: if cursor.equals(key, "labels") { labels = value }
            case 9: if cursor.equals(key, "namespace") { row.key.namespace = cursor.string(value) }
            case 10: if cursor.equals(key, "generation") { row.generation = cursor.integer(value) }
            case 13: if cursor.equals(key, "managedFields") { managed = (key.lowerBound - 1)..<end }
            case 15: if cursor.equals(key, "resourceVersion") { row.version = VersionText(cursor, value) }
            case 17:
                if cursor.equals(key, "creationTimestamp") {
                    row.created = date(value)
                } else if cursor.equals(key, "deletionTimestamp") {
                    row.deleted = date(value)
                }
            default: break
            }
            return end
        }
    }

    /// nil for what is no moment.
    private func date(_ value: Range<Int>) -> Date? {
        guard cursor.isText(value) else { return nil }
        guard cursor.isPlain(value) else { return cursor.string(value).flatMap(KubeTime.parse) }
        return KubeTime.parse(UnsafeBufferPointer(rebasing: cursor.bytes[value.dropFirst().dropLast()]))
    }

    private mutating func readSpec(_ start: Int) -> Int? {
        members.removeAll(keepingCapacity: true)
        references.removeAll()
        let end = cursor.walk(at: start) { name, value in
            guard let end = references.read(name, at: value) ?? cursor.endOfValue(value) else { return nil }
            members.append(RawJSON.MemberPlace(name: name, value: value..<end))
            return end
        }
        // Of what is no JSON only the brackets are counted.
        guard let end = end ?? cursor.endOfValue(start) else { return nil }
        spec = start..<end
        return end
    }

    private mutating func readStatus(_ start: Int, _ generation: Int?) -> Int? {
        guard let end = said.read(at: start, generation: generation) ?? cursor.endOfValue(start) else { return nil }
        status = start..<end
        return end
    }
}
