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

/// Turns the bytes of one object into a ``ResourceRow`` in one walk over its top level and its metadata.
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
        let start = cursor.skipSpace(0)
        var metadata: Range<Int>?, status: Range<Int>?
        let isWhole = cursor.members(at: start) { key, value in
            if cursor.equals(key, "metadata") { metadata = value }
            if cursor.equals(key, "status") { status = value }
            return true
        }
        guard isWhole else { throw .notAnObject }
        var row = ResourceRow(key: ObjectKey(namespace: nil, name: ""))
        var managed: Range<Int>?
        if let metadata {
            _ = cursor.members(at: metadata.lowerBound) { key, value in
                Self.read(cursor, key, value, into: &row, managed: &managed)
                return true
            }
        }
        guard !row.key.name.isEmpty else { throw .withoutName }
        let body = Self.copy(buffer, without: managed)
        row.packed = body.withUnsafeBufferPointer { store.pack($0) }
        row.managedFieldsSize = managed?.count ?? 0
        let raw = RawJSON(body)
        // The walk above has found the status already; only what was cut out before it moves it.
        let shift = buffer.count - body.count
        let groups = status.map { range in
            let moved = managed.map { $0.lowerBound < range.lowerBound } == true ? shift : 0
            return ConditionGroup.all(inStatus: raw.part((range.lowerBound - moved)..<(range.upperBound - moved)))
        }
        row.health = Health.of(groups ?? [], generation: row.generation, isPolicy: projection.isPolicy)
        row.columns = store.share(projection.columns(raw))
        return row
    }

    private static func read(
        _ cursor: ByteCursor, _ key: Range<Int>, _ value: Range<Int>, into row: inout ResourceRow,
        managed: inout Range<Int>?
    ) {
        if cursor.equals(key, "name") {
            row.key.name = cursor.string(value) ?? ""
        } else if cursor.equals(key, "namespace") {
            row.key.namespace = cursor.string(value)
        } else if cursor.equals(key, "resourceVersion") {
            row.resourceVersion = cursor.string(value) ?? ""
        } else if cursor.equals(key, "generation") {
            row.generation = cursor.integer(value)
        } else if cursor.equals(key, "creationTimestamp") {
            row.created = cursor.string(value).flatMap(KubeTime.parse)
        } else if cursor.equals(key, "deletionTimestamp") {
            row.deleted = cursor.string(value).flatMap(KubeTime.parse)
        } else if cursor.equals(key, "managedFields") {
            managed = (key.lowerBound - 1)..<value.upperBound
        }
    }

    /// The bytes without one member, and without the comma that parted it from its neighbour.
    private static func copy(_ buffer: UnsafeBufferPointer<UInt8>, without member: Range<Int>?) -> [UInt8] {
        guard let member else { return Array(buffer) }
        let cursor = ByteCursor(buffer)
        var head = member.lowerBound, tail = cursor.skipSpace(member.upperBound)
        if tail < buffer.count, buffer[tail] == UInt8(ascii: ",") {
            tail += 1
        } else {
            while head > 0, buffer[head - 1] <= 0x20 { head -= 1 }
            if head > 0, buffer[head - 1] == UInt8(ascii: ",") { head -= 1 }
        }
        var out: [UInt8] = []
        out.reserveCapacity(buffer.count - (tail - head))
        out.append(contentsOf: buffer[..<head])
        out.append(contentsOf: buffer[tail...])
        return out
    }
}
