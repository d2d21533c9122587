/// The glyphs of a frame around a pane.
public struct BorderSet: Hashable, Sendable {
    public var horizontal: Character
    public var vertical: Character
    public var topLeft: Character
    public var topRight: Character
    public var bottomLeft: Character
    public var bottomRight: Character

    /// `╭─╮│╰╯`; on an ASCII surface they become `+-|` by themselves.
    public static let rounded = BorderSet(
        horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯")
    /// `+-|`
    public static let ascii = BorderSet(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+")
}

extension Surface {
    /// Covers a rectangle with one glyph.
    public mutating func fill(_ rect: Rect, style: Style = .plain, _ glyph: Character = " ") {
        guard let area = clipped(rect), let first = GlyphReader.first(in: glyph) else { return }
        let drawn = glyphs.drawn(first)
        let cell = Cell(glyph: drawn.width == 1 ? drawn : .space, style: style)
        for row in area.row..<area.row + area.rows {
            let start = row * size.columns + area.column
            for index in start..<start + area.columns { cells[index] = cell }
            clearHalves(from: start, to: start + area.columns)
        }
    }

    /// Changes the style of what is drawn already, such as a selection bar over a row.
    public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        guard let area = clipped(rect) else { return }
        for row in area.row..<area.row + area.rows {
            let start = row * size.columns + area.column
            for index in start..<start + area.columns { cells[index].style = change(cells[index].style) }
        }
    }

    /// Draws a frame just inside `rect`; nothing where there is no room for two corners each way.
    public mutating func box(_ rect: Rect, style: Style = .plain, borders: BorderSet = .rounded) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        let right = rect.column + rect.columns - 1
        let bottom = rect.row + rect.rows - 1
        let across = rect.columns - 2
        let down = rect.rows - 2
        for row in [rect.row, bottom] {
            fill(Rect(column: rect.column + 1, row: row, columns: across, rows: 1), style: style, borders.horizontal)
        }
        for column in [rect.column, right] {
            fill(Rect(column: column, row: rect.row + 1, columns: 1, rows: down), style: style, borders.vertical)
        }
        mark(rect.column, rect.row, borders.topLeft, style)
        mark(right, rect.row, borders.topRight, style)
        mark(rect.column, bottom, borders.bottomLeft, style)
        mark(right, bottom, borders.bottomRight, style)
    }

    /// Copies another surface onto this one, its top left cell at `point`; what does not fit is left out.
    public mutating func draw(_ other: Surface, at point: Point = Point(column: 0, row: 0)) {
        let target = Rect(column: point.column, row: point.row, columns: other.size.columns, rows: other.size.rows)
        guard let area = clipped(target) else { return }
        for row in area.row..<area.row + area.rows {
            let from = (row - point.row) * other.size.columns + area.column - point.column
            let start = row * size.columns + area.column
            for offset in 0..<area.columns { cells[start + offset] = other.cells[from + offset] }
            if cells[start].isContinuation { cells[start].glyph = .space }
            if cells[start + area.columns - 1].glyph.width == 2 { cells[start + area.columns - 1].glyph = .space }
            clearHalves(from: start, to: start + area.columns)
        }
    }

    private mutating func mark(_ column: Int, _ row: Int, _ glyph: Character, _ style: Style) {
        fill(Rect(column: column, row: row, columns: 1, rows: 1), style: style, glyph)
    }

    /// The part of `rect` that lies on the surface; nil where there is none.
    private func clipped(_ rect: Rect) -> Rect? {
        let left = max(0, rect.column)
        let top = max(0, rect.row)
        let right = min(size.columns, rect.column + rect.columns)
        let bottom = min(size.rows, rect.row + rect.rows)
        guard left < right, top < bottom else { return nil }
        return Rect(column: left, row: top, columns: right - left, rows: bottom - top)
    }
}
