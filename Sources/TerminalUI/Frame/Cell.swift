/// One place on the screen: what it shows and how. Twelve bytes, compared without touching the heap.
public struct Cell: Hashable, Sendable {
    public internal(set) var glyph: Glyph
    public internal(set) var style: Style

    /// The glyph as text; empty for the right half of a wide one.
    public var text: String { glyph.text }

    /// True for the right half of a wide glyph.
    public var isContinuation: Bool { glyph.isContinuation }

    static let blank = Cell(glyph: .space, style: .plain)
}
