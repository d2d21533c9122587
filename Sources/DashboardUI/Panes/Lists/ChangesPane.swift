import Dashboard
import Foundation
import KubeModel
import TerminalUI

/// What happened to any object since start, the newest first.
struct ChangesPane: PaneView {
    let pane = Pane.list
    let help = "What happened since start: conditions, fields and who wrote them, what was made and deleted. :changes 5m shows the last minutes."
    private let log: ChangeLog
    private let list: ListState<Int>
    private let filter: RowFilter
    private let namespace: String?
    private let isFocused: Bool

    init(_ state: DashboardState) {
        log = state.cluster.changeLog
        list = state.screen.changes
        filter = state.filter
        namespace = state.namespace
        isFocused = state.focus == .list
    }

    private static let wishes: [ListColumns.Wish] = [
        .init(content: .time, title: "TIME", needs: 8), .init(content: .kind, title: "KIND", needs: 18),
        .init(content: .name, title: "OBJECT", needs: 34, least: 14),
        // What happened is why one looks.
        .init(content: .words, title: "WHAT", needs: 44, least: 16, rank: 1),
    ]

    var wantedColumns: Int? { ListColumns.wanted(Self.wishes) + 2 }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let count = log.visibleCount
        var title = ListTitle("Changes", isFocused: isFocused, canvas)
        title.add(shown: count, of: log.count)
        if log.since != nil { title.add("since \(log.since.map { canvas.clock($0) } ?? "")", .plain) }
        title.add(filter: filter)
        if log.dropped > 0 { title.add("\(Count.text(log.dropped)) earlier ones are no longer kept", .dim) }
        let inside = canvas.box(area, title: title.text, isFocused: isFocused)
        canvas.hit(area, .pane(.list))
        canvas.frame.viewport.listRows = max(0, inside.rows - 1)
        guard count > 0 else { return drawEmpty(inside, on: &canvas) }
        let grid = ListGrid(columns: ListColumns(Self.wishes, width: inside.columns), order: nil, isFocused: isFocused, offset: list.column)
        grid.drawTitles(at: inside.origin, on: &canvas) { _ in nil }
        let first = min(list.top, max(0, count - 1))
        for (line, index) in (first..<min(count, first + max(0, inside.rows - 1))).enumerated() {
            let place = Rect(column: inside.column, row: inside.row + 1 + line, columns: inside.columns, rows: 1)
            grid.draw(cells(log.entry(at: index), grid.columns, canvas), in: place, on: &canvas)
            canvas.hit(place, .row(index))
        }
        canvas.scrollbar(area, first: first, visible: inside.rows - 1, total: count, isFocused: isFocused)
    }

    func actions(for target: HitTarget, isDouble: Bool) -> [Action] { ListClicks.actions(for: target, isDouble: isDouble) }

    private func drawEmpty(_ inside: Rect, on canvas: inout Canvas) {
        let place = namespace.map { " in \($0)" } ?? ""
        let words =
            log.count == 0
            ? "Nothing has changed since this dashboard was started. What changes appears here as it happens."
            : filter.isEmpty && log.since == nil
                ? "Nothing has changed\(place) since this dashboard was started. 0 shows all namespaces."
                : "No change\(place) passes. Esc clears the filter; :changes shows all since start."
        ListWords.draw([filter.remark?.sentence, words].compactMap { $0 }, .dim, in: inside, on: &canvas)
    }

    private func cells(_ entry: ChangeEntry, _ columns: ListColumns, _ canvas: Canvas) -> ListCells {
        let look = Self.look(entry)
        var cells = ListCells(
            glyph: look.glyph, tone: look.tone, isSelected: entry.serial == list.selected, cells: [])
        cells.cells = columns.columns.map { column in
            switch column.content {
            case .time: .init(canvas.clock(entry.arrived), .dim)
            case .kind: .init(entry.type.kind)
            case .name: .init("\(entry.key)")
            case .words: .init(entry.words)
            case .namespace, .own, .age: .init("")
            }
        }
        return cells
    }

    /// A condition by how good it is now; anything else by what was done.
    static func look(_ entry: ChangeEntry) -> (glyph: String, tone: Tone) {
        switch entry.deed {
        case .created: ("+", .healthy)
        case .deleted: ("-", .warning)
        case .deleting: (Glyphs.deleting, .dim)
        case .wish: ("~", .accent)
        case .condition(let transition): (Glyphs.of(transition.health), transition.health.tone)
        }
    }
}
