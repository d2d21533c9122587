import Dashboard
import Foundation
import KubeModel
import TerminalUI

/// One row of a list as it is drawn, whatever it lists.
struct ListCells {
    struct Cell {
        var text: String
        var tone = Tone.plain
        /// Whether it changed a moment ago.
        var isChanged = false

        init(_ text: String, _ tone: Tone = .plain, isChanged: Bool = false) {
            (self.text, self.tone, self.isChanged) = (text, tone, isChanged)
        }
    }

    var glyph: String
    var tone: Tone
    /// Whether the state changed a moment ago.
    var isStateChanged = false
    /// Where something is found about the object that its state does not say.
    var findingTone: Tone?
    var isMarked = false
    var isSelected = false
    /// Whether it may be out of date.
    var isStale = false
    var cells: [Cell]
}

/// What all lists are drawn by: titles, rows, the bar over the selected one, what is scrolled.
struct ListGrid {
    let columns: ListColumns
    let order: RowOrder?
    let isFocused: Bool
    /// Columns by which what is cut is scrolled.
    let offset: Int

    func drawTitles(at origin: Point, on canvas: inout Canvas, field: (ListColumns.Content) -> RowOrder.Field?) {
        var column = origin.column + ListColumns.gutter
        for entry in columns.columns {
            let own = field(entry.content), isSorted = own != nil && own == order?.field
            let text = entry.title + (isSorted ? (order?.isReversed == true ? "▼" : "▲") : "")
            let place = Rect(column: column, row: origin.row, columns: entry.width, rows: 1)
            canvas.write(text, isSorted ? .strong : .dim, at: place.origin, columns: entry.width)
            if let own { canvas.hit(place, .column(own)) }
            column += entry.width + 1
        }
        guard let order else { return }
        let place = Rect(column: origin.column, row: origin.row, columns: ListColumns.gutter, rows: 1)
        if order.field == .state {
            canvas.write(order.isReversed ? "▼" : "▲", .strong, at: Point(column: place.column + 1, row: place.row), columns: 1)
        }
        canvas.hit(place, .column(.state))
    }

    func draw(_ row: ListCells, in place: Rect, on canvas: inout Canvas) {
        let y = place.row
        canvas.write(row.isMarked ? "*" : row.isSelected ? "›" : " ", .accent, at: place.origin, columns: 1)
        canvas.write(row.glyph, row.tone, at: Point(column: place.column + 1, row: y), columns: 1)
        if let tone = row.findingTone, !row.isStateChanged { canvas.write(Glyphs.finding, tone, at: Point(column: place.column + 2, row: y), columns: 1) }
        if row.isStateChanged { canvas.write(Glyphs.changed, row.tone, at: Point(column: place.column + 2, row: y), columns: 1) }
        var column = place.column + ListColumns.gutter
        for (entry, cell) in zip(columns.columns, row.cells) {
            let room = entry.width - (cell.isChanged ? 1 : 0)
            var text = scrolled(cell.text, columns: room)
            if entry.isRight { text = TextWidth.padLeft(text, columns: room) }
            if cell.isChanged { text = TextWidth.fit(text, columns: room) + Glyphs.changed }
            canvas.write(text, cell.isChanged ? .strong : cell.tone, at: Point(column: column, row: y), columns: entry.width)
            column += entry.width + 1
        }
        if row.isStale { canvas.frame.surface.restyle(place) { $0.dim() } }
        if row.isSelected { canvas.frame.surface.restyle(place) { canvas.theme.selected($0, isFocused: isFocused) } }
    }

    /// A text that does not fit, from further on; no further than its end.
    private func scrolled(_ text: String, columns: Int) -> String {
        guard offset > 0, columns > 1, text.utf8.count > columns else { return text }
        let width = TextWidth.of(text)
        guard width > columns else { return text }
        return TextWidth.fitStart(text, columns: max(columns, width - offset))
    }
}
