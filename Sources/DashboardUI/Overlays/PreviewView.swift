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
        let rows = max(1, inside.rows - 2), first = max(0, min(preview.scroll, lines.count - rows))
        canvas.frame.viewport.overlayContent = lines.count
        canvas.frame.viewport.overlayRows = rows
        for (row, line) in lines.dropFirst(first).prefix(rows).enumerated() {
            canvas.write(line, at: Point(column: inside.column + 1, row: inside.row + row), columns: inside.columns - 2)
        }
        let scrolled = Rect(column: area.column, row: area.row, columns: area.columns, rows: rows + 2)
        canvas.scrollbar(scrolled, first: first, visible: rows, total: lines.count, isFocused: true)
        canvas.write(
            answer(scrolls: lines.count > rows, canvas).fit(columns: inside.columns - 2),
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

    private func answer(scrolls: Bool, _ canvas: Canvas) -> StyledText {
        let left = preview.entries.count - preview.refused.count
        var keys = left == 0 ? [] : [("y", preview.refused.isEmpty ? "send it" : "send the other \(left)")]
        if preview.canEdit { keys.append(("e", "edit again")) }
        keys.append(("esc", "leave it"))
        if scrolls { keys.append(("j k", "more")) }
        var answer = StyledText()
        for (place, key) in keys.enumerated() {
            if place > 0 { answer.append(canvas.styled("  ", .dim)) }
            answer.append(canvas.styled(key.0, .key))
            answer.append(canvas.styled(" " + key.1, .dim))
        }
        return answer
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
