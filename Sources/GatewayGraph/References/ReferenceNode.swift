import KubeModel

/// An object that is there, or that is named and is not. There may be two for every object of a cluster: 24 bytes.
struct ReferenceNode: Sendable {
    private enum Content: Sendable {
        case row(ResourceRow)
        case absent(AbsentObject)
    }

    private final class AbsentObject: Sendable {
        static let none = AbsentObject(ObjectKey(namespace: nil, name: ""))

        let key: ObjectKey

        init(_ key: ObjectKey) { self.key = key }
    }

    private var content: Content
    /// The one that names it; -1 for none, -2 where there are several.
    var user: Int32 = -1
    /// The list that named it last.
    var mark: UInt32 = 0
    /// When it, or who names it, changed last.
    var stamp: UInt32 = 0
    private let kindNumber: Int16

    /// One that is not there.
    init(_ key: ObjectKey, kind: Int32) { (content, kindNumber) = (.absent(AbsentObject(key)), Int16(kind)) }

    var kind: Int32 { Int32(kindNumber) }

    /// nil where the object is not there.
    var row: ResourceRow? {
        if case .row(let row) = content { row } else { nil }
    }

    var isThere: Bool {
        if case .row = content { true } else { false }
    }

    var key: ObjectKey {
        switch content {
        case .row(let row): row.key
        case .absent(let object): object.key
        }
    }

    mutating func put(_ row: ResourceRow) { content = .row(row) }

    /// The object went; its name stays.
    mutating func leave() { content = .absent(AbsentObject(key)) }

    /// Nobody names it any more.
    mutating func forget() { content = .absent(.none) }
}
