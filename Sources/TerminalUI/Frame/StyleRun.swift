/// A stretch of one row in one style.
struct StyleRun {
    let column: Int
    let columns: Int
    let style: Style
    let glyphs: [Glyph]

    var text: String {
        var text = String.UnicodeScalarView()
        for glyph in glyphs { glyph.append(to: &text) }
        return String(text)
    }

    /// The row from left to right; `splitsAt` may end a run before and after glyphs that want one of their own.
    static func runs(of surface: Surface, row: Int, isolating isAlone: (Glyph) -> Bool = { _ in false }) -> [StyleRun] {
        var runs: [StyleRun] = []
        var start = 0
        var style = Style.plain
        var glyphs: [Glyph] = []
        func close(at column: Int) {
            guard column > start else { return }
            runs.append(StyleRun(column: start, columns: column - start, style: style, glyphs: glyphs))
            start = column
            glyphs = []
        }
        var wasAlone = false
        for (column, cell) in surface.rowCells(row).enumerated() where !cell.isContinuation {
            let alone = isAlone(cell.glyph)
            if cell.style != style || alone || wasAlone { close(at: column) }
            style = cell.style
            wasAlone = alone
            glyphs.append(cell.glyph)
        }
        close(at: surface.size.columns)
        return runs
    }
}
