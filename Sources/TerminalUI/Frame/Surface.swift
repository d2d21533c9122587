/// A frame: a grid of styled cells that panes draw into.
///
/// Nothing else can put a glyph on screen, and no control character, bidi override or invisible scalar gets in:
/// `write` replaces them by something that is seen. Drawing outside the grid is cut off, never an error.
public struct Surface: Equatable, Sendable {
    public let size: Size
    /// Whether every glyph is replaced by an ASCII one as it is written.
    public var isASCII: Bool { glyphs == .ascii }
    /// Where the terminal's cursor is shown; nil hides it.
    public var cursor: Point?

    let glyphs: GlyphSet
    // Row by row, `size.columns` each.
    var cells: [Cell]

    public init(size: Size, isASCII: Bool = false) {
        self.size = size
        glyphs = isASCII ? .ascii : .full
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    /// Writes one line of text, cut with `…` at `columns` or at the right edge.
    ///
    /// - Parameter columns: The most columns to use; nil up to the edge.
    /// - Returns: Columns used; 0 where `point` is not on the surface.
    /// - Note: The cost is bounded by the columns, not by the length of the text.
    @discardableResult
    public mutating func write(
        _ text: String, at point: Point, style: Style = .plain, columns: Int? = nil
    ) -> Int {
        guard var pen = pen(at: point, columns: columns) else { return 0 }
        put(text, style: style, pen: &pen)
        return finish(pen)
    }

    /// Writes a line of several styles, cut as a whole.
    @discardableResult
    public mutating func write(_ line: StyledText, at point: Point, columns: Int? = nil) -> Int {
        guard var pen = pen(at: point, columns: columns) else { return 0 }
        for run in line.runs {
            put(run.text, style: run.style, pen: &pen)
            if pen.isCut { break }
        }
        return finish(pen)
    }

    /// Writes stretches of text one after the other, cut as a whole.
    @discardableResult
    public mutating func write(_ runs: [(String, Style)], at point: Point, columns: Int? = nil) -> Int {
        write(StyledText(runs.map { StyledText.Run($0.0, $0.1) }), at: point, columns: columns)
    }

    /// Where a write stands: the next index, the first one, and the one it may not reach.
    private struct Pen {
        let start: Int
        let end: Int
        var next: Int
        var isCut = false
    }

    private func pen(at point: Point, columns: Int?) -> Pen? {
        guard point.row >= 0, point.row < size.rows, point.column >= 0, point.column < size.columns else { return nil }
        let room = min(columns ?? size.columns, size.columns - point.column)
        guard room > 0 else { return nil }
        let start = point.row * size.columns + point.column
        return Pen(start: start, end: start + room, next: start)
    }

    private mutating func put(_ text: String, style: Style, pen: inout Pen) {
        if putPlain(text, style: style, pen: &pen) { return }
        for glyph in GlyphReader(text) {
            let drawn = glyphs.drawn(glyph)
            guard pen.next + glyph.width <= pen.end else { return cut(style: style, pen: &pen) }
            cells[pen.next] = Cell(glyph: drawn, style: style)
            if glyph.width == 2 {
                cells[pen.next + 1] = Cell(glyph: drawn.width == 2 ? .continuation : drawn, style: style)
            }
            pen.next += glyph.width
        }
    }

    /// The same for printable ASCII, which is nearly all there is; false where the text has anything else.
    private mutating func putPlain(_ text: String, style: Style, pen: inout Pen) -> Bool {
        let room = pen.end - pen.next
        let isPlain = text.utf8.prefix(room + 1).allSatisfy { (0x20...0x7E).contains($0) }
        guard isPlain else { return false }
        for byte in text.utf8.prefix(room) {
            cells[pen.next] = Cell(glyph: Glyph(ascii: byte), style: style)
            pen.next += 1
        }
        if text.utf8.dropFirst(room).first != nil { cut(style: style, pen: &pen) }
        return true
    }

    /// Puts the ellipsis over the last column, or over the whole of a wide glyph that reaches into it.
    private mutating func cut(style: Style, pen: inout Pen) {
        pen.isCut = true
        var place = min(pen.next, pen.end - 1)
        if cells[place].isContinuation, place > pen.start, place < pen.next {
            cells[place] = Cell(glyph: .space, style: style)
            place -= 1
        }
        cells[place] = Cell(glyph: glyphs.ellipsis, style: style)
        pen.next = place + 1
    }

    /// Leaves no half of a wide glyph at either end of what was written.
    private mutating func finish(_ pen: Pen) -> Int {
        guard pen.next > pen.start else { return 0 }
        clearHalves(from: pen.start, to: pen.next)
        if pen.isCut { clearHalves(from: pen.start, to: pen.end) }
        return pen.next - pen.start
    }

    /// Blanks the other half of wide glyphs that a change of `start..<end`, within one row, has broken.
    mutating func clearHalves(from start: Int, to end: Int) {
        if start % size.columns > 0, cells[start - 1].glyph.width == 2, !cells[start].isContinuation {
            cells[start - 1].glyph = .space
        }
        if end % size.columns > 0, cells[end].isContinuation, cells[end - 1].glyph.width != 2 {
            cells[end].glyph = .space
        }
    }
}
