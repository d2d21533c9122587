import Dashboard
import KubeModel
import TerminalUI

/// A question that names what will be done. The question and the keys that answer it always stand there; what is told of it scrolls between them.
struct ConfirmView {
    let confirmation: Confirmation

    func draw(_ layout: Layout, on canvas: inout Canvas) {
        let width = min(layout.body.columns - 2, 72)
        let question = TextWidth.wrap(confirmation.question, columns: width - 4)
        let consequences = confirmation.consequences.flatMap { TextWidth.wrap($0, columns: width - 4) }
        let most = max(2, layout.body.rows - 3)
        // A blank line between them where there is room for one.
        let gap = consequences.isEmpty || question.count + consequences.count + 1 > most ? [] : [""]
        let head = question.count + consequences.count + gap.count <= most || question.count <= most / 2 ? question.count : 1
        let told = question.dropFirst(head).map { ($0, Tone.strong) } + (gap + consequences).map { ($0, Tone.warning) }
        let spare = head + told.count < most ? 1 : 0, area = layout.centred(width, min(head + told.count, most) + spare + 3)
        let inside = canvas.box(area, title: canvas.styled("Sure?", .warning), isFocused: true)
        canvas.hit(area, .overlay)
        func write(_ line: String, _ tone: Tone, row: Int, on canvas: inout Canvas) {
            canvas.write(line, tone, at: Point(column: inside.column + 1, row: inside.row + row), columns: inside.columns - 2)
        }
        for (row, line) in question.prefix(head).enumerated() { write(line, .strong, row: row, on: &canvas) }
        let rows = max(0, inside.rows - head - spare - 1), first = max(0, min(confirmation.scroll, told.count - rows))
        canvas.frame.viewport.overlayContent = told.count
        canvas.frame.viewport.overlayRows = rows
        for (row, line) in told.dropFirst(first).prefix(rows).enumerated() { write(line.0, line.1, row: head + row, on: &canvas) }
        let scrolled = Rect(column: area.column, row: area.row + head, columns: area.columns, rows: rows + 2)
        canvas.scrollbar(scrolled, first: first, visible: rows, total: told.count, isFocused: true)
        canvas.write(
            answer(scrolls: told.count > rows, canvas).fit(columns: inside.columns - 2),
            at: Point(column: inside.column + 1, row: inside.row + inside.rows - 1), columns: inside.columns - 2)
    }

    private func answer(scrolls: Bool, _ canvas: Canvas) -> StyledText {
        var answer = canvas.styled("y", .key)
        answer.append(canvas.styled(scrolls ? " do it  " : " do it    ", .dim))
        answer.append(canvas.styled(scrolls ? "esc" : "enter esc", .key))
        answer.append(canvas.styled(" leave it", .dim))
        guard scrolls else { return answer }
        answer.append(canvas.styled("  j k", .key))
        answer.append(canvas.styled(" more", .dim))
        return answer
    }
}
