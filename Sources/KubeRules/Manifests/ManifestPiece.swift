/// A part of a file that is read by itself: a document, or an item of a list in one.
struct ManifestPiece: Sendable, Hashable {
    enum Form: Sendable { case json, yaml }

    var range: Range<Int>
    /// The line in which it begins, from 1.
    var line: Int
    var form: Form
    /// Whether it is an item of a list, which in YAML is a list of one.
    var isItem = false
}

/// A document of a file: as a whole, and cut into the items of its list where it is one.
struct ManifestDocument: Sendable {
    var whole: ManifestPiece
    /// Empty where it is no list, or cannot be cut.
    var items: [ManifestPiece] = []
    /// What is left of a list without its items, with `items: []` in their place.
    var envelope = ""
}
