import Foundation

/// Why bytes are not a resource.
public enum ScanError: Error, Equatable, CustomStringConvertible {
    case notAnObject
    case withoutName

    public var description: String {
        switch self {
        case .notAnObject: "the server sent something that is no JSON object"
        case .withoutName: "the server sent an object without a name"
        }
    }
}

/// Turns the bytes of one object into a ``ResourceRow`` in one walk, and a second one over its status.
///
/// Rows of one scanner share memory: use one per kind and list, not one per object.
public struct ResourceScanner: Sendable {
    private let projection: RowProjection
    private let store = RowStore()

    public init(projection: RowProjection) { self.projection = projection }

    public func row(_ bytes: [UInt8]) throws(ScanError) -> ResourceRow {
        try bytes.withUnsafeBufferPointer { buffer in Result { () throws(ScanError) in try row(buffer) } }.get()
    }

    /// - Parameter buffer: Exactly one object; copied, so that it may be freed afterwards.
    public func row(_ buffer: UnsafeBufferPointer<UInt8>) throws(ScanError) -> ResourceRow {
        let cursor = ByteCursor(buffer)
        var row = ResourceRow.Content(), places = Places()
        let end = cursor.walk(at: cursor.skipSpace(0)) { key, value in
            if cursor.equals(key, "metadata") { return Self.readMetadata(cursor, value, into: &row, &places) }
            guard let end = cursor.endOfValue(value) else { return nil }
            if cursor.equals(key, "status") { places.status = value..<end }
            if cursor.equals(key, "spec") { places.spec = value..<end }
            return end
        }
        guard end != nil, buffer[cursor.skipSpace(0)] == UInt8(ascii: "{") else { throw .notAnObject }
        guard !row.key.name.isEmpty else { throw .withoutName }
        let managed = places.managed.map { Self.wholeMember(cursor, $0) }
        let body = Self.copy(buffer, without: managed)
        row.packed = body.withUnsafeBufferPointer { store.pack($0) }
        row.managedFieldsSize = places.managed?.count ?? 0
        if let labels = places.labels { row.labels = store.share(texts: Array(buffer[labels])) }
        let raw = RawJSON(body)
        /// Only what was cut out before a part moves it.
        func moved(_ range: Range<Int>) -> RawJSON {
            let shift = managed.map { $0.lowerBound < range.lowerBound ? $0.count : 0 } ?? 0
            return raw.part((range.lowerBound - shift)..<(range.upperBound - shift))
        }
        if let status = places.status {
            var key = StatusKey(cursor, generation: row.generation)
            _ = key.read(at: status.lowerBound)
            if !key.messages.isEmpty { row.messages = store.share(texts: key.messages) }
            row.digest = store.digest(key.bytes) {
                ConditionDigest(ConditionGroup.all(inStatus: moved(status)), generation: row.generation)
            }
        }
        var spec = RawJSON.null
        if let place = places.spec {
            let found = moved(place).indexed
            spec = found.value
            row.fields = body.withUnsafeBufferPointer { store.fields($0, found.members) }
            row.references = references(body, found.members)
        }
        row.health = row.digest.health ?? (projection.isPolicy ? .unattached : .none)
        row.columns = store.share(projection.columns(raw, spec))
        return ResourceRow(row)
    }

    private func references(_ body: [UInt8], _ members: [RawJSON.MemberPlace]) -> RowReferences {
        guard !projection.references.paths.isEmpty else { return .none }
        let bytes = body.withUnsafeBufferPointer { buffer in
            var scan = ReferenceScan(ByteCursor(buffer), projection.references)
            scan.read(members)
            return scan.bytes
        }
        return bytes.isEmpty ? .none : RowReferences(store.share(references: bytes), projection.references)
    }

    /// Where parts of an object stand.
    private struct Places {
        var status: Range<Int>?, spec: Range<Int>?, labels: Range<Int>?
        /// The member, from the quote of its name to the end of its value.
        var managed: Range<Int>?
    }

    private static func readMetadata(
        _ cursor: ByteCursor, _ start: Int, into row: inout ResourceRow.Content, _ places: inout Places
    ) -> Int? {
        cursor.walk(at: start) { key, valueStart in
            guard let end = cursor.endOfValue(valueStart) else { return nil }
            let value = valueStart..<end
            if cursor.equals(key, "name") {
                row.key.name = cursor.string(value) ?? ""
            } else if cursor.equals(key, "namespace") {
                row.key.namespace = cursor.string(value)
            } else if cursor.equals(key, "resourceVersion") {
                row.version = VersionText(cursor.string(value) ?? "")
            } else if cursor.equals(key, "generation") {
                row.generation = cursor.integer(value)
            } else if cursor.equals(key, "creationTimestamp") {
                row.created = cursor.string(value).flatMap(KubeTime.parse)
            } else if cursor.equals(key, "deletionTimestamp") {
                row.deleted = cursor.string(value).flatMap(KubeTime.parse)
            } else if cursor.equals(key, "labels") {
                places.labels = value
            } else if cursor.equals(key, "managedFields") {
                places.managed = (key.lowerBound - 1)..<end
            }
            return end
        }
    }

    /// A member with the comma that parts it from its neighbour.
    private static func wholeMember(_ cursor: ByteCursor, _ member: Range<Int>) -> Range<Int> {
        let bytes = cursor.bytes
        var head = member.lowerBound, tail = cursor.skipSpace(member.upperBound)
        if tail < bytes.count, bytes[tail] == UInt8(ascii: ",") {
            tail += 1
        } else {
            while head > 0, bytes[head - 1] <= 0x20 { head -= 1 }
            if head > 0, bytes[head - 1] == UInt8(ascii: ",") { head -= 1 }
        }
        return head..<tail
    }

    private static func copy(_ buffer: UnsafeBufferPointer<UInt8>, without member: Range<Int>?) -> [UInt8] {
        guard let member else { return Array(buffer) }
        return Array(unsafeUninitializedCapacity: buffer.count - member.count) { copy, count in
            let head = buffer[..<member.lowerBound], tail = buffer[member.upperBound...]
            let middle = copy.update(fromContentsOf: head)
            _ = copy[middle...].update(fromContentsOf: tail)
            count = buffer.count - member.count
        }
    }
}
