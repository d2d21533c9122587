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

/// Turns the bytes of one object into a ``ResourceRow`` in one walk, and a second one that packs them.
///
/// Rows of one store share memory: use one per kind, not one per object.
public struct ResourceScanner: Sendable {
    private let projection: RowProjection
    private let store: RowStore

    public init(projection: RowProjection, store: RowStore = RowStore()) {
        self.projection = projection
        self.store = store
    }

    public func row(_ bytes: [UInt8]) throws(ScanError) -> ResourceRow {
        try bytes.withUnsafeBufferPointer { buffer in Result { () throws(ScanError) in try row(buffer) } }.get()
    }

    /// - Parameter buffer: Exactly one object; copied, so that it may be freed afterwards.
    public func row(_ buffer: UnsafeBufferPointer<UInt8>) throws(ScanError) -> ResourceRow {
        let cursor = ByteCursor(buffer)
        var row = ResourceRow.Content(), scan = ObjectScan(cursor, projection.references)
        guard scan.read(into: &row) else { throw .notAnObject }
        guard !row.key.name.isEmpty else { throw .withoutName }
        let managed = scan.managed.map { Self.wholeMember(cursor, $0) }
        let body = Self.copy(buffer, without: managed), raw = RawJSON(body)
        row.packed = store.pack(body)
        row.managedFieldsSize = scan.managed?.count ?? 0
        if let labels = scan.labels { row.labels = store.share(texts: UnsafeBufferPointer(rebasing: buffer[labels])) }
        /// Only what was cut out before a part moves it.
        func shift(_ range: Range<Int>) -> Int { managed.map { $0.lowerBound < range.lowerBound ? -$0.count : 0 } ?? 0 }
        if let status = scan.status {
            if !scan.said.messages.isEmpty { row.messages = scan.said.messages.withBytes(store.share(texts:)) }
            row.digest = scan.said.bytes.withBytes { key in
                store.digest(key) {
                    ConditionDigest(ConditionGroup.all(inStatus: raw.part(status.moved(by: shift(status)))), generation: row.generation)
                }
            }
        }
        var spec = RawJSON.null
        if let place = scan.spec {
            row.fields = Self.names(cursor, scan.members).withBytes(store.fields)
            if !scan.references.bytes.isEmpty {
                row.references = RowReferences(scan.references.bytes.withBytes(store.share(references:)), projection.references)
            }
            let shift = shift(place)
            spec = raw.part(place.moved(by: shift), members: shift == 0 ? scan.members : scan.members.map { $0.moved(by: shift) })
        }
        row.health = row.digest.health ?? (projection.isPolicy ? .unattached : .none)
        row.columns = projection.columns(raw, spec)
        store.share(&row.columns)
        return ResourceRow(row)
    }

    /// Each with a NUL behind it.
    private static func names(_ cursor: ByteCursor, _ members: [RawJSON.MemberPlace]) -> ByteSink {
        var names = ByteSink(capacity: 128)
        for member in members {
            names.append(cursor.bytes, member.name)
            names.append(0)
        }
        return names
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

extension Range<Int> {
    fileprivate func moved(by distance: Int) -> Range<Int> { lowerBound + distance..<upperBound + distance }
}

extension RawJSON.MemberPlace {
    fileprivate func moved(by distance: Int) -> RawJSON.MemberPlace {
        RawJSON.MemberPlace(name: name.moved(by: distance), value: value.moved(by: distance))
    }
}
