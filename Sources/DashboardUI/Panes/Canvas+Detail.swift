import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    mutating func drawDetail(_ area: Rect) {
        let isFocused = state.focus == .detail
        guard let row = state.selectedRow else {
            let inside = box(area, title: styled("Detail", .dim), isFocused: isFocused)
            hit(area, .pane(.detail))
            write("Nothing is selected.", .dim, at: inside.origin, columns: inside.columns)
            return
        }
        var title = styled(row.key.name, isFocused ? .accent : .strong)
        if row.isDeleting { title.append(styled("  deleting", .warning)) }
        let inside = box(area, title: title, isFocused: isFocused)
        hit(area, .pane(.detail))
        drawTabs(in: inside)
        let content = Rect(
            column: inside.column, row: inside.row + 1, columns: inside.columns, rows: max(0, inside.rows - 1))
        frame.viewport.detailRows = content.rows
        frame.viewport.detailColumns = content.columns
        switch state.detail.tab {
        case .conditions: show(conditionLines(row, columns: content.columns - 1), in: content)
        case .timeline: show(timelineLines(row, columns: content.columns - 1), in: content)
        case .yaml: drawYAML(in: content)
        }
        scrollbar(
            area, first: state.detail.top, visible: content.rows, total: frame.viewport.detailContent,
            isFocused: isFocused)
    }

    private mutating func drawTabs(in inside: Rect) {
        var column = inside.column
        let hasMatches = state.detail.tab == .yaml && !state.detail.search.isEmpty
        for tab in DetailTab.allCases {
            let isOpen = tab == state.detail.tab
            let text = theme.depth == .none && isOpen ? "[\(tab.title)]" : tab.title
            let style = isOpen ? theme.style(.accent).underline() : theme.style(.dim)
            let width = TextWidth.of(text)
            guard column + width <= inside.column + inside.columns else { return }
            frame.surface.write(text, at: Point(column: column, row: inside.row), style: style, columns: width)
            hit(Rect(column: column, row: inside.row, columns: width, rows: 1), .tab(tab))
            column += width + 2
        }
        guard hasMatches, let document = state.detail.document else { return }
        let place = document.matches.isEmpty ? 0 : state.detail.matchIndex + 1
        let text = "/\(state.detail.search) \(place) of \(document.matches.count)"
        let room = inside.column + inside.columns - column
        write(
            text, document.matches.isEmpty ? .warning : .accent, at: Point(column: column, row: inside.row),
            columns: room)
    }

    /// Shows that part of the lines which is scrolled to.
    mutating func show(_ lines: [StyledText], in area: Rect) {
        frame.viewport.detailContent = lines.count
        let first = max(0, min(state.detail.top, lines.count - area.rows))
        for (row, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            write(line, at: Point(column: area.column, row: area.row + row), columns: area.columns)
        }
    }
}
