import Dashboard
import Foundation
import GatewayGraph
import KubeModel
import TerminalUI

/// Every object of every kind.
struct OverallPane: PaneView {
    let pane = Pane.list
    let help = "Every object of every kind: / finds a text in any of them."
    private let kinds: [KindState]
    private let rows: OverallRows
    private let list: ListState<ResourceID>
    private let filter: RowFilter
    private let order: RowOrder
    private let isFocused: Bool
    private let findings: FindingList
    private let wishes: [ListColumns.Wish]

    init(_ state: DashboardState) {
        kinds = state.kinds
        rows = state.overallRows
        list = state.screen.overall
        filter = state.filter
        order = state.order
        isFocused = state.focus == .list
        findings = state.cluster.findings
        var extents = (kind: 0, namespace: 0, name: 0)
        for kind in kinds where !kind.table.isEmpty {
            extents.kind = max(extents.kind, kind.kind.type.kind.count)
            extents.namespace = max(extents.namespace, kind.table.extents.namespace)
            extents.name = max(extents.name, kind.table.extents.name)
        }
        wishes =
            [ListColumns.Wish(content: .kind, title: "KIND", needs: extents.kind)]
            + (state.namespace == nil ? [.init(content: .namespace, title: "NAMESPACE", needs: extents.namespace)] : [])
            + [
                .init(content: .name, title: "NAME", needs: extents.name, least: 20),
                .init(content: .words, title: "SAYS", needs: 24), .age,
            ]
    }

    var wantedColumns: Int? { ListColumns.wanted(wishes) + 2 }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let count = rows.visibleCount, all = kinds.reduce(0) { $0 + $1.table.count }
        var title = ListTitle("All", isFocused: isFocused, canvas)
        title.add(shown: count, of: all)
        title.add(marked: list.marked.count)
        title.add(filter: filter)
        let inside = canvas.box(area, title: title.text, isFocused: isFocused)
        canvas.hit(area, .pane(.list))
        canvas.frame.viewport.listRows = max(0, inside.rows - 1)
        guard count > 0 else { return drawEmpty(inside, all, on: &canvas) }
        let grid = ListGrid(columns: ListColumns(wishes, width: inside.columns), order: order, isFocused: isFocused, offset: list.column)
        grid.drawTitles(at: inside.origin, on: &canvas, field: Self.field)
        let first = min(list.top, max(0, count - 1)), shown = rows.rows(from: first, count: max(0, inside.rows - 1))
        for (line, entry) in shown.enumerated() {
            let place = Rect(column: inside.column, row: inside.row + 1 + line, columns: inside.columns, rows: 1)
            grid.draw(cells(entry.row, kinds[entry.kind], grid.columns, &canvas), in: place, on: &canvas)
            canvas.hit(place, .row(first + line))
        }
        canvas.scrollbar(area, first: first, visible: inside.rows - 1, total: count, isFocused: isFocused)
    }

    func actions(for target: HitTarget, isDouble: Bool) -> [Action] { ListClicks.actions(for: target, isDouble: isDouble) }

    private func drawEmpty(_ inside: Rect, _ all: Int, on canvas: inout Canvas) {
        let words = filter.isEmpty ? "Nothing is here." : "Nothing of \(Count.text(all)) matches /\(filter.text). Esc clears the filter."
        ListWords.draw([filter.remark?.sentence, words].compactMap { $0 }, .dim, in: inside, on: &canvas)
    }

    private static func field(_ content: ListColumns.Content) -> RowOrder.Field? {
        switch content {
        case .kind: .kind
        case .namespace: .namespace
        case .name: .name
        case .age: .age
        case .own, .time, .words: nil
        }
    }

    private func cells(_ row: ResourceRow, _ kind: KindState, _ columns: ListColumns, _ canvas: inout Canvas) -> ListCells {
        let id = ResourceID(kind.kind.type, row.key), isMarked = list.marked.contains(id)
        var cells = ListCells(row, isMarked: isMarked, isSelected: id == list.selected, isStale: kind.staleSince != nil)
        let mark = kind.changes[row.key].flatMap { $0.until > canvas.now ? $0 : nil }
        cells.isStateChanged = mark?.isHealthChanged == true
        cells.mark(findings.mark(of: GraphID(kind.kind.type, row.key)))
        cells.cells = columns.columns.map { entry in
            switch entry.content {
            case .kind: .init(kind.kind.type.kind)
            case .namespace: .init(row.key.namespace ?? "")
            case .name: .init(row.key.name, isMarked ? .strong : .plain)
            case .words: .init(Self.words(row), row.health < .healthy ? row.health.tone : .dim, isChanged: mark?.conditions.isEmpty == false)
            case .age: .init(canvas.age(of: row.created))
            case .own, .time: .init("")
            }
        }
        return cells
    }

    /// The worst of what its conditions say: `Accepted Invalid`; nothing where all is well.
    private static func words(_ row: ResourceRow) -> String {
        guard let worst = row.digest.entries.min(by: { $0.health < $1.health }), worst.health < .healthy else { return "" }
        return "\(worst.type) \(worst.reason)"
    }
}
