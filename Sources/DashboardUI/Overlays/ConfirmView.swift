import Dashboard
import KubeModel
import TerminalUI

/// A question that names what will be done.
struct ConfirmView {
    let confirmation: Confirmation

    func draw(_ layout: Layout, on canvas: inout Canvas) {
        let width = min(layout.body.columns - 2, 72)
        let question = TextWidth.wrap(confirmation.question, columns: width - 4)
        let consequences = confirmation.consequences.flatMap { TextWidth.wrap($0, columns: width - 4) }
        let lines = question + (consequences.isEmpty ? [] : [""] + consequences)
        let most = max(1, layout.body.rows - 4)
        let area = layout.centred(width, min(lines.count, most) + 4)
        let inside = canvas.box(area, title: canvas.styled("Sure?", .warning), isFocused: true)
        canvas.hit(area, .overlay)
        for (row, line) in lines.prefix(most).enumerated() {
            let isCut = row == most - 1 && lines.count > most
            canvas.write(
                isCut ? TextWidth.fit(line, columns: inside.columns - 4) + "…" : line, row < question.count ? .strong : .warning,
                at: Point(column: inside.column + 1, row: inside.row + row), columns: inside.columns - 2)
        }
        var answer = canvas.styled("y", .key)
        answer.append(canvas.styled(" do it    ", .dim))
        answer.append(canvas.styled("enter esc", .key))
        answer.append(canvas.styled(" leave it", .dim))
        canvas.write(
            answer, at: Point(column: inside.column + 1, row: inside.row + inside.rows - 1), columns: inside.columns - 2
        )
    }
}
