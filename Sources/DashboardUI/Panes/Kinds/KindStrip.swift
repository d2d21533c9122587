import Dashboard
import TerminalUI

/// The kinds in one line, where there is no room for a pane of them.
struct KindStrip {
    private let look: KindLook
    private let lines: [KindLine]
    private let chosen: KindLine

    init(_ state: DashboardState) {
        look = KindLook(state)
        lines = state.kindLines.filter(\.isChoice)
        chosen = state.chosenLine
    }

    /// The chosen one is always on screen; where others are not, the ends say so.
    func draw(in area: Rect, on canvas: inout Canvas) {
        canvas.frame.surface.fill(area)
        let entries = lines.map { look.entry($0, canvas, isChosen: $0 == chosen) }, place = lines.firstIndex(of: chosen) ?? 0
        // From the beginning where that shows the chosen one, else as few are left out before it as possible.
        var first = 0
        while first < place, width(entries[first...place], isCut: first > 0) > area.columns - 2 { first += 1 }
        var column = area.column
        if first > 0 {
            canvas.write("‹", .dim, at: area.origin, columns: 1)
        }
        column += 1
        for index in first..<entries.count {
            let entry = entries[index], end = column + entry.width, isLast = index == entries.count - 1
            guard end + (isLast ? 0 : 2) <= area.column + area.columns else {
                return canvas.write("›", .dim, at: Point(column: area.column + area.columns - 1, row: area.row), columns: 1)
            }
            let spot = Rect(column: column, row: area.row, columns: entry.width, rows: 1)
            canvas.write(entry, at: spot.origin, columns: entry.width)
            if index == place { canvas.frame.surface.restyle(spot) { $0.underline() } }
            canvas.hit(spot, .kind(lines[index]))
            column = end + 2
        }
    }

    private func width(_ entries: ArraySlice<StyledText>, isCut: Bool) -> Int { entries.reduce(1) { $0 + $1.width + 2 } }
}
