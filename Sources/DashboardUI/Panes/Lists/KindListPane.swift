import Dashboard
import Foundation
import GatewayGraph
import KubeModel
import TerminalUI

/// The objects of one kind.
struct KindListPane: PaneView {
    let pane = Pane.list
    let help = "The objects of one kind. Enter opens one on the whole screen; / narrows the list, N, A and S sort it."
    private let kind: KindState
    private let list: ListState<ObjectKey>
    private let namespace: String?
    private let isFocused: Bool
    private let isReadOnly: Bool
    private let findings: FindingList
    private let wishes: [ListColumns.Wish]

    init(_ state: DashboardState) {
        kind = state.current
        list = state.currentList
        namespace = state.namespace
        isFocused = state.focus == .list
        isReadOnly = state.cluster.info.isReadOnly
        findings = state.cluster.findings
        wishes = Self.wishes(kind.kind, kind.table.extents, showsNamespace: namespace == nil && kind.kind.type.isNamespaced)
    }

    var wantedColumns: Int? { ListColumns.wanted(wishes) + 2 }

    /// Borders and titles, whatever the filter leaves.
    var wantedRows: Int? { kind.connection.error == nil && kind.isListed ? kind.table.totals(in: namespace).all + 3 : nil }

    private static func wishes(_ kind: Kind, _ extents: RowExtents, showsNamespace: Bool) -> [ListColumns.Wish] {
        var wishes: [ListColumns.Wish] = []
        if showsNamespace { wishes.append(.init(content: .namespace, title: "NAMESPACE", needs: extents.namespace)) }
        wishes.append(.init(content: .name, title: "NAME", needs: extents.name, least: 20))
        for (index, column) in kind.columns.enumerated() {
            // A moment is shown as an age, which is short; a change leaves its mark behind the text.
            let longest = column.isDate ? 5 : extents.columns.indices.contains(index) ? extents.columns[index] : 0
            guard longest > 0 || !column.isOptional else { continue }
            wishes.append(.init(content: .own(index), title: column.title, needs: longest + 1))
        }
        return wishes + [.age]
    }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let inside = canvas.box(area, title: title(&canvas), isFocused: isFocused)
        canvas.hit(area, .pane(.list))
        let words = ListWords(kind: kind, namespace: namespace, isReadOnly: isReadOnly)
        guard kind.table.visibleCount > 0 else {
            canvas.frame.viewport.listRows = max(0, inside.rows - 1)
            return words.drawEmpty(inside, on: &canvas)
        }
        let rows = max(0, inside.rows - 1 - words.drawTrouble(in: inside, on: &canvas))
        canvas.frame.viewport.listRows = rows
        let grid = ListGrid(
            columns: ListColumns(wishes, width: inside.columns), order: kind.table.order, isFocused: isFocused, offset: list.column)
        grid.drawTitles(at: inside.origin, on: &canvas, field: Self.field)
        let first = min(list.top, max(0, kind.table.visibleCount - 1))
        for (line, index) in (first..<min(kind.table.visibleCount, first + rows)).enumerated() {
            let place = Rect(column: inside.column, row: inside.row + 1 + line, columns: inside.columns, rows: 1)
            grid.draw(cells(kind.table.row(at: index), grid.columns, &canvas), in: place, on: &canvas)
            canvas.hit(place, .row(index))
        }
        canvas.scrollbar(area, first: first, visible: rows, total: kind.table.visibleCount, isFocused: isFocused)
    }

    func actions(for target: HitTarget, isDouble: Bool) -> [Action] { ListClicks.actions(for: target, isDouble: isDouble) }

    private func title(_ canvas: inout Canvas) -> StyledText {
        var title = ListTitle(kind.kind.type.kind, isFocused: isFocused, canvas)
        title.add(shown: kind.table.visibleCount, of: kind.isListed || kind.table.count > 0 ? kind.table.count : nil)
        title.add(marked: list.marked.count)
        title.add(filter: kind.table.filter)
        let unread = kind.kind.unreadColumns.count
        if unread > 0 { title.add("\(unread) column\(unread == 1 ? "" : "s") unread", .warning) }
        if let since = kind.staleSince {
            title.add("stale \(canvas.age(of: since))", .warning)
        } else if case .polling(let seconds) = kind.connection {
            title.add("polling every \(Int(seconds)) s", .warning)
        }
        return title.text
    }

    private static func field(_ content: ListColumns.Content) -> RowOrder.Field? {
        switch content {
        case .namespace: .namespace
        case .name: .name
        case .age: .age
        case .own(let index): .column(index)
        case .kind, .time, .words: nil
        }
    }

    private func cells(_ row: ResourceRow, _ columns: ListColumns, _ canvas: inout Canvas) -> ListCells {
        let mark = kind.changes[row.key].flatMap { $0.until > canvas.now ? $0 : nil }
        let isMarked = list.marked.contains(row.key)
        var cells = ListCells(row, isMarked: isMarked, isSelected: row.key == list.selected, isStale: kind.staleSince != nil)
        cells.isStateChanged = mark?.isHealthChanged == true
        cells.mark(findings.mark(of: GraphID(kind.kind.type, row.key)))
        cells.cells = columns.columns.map { entry in
            switch entry.content {
            case .namespace: .init(row.key.namespace ?? "")
            case .name: .init(row.key.name, isMarked ? .strong : .plain)
            case .age: .init(canvas.age(of: row.created))
            case .own(let index):
                .init(
                    text(index, of: row, &canvas), row.isDeleting ? .dim : .plain, isChanged: mark?.columns.contains(index) == true)
            case .kind, .time, .words: .init("")
            }
        }
        return cells
    }

    /// The text of a column; of a moment, how long ago it was.
    private func text(_ index: Int, of row: ResourceRow, _ canvas: inout Canvas) -> String {
        let text = row.columns.indices.contains(index) ? row.columns[index] : ""
        guard kind.kind.columns.indices.contains(index), kind.kind.columns[index].isDate else { return text }
        return KubeTime.parse(text).map { canvas.age(of: $0) } ?? text
    }
}

extension ListColumns.Wish {
    static let age = ListColumns.Wish(content: .age, title: "AGE", needs: 5, least: 4, isRight: true)
}

extension ListCells {
    /// The state of a row, without its cells.
    init(_ row: ResourceRow, isMarked: Bool, isSelected: Bool, isStale: Bool) {
        glyph = row.isDeleting ? Glyphs.deleting : Glyphs.of(row.health)
        tone = row.isDeleting ? .dim : row.health.tone
        self.isMarked = isMarked
        self.isSelected = isSelected
        self.isStale = isStale
        cells = []
    }
}

/// What clicks do in any list.
enum ListClicks {
    static func actions(for target: HitTarget, isDouble: Bool) -> [Action] {
        switch target {
        case .row(let index): [.focus(.list), .selectRow(index)] + (isDouble ? [.open] : [])
        case .column(let field): [.focus(.list), .sort(field)]
        default: [.focus(.list)]
        }
    }
}
