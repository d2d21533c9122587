import KubeModel

/// What a ``ReferenceIndex`` keeps of one kind.
struct ReferenceKind: Sendable {
    var group, name: String
    var slots = KeyTable()
    /// How many of those are there, and not only named.
    var present = 0
    /// Of the list under way, or the last one.
    var mark: UInt32 = 0
    /// Its objects by label, once a selector asked for any.
    var labelled: LabelledSlots?
}
