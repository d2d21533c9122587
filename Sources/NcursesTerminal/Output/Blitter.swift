import CNcurses
import TerminalUI

/// Brings a surface to the terminal: rows that changed, in stretches of one style.
@MainActor
struct Blitter {
    private var colors: ColorPairs
    private let glyphs: GlyphSet
    private var shown: Surface?
    private var text: [wchar_t] = []

    var colorDepth: ColorDepth { colors.depth }

    /// To be made after `newterm`.
    init(usesColor: Bool, glyphs: GlyphSet) {
        colors = ColorPairs(isWanted: usesColor)
        self.glyphs = glyphs
    }

    /// The next frame is drawn in full.
    mutating func forget() {
        shown = nil
    }

    /// Draws a frame. Where it equals the one before nothing is sent.
    mutating func draw(_ surface: Surface) {
        guard surface != shown else { return }
        let window = gatehouse_window()
        let isWhole = shown?.size != surface.size
        if isWhole { werase(window) }
        let rows = min(surface.size.rows, Int(gatehouse_rows()))
        let columns = min(surface.size.columns, Int(gatehouse_columns()))
        let changed = (0..<rows).filter { isWhole || shown?.rowCells($0) != surface.rowCells($0) }
        let scroll = ScrolledRows(from: isWhole ? nil : shown, to: surface, changed: changed)
        for row in scroll.alone {
            drawRow(surface.rowCells(row).prefix(columns), row: Int32(row), window: window)
            if scroll.isByRows { wrefresh(window) }
        }
        for row in scroll.together { drawRow(surface.rowCells(row).prefix(columns), row: Int32(row), window: window) }
        if let cursor = surface.cursor, cursor.row < rows, cursor.column < columns {
            wmove(window, Int32(cursor.row), Int32(cursor.column))
            curs_set(1)
        } else {
            curs_set(0)
        }
        if isWhole { clearok(window, true) }
        wrefresh(window)
        shown = surface
    }

    private mutating func drawRow(_ cells: ArraySlice<Cell>, row: Int32, window: UnsafeMutablePointer<WINDOW>?) {
        wmove(window, row, 0)
        var style = Style.plain
        text.removeAll(keepingCapacity: true)
        for (offset, cell) in cells.enumerated() where !cell.isContinuation {
            if cell.style != style {
                send(style, to: window)
                style = cell.style
            }
            // The right half may lie beyond the edge when the terminal has just become narrower.
            append(cell.glyph, fits: offset + cell.glyph.width <= cells.count)
        }
        send(style, to: window)
    }

    /// The second check: a surface holds nothing that steers a terminal, and nothing that does may pass here. The C
    /// library must also agree on the width, or the rest of the row would be displaced.
    private mutating func append(_ wanted: Glyph, fits: Bool) {
        let glyph = glyphs.drawn(wanted), value = glyph.base.value
        if (0x20..<0x7F).contains(value), !glyph.hasMarks {
            text.append(contentsOf: repeatElement(wchar_t(value), count: fits ? wanted.width : 1))
            return
        }
        guard fits, Int(wcwidth(wchar_t(value))) == glyph.width, value >= 0x20 else {
            text.append(contentsOf: repeatElement(wchar_t(0x3F), count: fits ? wanted.width : 1))
            return
        }
        text.append(wchar_t(value))
        for mark in glyph.marks where wcwidth(wchar_t(mark.value)) == 0 { text.append(wchar_t(mark.value)) }
    }

    private mutating func send(_ style: Style, to window: UnsafeMutablePointer<WINDOW>?) {
        guard !text.isEmpty else { return }
        gatehouse_set_style(window, colors.attributes(of: style), colors.number(for: style))
        waddnwstr(window, text, Int32(text.count))
        text.removeAll(keepingCapacity: true)
    }
}
