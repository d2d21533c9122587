import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// What a write would change, field by field, and what that would do; the keys that answer it always stand below.
struct PreviewView {
    let preview: WritePreview

    func draw(_ layout: Layout, on canvas: inout Canvas) {
        let columns = min(layout.body.columns, 120), width = columns - 4
        let lines = lines(columns: width, canvas)
        let area = layout.centred(columns, lines.count + 4)
        let inside = canvas.box(area, title: canvas.styled(preview.title, .accent), isFocused: true)
        canvas.hit(area, .overlay)
        // A blank line above the keys only where all has room.
        let isWhole = lines.count + 2 <= inside.rows
        let rows = max(1, inside.rows - (isWhole ? 2 : 1)), first = max(0, min(preview.scroll, lines.count - rows))
        canvas.frame.viewport.overlayContent = lines.count
        canvas.frame.viewport.overlayRows = rows
        for (row, line) in lines.dropFirst(first).prefix(rows).enumerated() {
            canvas.write(line, at: Point(column: inside.column + 1, row: inside.row + row), columns: inside.columns - 2)
        }
        let scrolled = Rect(column: area.column, row: area.row, columns: area.columns, rows: rows + 2)
        canvas.scrollbar(scrolled, first: first, visible: rows, total: lines.count, isFocused: true)
        canvas.write(
            answer(scrolls: lines.count > rows, columns: inside.columns - 2, canvas),
            at: Point(column: inside.column + 1, row: inside.row + inside.rows - 1), columns: inside.columns - 2)
    }

    private func lines(columns: Int, _ canvas: Canvas) -> [StyledText] {
        var lines: [StyledText] = []
        for entry in preview.entries {
            if preview.entries.count > 1 {
                if !lines.isEmpty { lines.append(StyledText()) }
                lines += canvas.wrapped(entry.name, .strong, columns: columns)
            }
            if let refusal = entry.refusal { lines += canvas.wrapped("\(Glyphs.of(.failing)) Not sent, as the server would refuse it: \(refusal)", .failing, columns: columns) }
            if entry.changes.isEmpty { lines.append(canvas.styled("No field changes.", .dim)) }
            for planned in entry.changes { lines += PlannedChangeLines.lines(planned, columns: columns, canvas) }
        }
        lines.append(StyledText())
        if let words = examination { lines.append(canvas.styled(words, preview.isExamined ? .failing : .dim)) }
        for remark in preview.remarks { lines += canvas.wrapped(remark, .warning, columns: columns) }
        if let effect = preview.effect { lines += AnswerPage.lines(effect, columns: columns, canvas) } else { lines.append(canvas.styled("What it does is being worked out…", .dim)) }
        return lines
    }

    /// Whether the server would take it; nil where nothing is to be said of that.
    private var examination: String? {
        guard preview.isExamined else {
            return preview.isAgreed ? "It is sent once it is checked against the schema…" : "It is being checked against the schema…"
        }
        let refused = preview.refused.count, count = preview.entries.count
        return refused > 0 && count > 1 ? "The server would refuse \(refused) of \(count)." : nil
    }

    /// In whole words where there is room for them, else in short ones: what scrolls must be seen to.
    private func answer(scrolls: Bool, columns: Int, _ canvas: Canvas) -> StyledText {
        let long = hints(isShort: false, scrolls: scrolls, canvas)
        return long.width <= columns ? long : hints(isShort: true, scrolls: scrolls, canvas).fit(columns: columns)
    }

    private func hints(isShort: Bool, scrolls: Bool, _ canvas: Canvas) -> StyledText {
        let left = preview.entries.count - preview.refused.count
        var keys: [(String, String)] = []
        let rest = isShort ? "send \(left)" : "send the other \(left)", whole = isShort ? "send" : "send it"
        if left > 0 { keys.append(("y", preview.refused.isEmpty ? whole : rest)) }
        if preview.canEdit { keys.append(("e", isShort ? "edit" : "edit again")) }
        keys.append(("esc", isShort ? "leave" : "leave it"))
        if scrolls { keys.append(("j k", "more")) }
        return canvas.hints(keys)
    }
}

/// One field that would change: its path, what goes and what comes, and who has a say in it.
enum PlannedChangeLines {
    static func lines(_ planned: PlannedChange, columns: Int, _ canvas: Canvas) -> [StyledText] {
        var lines = DiffLines.lines([planned.change], columns: columns, canvas)
        let note = note(of: planned)
        guard !note.isEmpty, !lines.isEmpty else { return lines }
        lines[0].append(canvas.styled("  \(note)", .dim))
        return lines
    }

    private static func note(of planned: PlannedChange) -> String {
        if planned.isServers { return "(the server fills it in)" }
        guard !planned.owners.isEmpty else { return "" }
        return "(kept by \(planned.owners.map { SafeText.short($0, 40) }.joined(separator: ", ")))"
    }
}
