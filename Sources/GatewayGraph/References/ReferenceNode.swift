import KubeModel

/// An object of the index, there or only named.
struct ReferenceNode: Sendable {
    /// With nothing but its key where the object is not there.
    var row: ResourceRow
    /// The one that names it; -1 for none, -2 where more than one does.
    var user: Int32 = -1
    private var kindNumber: Int16
    /// The list that named it last.
    var mark: UInt32 = 0
    /// When it, or who names it, changed last.
    var stamp: UInt32 = 0
    var isThere = false

    var kind: Int32 { Int32(kindNumber) }

    init(_ key: ObjectKey, kind: Int32) { (row, kindNumber) = (.named(key), Int16(kind)) }
}
