import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    mutating func drawList(_ area: Rect) {
        let kind = state.current, isFocused = state.focus == .list
        let inside = box(area, title: listTitle(kind, isFocused: isFocused), isFocused: isFocused)
        hit(area, .pane(.list))
        let rows = max(0, inside.rows - 1)
        frame.viewport.listRows = rows
        guard !kind.table.visible.isEmpty else { return drawEmptyList(inside) }
        let columns = ListColumns(
            kind: kind.kind, showsNamespace: state.namespace == nil && kind.kind.type.isNamespaced,
            extents: kind.table.extents, width: inside.columns)
        drawListHeader(columns, at: inside.origin)
        let first = min(kind.top, max(0, kind.table.visible.count - 1))
        for (line, index) in (first..<min(kind.table.visible.count, first + rows)).enumerated() {
            guard let row = kind.table.rows[kind.table.visible[index]] else { continue }
            let place = Rect(column: inside.column, row: inside.row + 1 + line, columns: inside.columns, rows: 1)
            let isSelected = row.key == kind.selected
            drawRow(row, of: kind, columns, in: place, isSelected: isSelected)
            if isSelected { frame.surface.restyle(place) { theme.selected($0, isFocused: isFocused) } }
            hit(place, .row(index))
        }
        scrollbar(area, first: first, visible: rows, total: kind.table.visible.count, isFocused: isFocused)
    }

    private func listTitle(_ kind: KindState, isFocused: Bool) -> StyledText {
        let shown = kind.table.visible.count, all = kind.table.rows.count
        var line = styled(kind.kind.type.kind, isFocused ? .accent : .plain)
        let rule = theme.isASCII ? " -- " : " ── "
        let count = shown == all ? Count.text(all) : "\(Count.text(shown)) of \(Count.text(all))"
        line.append(styled(rule, .dim))
        line.append(styled(count, .plain))
        if !kind.marked.isEmpty { line.append(styled(", \(kind.marked.count) marked", .accent)) }
        if !state.filter.isEmpty {
            line.append(styled(rule, .dim))
            line.append(styled("/\(state.filter.text)", .accent))
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
        let isMarked = kind.marked.contains(row.key)
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
                let text = row.columns.indices.contains(index) ? row.columns[index] : ""
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

    /// Empty is explained: why there is nothing, and what to press.
    private mutating func drawEmptyList(_ inside: Rect) {
        let kind = state.current, name = kind.kind.type.kind
        let place = state.namespace.map { "in \($0)" } ?? "in any namespace"
        let text: String
        switch kind.connection {
        case .connecting: text = "Connecting…"
        case .listing: text = "Listing \(kind.kind.type.plural)…"
        case .notInstalled:
            text =
                "\(name) is not installed on this cluster: its server does not serve \(kind.kind.type.qualifiedName)."
        case .forbidden(let error), .credentialsExpired(let error), .retrying(let error, _): text = error.description
        case .live, .polling:
            if !state.filter.isEmpty, kind.table.rows.count > 0 {
                text = "No \(name) \(place) matches /\(state.filter.text). Esc clears the filter."
            } else {
                let hints = [
                    state.cluster.isReadOnly ? nil : "c creates one",
                    state.namespace == nil ? nil : "0 shows all namespaces",
                ]
                let hint = hints.compactMap { $0 }.joined(separator: "; ")
                text = "No \(name) \(place)." + (hint.isEmpty ? "" : " \(hint).")
            }
        }
        for (line, part) in TextWidth.wrap(text, columns: max(1, inside.columns - 2)).prefix(inside.rows).enumerated() {
            let tone: Tone = kind.connection.error == nil ? .dim : .warning
            write(part, tone, at: Point(column: inside.column + 1, row: inside.row + line), columns: inside.columns - 1)
        }
    }
}
