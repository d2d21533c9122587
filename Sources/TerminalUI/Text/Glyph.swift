/// What one cell shows: a visible scalar and at most two combining marks, in eight bytes.
///
/// Eight bytes, because ten thousand cells are written and compared for every frame. More than two marks on one
/// letter occur in no language's ordinary spelling, only in text made to overflow its line.
public struct Glyph: Hashable, Sendable {
    private static let scalarMask: UInt64 = 0x1F_FFFF
    private static let wideBit: UInt64 = 1 << 63

    private var bits: UInt64

    /// A scalar that is already known to be printable. Everything else goes through `GlyphReader`.
    init(printable scalar: Unicode.Scalar, isWide: Bool = false) {
        bits = UInt64(scalar.value) | (isWide ? Self.wideBit : 0)
    }

    init(ascii byte: UInt8) {
        bits = UInt64(byte)
    }

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// An empty cell.
    static let space = Glyph(ascii: 0x20)
    /// What stands for a scalar that may not reach a terminal.
    static let replacement = Glyph(printable: "\u{FFFD}")
    /// The right half of a wide glyph; it shows nothing itself.
    static let continuation = Glyph(bits: 0)

    /// True for the right half of a wide glyph.
    public var isContinuation: Bool { bits == 0 }

    /// Columns taken, 1 or 2; the right half of a wide glyph counts 0.
    public var width: Int { bits == 0 ? 0 : bits & Self.wideBit != 0 ? 2 : 1 }

    /// The scalar that decides the width; a space for the right half of a wide glyph.
    public var base: Unicode.Scalar { scalar(at: 0) ?? " " }

    /// The combining marks over the base, in order; empty for almost every glyph.
    public var marks: [Unicode.Scalar] {
        [scalar(at: 21), scalar(at: 42)].compactMap(\.self)
    }

    /// Whether any mark is combined with the base; cheaper than asking for `marks`.
    public var hasMarks: Bool { (bits & ~Self.wideBit) >> 21 != 0 }

    /// The glyph as text; empty for the right half of a wide glyph.
    public var text: String {
        var text = String.UnicodeScalarView()
        append(to: &text)
        return String(text)
    }

    func append(to text: inout String.UnicodeScalarView) {
        guard !isContinuation else { return }
        text.append(base)
        if hasMarks { text.append(contentsOf: marks) }
    }

    /// Puts a combining mark over the base. The third and later ones are dropped.
    mutating func combine(_ mark: Unicode.Scalar) {
        for shift in [21, 42] as [UInt64] where scalar(at: shift) == nil {
            bits |= UInt64(mark.value) << shift
            return
        }
    }

    private func scalar(at shift: UInt64) -> Unicode.Scalar? {
        let value = (bits >> shift) & Self.scalarMask
        return value == 0 ? nil : Unicode.Scalar(UInt32(value))
    }
}
