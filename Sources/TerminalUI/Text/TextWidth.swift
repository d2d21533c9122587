/// How many terminal columns text takes, and how to make it take fewer.
///
/// The answers are those of what `Surface` draws, after it made the text safe: a control character counts one column,
/// because one column shows it.
public enum TextWidth {
    /// Columns of one scalar: 0 for a combining mark, 2 for a wide one, else 1.
    ///
    /// Equal to `wcwidth` wherever that is not negative, but for invisible formatting (U+200B, U+202E...): it is 0 to
    /// `wcwidth` and in this table, and shown as one column by `of(_:)` for text, so that it cannot hide.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        table(scalar)
    }

    /// Columns of one character, 1 or 2 (more for a flag in letters or a cluster of several letters).
    public static func of(_ character: Character) -> Int {
        of(String(character))
    }

    /// Columns of a text on one line. Costs one pass; plain ASCII is counted without decoding.
    public static func of(_ text: some StringProtocol) -> Int {
        let text = String(text)
        if isPlain(text) { return text.utf8.count }
        return GlyphReader(text).reduce(0) { $0 + $1.width }
    }

    /// The text, cut with an ellipsis where it is wider than `columns`; never wider, and no wide glyph is split.
    public static func fit(_ text: String, columns: Int, ellipsis: String = "…") -> String {
        guard columns > 0 else { return "" }
        if text.utf8.count <= columns, isPlain(text) { return text }
        let room = columns - of(ellipsis)
        var kept = String.UnicodeScalarView()
        var short = kept
        var used = 0
        for glyph in GlyphReader(text) {
            used += glyph.width
            guard used <= columns else {
                return room < 0 ? fit(ellipsis, columns: columns, ellipsis: "") : String(short) + ellipsis
            }
            glyph.append(to: &kept)
            if used <= room { short = kept }
        }
        return String(kept)
    }

    /// As `fit`, but what is cut is the beginning: `"…rest"`.
    public static func fitStart(_ text: String, columns: Int, ellipsis: String = "…") -> String {
        guard columns > 0 else { return "" }
        let glyphs = Array(GlyphReader(text))
        let width = glyphs.reduce(0) { $0 + $1.width }
        var kept = String.UnicodeScalarView()
        guard width > columns else {
            for glyph in glyphs { glyph.append(to: &kept) }
            return String(kept)
        }
        let room = columns - of(ellipsis)
        guard room >= 0 else { return fit(ellipsis, columns: columns, ellipsis: "") }
        var rest = width
        for glyph in glyphs {
            if rest <= room { glyph.append(to: &kept) }
            rest -= glyph.width
        }
        return ellipsis + String(kept)
    }

    /// As `fit`, but what is cut is the middle, so that names which begin alike can be told apart: `"2026-11-26T15…oute shop/cart"`.
    public static func fitMiddle(_ text: String, columns: Int, ellipsis: String = "…") -> String {
        guard of(text) > columns, columns > of(ellipsis) + 2 else { return fit(text, columns: columns, ellipsis: ellipsis) }
        // The end is worth a little more than the beginning.
        let head = fit(text, columns: (columns - of(ellipsis)) * 2 / 5, ellipsis: "")
        return head + fitStart(text, columns: columns - of(head), ellipsis: ellipsis)
    }

    /// Exactly `columns` wide: cut as by `fit`, then spaces on the right.
    public static func pad(_ text: String, columns: Int) -> String {
        let fitted = fit(text, columns: columns)
        return fitted + String(repeating: " ", count: max(0, columns - of(fitted)))
    }

    /// Exactly `columns` wide, the text at the right: for numbers.
    public static func padLeft(_ text: String, columns: Int) -> String {
        let fitted = fit(text, columns: columns)
        return String(repeating: " ", count: max(0, columns - of(fitted))) + fitted
    }

    /// Lines of at most `columns`, broken between words; a word that is longer is broken inside.
    ///
    /// Line breaks in the text stay; an empty text is one empty line. Leading spaces of a line stay, others between
    /// words become one.
    public static func wrap(_ text: String, columns: Int) -> [String] {
        guard columns > 0 else { return [] }
        return text.split(omittingEmptySubsequences: false) { $0.isNewline }
            .flatMap { wrapLine(String($0), columns: columns) }
    }

    /// Printable ASCII and nothing else: one byte, one column.
    static func isPlain(_ text: String) -> Bool {
        let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
            var strange = false
            for byte in bytes { strange = strange || byte &- 0x20 > 0x7E - 0x20 }
            return !strange
        }
        return isPlain ?? text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// The width by table alone.
    static func table(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        // Arrows, box drawing and geometric shapes of the interface: none of them is zero or two columns wide.
        if (0x2500...0x25FC).contains(value) { return 1 }
        if WidthTable.zero.contains(value) { return 0 }
        return WidthTable.wide.contains(value) ? 2 : 1
    }

    private static func wrapLine(_ line: String, columns: Int) -> [String] {
        let indent = String(line.prefix { $0 == " " }.prefix(columns / 2))
        var lines: [String] = []
        var current = indent
        var used = indent.count
        var isFresh = true
        for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            let width = of(word)
            if !isFresh, used + 1 + width > columns {
                lines.append(current)
                (current, used, isFresh) = ("", 0, true)
            }
            if !isFresh { (current, used) = (current + " ", used + 1) }
            isFresh = false
            if used + width <= columns {
                (current, used) = (current + word, used + width)
                continue
            }
            for glyph in GlyphReader(String(word)) {
                if used + glyph.width > columns, used > 0 {
                    lines.append(current)
                    (current, used) = ("", 0)
                }
                (current, used) = (current + glyph.text, used + glyph.width)
            }
        }
        return lines + [current]
    }
}
