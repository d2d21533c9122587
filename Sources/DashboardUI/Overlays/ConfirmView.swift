import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// A question that names what will be done. The question and the keys that answer it always stand there; what is told of it scrolls between them.
struct ConfirmView {
    let confirmation: Confirmation

    func draw(_ layout: Layout, on canvas: inout Canvas) {
        let width = min(layout.body.columns - 2, 72)
        let question = TextWidth.wrap(confirmation.question, columns: width - 4)
        let consequences = confirmation.consequences.flatMap { TextWidth.wrap($0, columns: width - 4) }.map { ($0, Tone.warning) } + effect(columns: width - 4)
        let most = max(2, layout.body.rows - 3)
        // A blank line between them where there is room for one.
        let gap = consequences.isEmpty || question.count + consequences.count + 1 > most ? [] : [""]
        let head = question.count + consequences.count + gap.count <= most || question.count <= most / 2 ? question.count : 1
        let told = question.dropFirst(head).map { ($0, Tone.strong) } + gap.map { ($0, Tone.plain) } + consequences
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
        let last = Point(column: inside.column + 1, row: inside.row + inside.rows - 1)
        if confirmation.wanted == nil {
            canvas.write(answer(scrolls: told.count > rows, canvas).fit(columns: inside.columns - 2), at: last, columns: inside.columns - 2)
        } else {
            drawInput(at: last, columns: inside.columns - 2, on: &canvas)
        }
    }

    /// What it does, as the graph says.
    private func effect(columns: Int) -> [(String, Tone)] {
        (confirmation.effect ?? []).flatMap { line in
            TextWidth.wrap(line.label.isEmpty ? line.text : "\(line.label): \(line.text)", columns: columns).map { ($0, line.tone.shown) }
        }
    }

    /// The name that has to be typed.
    private func drawInput(at place: Point, columns: Int, on canvas: inout Canvas) {
        let label = "type \(SafeText.short(confirmation.wanted ?? "", max(8, columns / 2))), esc leaves it: "
        let room = max(1, columns - TextWidth.of(label)), typed = TextWidth.fitStart(confirmation.input.textBefore(columns: room), columns: max(1, room - 1))
        var line = canvas.styled(label, .dim)
        line.append(canvas.styled(typed + confirmation.input.textAfter(columns: room), .strong))
        canvas.write(line.fit(columns: columns), at: place, columns: columns)
        canvas.frame.surface.cursor = Point(column: place.column + min(columns - 1, TextWidth.of(label) + TextWidth.of(typed)), row: place.row)
    }

    private func answer(scrolls: Bool, _ canvas: Canvas) -> StyledText {
        var keys = [("y", "do it"), (scrolls ? "esc" : "enter esc", "leave it")]
        if scrolls { keys.append(("j k", "more")) }
        return canvas.hints(keys)
    }
}
