import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    mutating func drawList(_ area: Rect) {
        let kind = state.current, list = state.currentList, isFocused = state.focus == .list
        let inside = box(area, title: listTitle(kind, isFocused: isFocused), isFocused: isFocused)
        hit(area, .pane(.list))
        guard kind.table.visibleCount > 0 else {
            frame.viewport.listRows = max(0, inside.rows - 1)
            return drawEmptyList(inside)
        }
        let rows = max(0, inside.rows - 1 - drawTrouble(of: kind, in: inside))
        frame.viewport.listRows = rows
        let columns = ListColumns(
            kind: kind.kind, showsNamespace: state.namespace == nil && kind.kind.type.isNamespaced,
            extents: kind.table.extents, width: inside.columns)
        drawListHeader(columns, at: inside.origin)
        let first = min(list.top, max(0, kind.table.visibleCount - 1))
        for (line, index) in (first..<min(kind.table.visibleCount, first + rows)).enumerated() {
            let row = kind.table.row(at: index)
            let place = Rect(column: inside.column, row: inside.row + 1 + line, columns: inside.columns, rows: 1)
            let isSelected = row.key == list.selected
            drawRow(row, of: kind, columns, in: place, isSelected: isSelected)
            if kind.staleSince != nil { frame.surface.restyle(place) { $0.dim() } }
            if isSelected { frame.surface.restyle(place) { theme.selected($0, isFocused: isFocused) } }
            hit(place, .row(index))
        }
        scrollbar(area, first: first, visible: rows, total: kind.table.visibleCount, isFocused: isFocused)
    }

    private mutating func listTitle(_ kind: KindState, isFocused: Bool) -> StyledText {
        let shown = kind.table.visibleCount, all = kind.table.count
        var line = styled(kind.kind.type.kind, isFocused ? .accent : .plain)
        let rule = theme.isASCII ? " -- " : " ── "
        let count = shown == all ? Count.text(all) : "\(Count.text(shown)) of \(Count.text(all))"
        line.append(styled(rule, .dim))
        line.append(styled(count, .plain))
        let marked = state.currentList.marked.count
        if marked > 0 { line.append(styled(", \(marked) marked", .accent)) }
        if !state.filter.isEmpty {
            line.append(styled(rule, .dim))
            line.append(styled("/\(state.filter.text)", .accent))
        }
        let unread = kind.kind.unreadColumns.count
        if unread > 0 {
            line.append(styled(rule, .dim))
            line.append(styled("\(unread) column\(unread == 1 ? "" : "s") unread", .warning))
        }
        if let since = kind.staleSince {
            line.append(styled(rule, .dim))
            line.append(styled("stale \(age(of: since))", .warning))
        } else if case .polling(let seconds) = kind.connection {
            line.append(styled(rule, .dim))
            line.append(styled("polling every \(Int(seconds)) s", .warning))
        }
        return line
    }

    private mutating func drawListHeader(_ columns: ListColumns, at origin: Point) {
        var column = origin.column + ListColumns.gutter
        for entry in columns.columns {
            let sorted = isSorted(by: entry.content)
            let arrow = sorted ? (state.order.isReversed ? "▼" : "▲") : ""
            let text = entry.title + arrow
            let title = entry.content == .age ? TextWidth.padLeft(text, columns: entry.width) : text
            write(title, sorted ? .strong : .dim, at: Point(column: column, row: origin.row), columns: entry.width)
            column += entry.width + 1
        }
        if state.order.field == .state {
            write(
                state.order.isReversed ? "▼" : "▲", .strong, at: Point(column: origin.column + 1, row: origin.row),
                columns: 1)
        }
    }

    private func isSorted(by content: ListColumns.Content) -> Bool {
        switch (content, state.order.field) {
        case (.name, .name), (.age, .age): true
        case (.namespace, .namespace): true
        case (.own(let left), .column(let right)): left == right
        default: false
        }
    }

    private mutating func drawRow(
        _ row: ResourceRow, of kind: KindState, _ columns: ListColumns, in place: Rect, isSelected: Bool
    ) {
        let mark = kind.changes[row.key].flatMap { $0.until > state.now ? $0 : nil }
        let isMarked = state.currentList.marked.contains(row.key)
        let y = place.row
        write(
            isMarked ? "*" : isSelected ? "›" : " ", .accent, at: Point(column: place.column, row: y), columns: 1)
        let glyph = row.isDeleting ? Glyphs.deleting : Glyphs.of(row.health)
        write(glyph, row.isDeleting ? .dim : row.health.tone, at: Point(column: place.column + 1, row: y), columns: 1)
        if mark?.isHealthChanged == true {
            write(Glyphs.changed, row.health.tone, at: Point(column: place.column + 2, row: y), columns: 1)
        }
        var column = place.column + ListColumns.gutter
        for entry in columns.columns {
            let point = Point(column: column, row: y)
            switch entry.content {
            case .namespace: write(row.key.namespace ?? "", .plain, at: point, columns: entry.width)
            case .name: write(row.key.name, isMarked ? .strong : .plain, at: point, columns: entry.width)
            case .age:
                let text = TextWidth.padLeft(age(of: row.created), columns: entry.width)
                write(text, .plain, at: point, columns: entry.width)
            case .own(let index):
                let text = cell(index, of: row, kind: kind.kind)
                let isChanged = mark?.columns.contains(index) == true
                if isChanged {
                    let fitted = TextWidth.fit(text, columns: max(0, entry.width - 1)) + Glyphs.changed
                    write(fitted, .strong, at: point, columns: entry.width)
                } else {
                    write(text, row.isDeleting ? .dim : .plain, at: point, columns: entry.width)
                }
            }
            column += entry.width + 1
        }
    }

    /// The text of a column; of a moment, how long ago it was.
    private mutating func cell(_ index: Int, of row: ResourceRow, kind: Kind) -> String {
        let text = row.columns.indices.contains(index) ? row.columns[index] : ""
        guard kind.columns.indices.contains(index), kind.columns[index].isDate else { return text }
        return KubeTime.parse(text).map { age(of: $0) } ?? text
    }
}
