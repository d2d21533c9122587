import Dashboard
import KubeModel
import TerminalUI

/// A list to choose from while typing narrows it.
struct PickerView {
    let picker: Picker

    func draw(_ layout: Layout, on canvas: inout Canvas) {
        let choices = picker.rows
        let longest = choices.reduce(0) { max($0, TextWidth.of($1)) }
        let area = layout.centred(max(44, min(100, longest + 4)), max(6, choices.count + 3))
        var title = canvas.styled(picker.title, .accent)
        if picker.input.isCut { title.append(canvas.styled("  \(PromptLine.cutWarning)", .warning)) }
        let inside = canvas.box(area, title: title, isFocused: true)
        canvas.hit(area, .overlay)
        let typed = TextWidth.fitStart(
            picker.input.textBefore(columns: inside.columns), columns: max(1, inside.columns - 1))
        let behind = picker.input.textAfter(columns: inside.columns)
        canvas.write(
            picker.input.isEmpty ? picker.hint : typed + behind, picker.input.isEmpty ? .dim : .strong,
            at: inside.origin, columns: inside.columns)
        if picker.narrows {
            canvas.frame.surface.cursor = Point(
                column: inside.column + min(inside.columns - 1, TextWidth.of(typed)), row: inside.row)
        }
        let rows = max(1, inside.rows - 1)
        canvas.frame.viewport.overlayRows = rows
        canvas.frame.viewport.overlayContent = choices.count
        if choices.isEmpty {
            canvas.write(
                "nothing matches", .dim, at: Point(column: inside.column, row: inside.row + 1), columns: inside.columns)
        }
        let first = max(0, min(picker.index - rows + 1, choices.count - rows))
        for (row, index) in (first..<min(choices.count, first + rows)).enumerated() {
            let place = Rect(column: inside.column, row: inside.row + 1 + row, columns: inside.columns, rows: 1)
            let isTyped = choices[index] == picker.typed
            canvas.write(
                TextWidth.fitMiddle(choices[index] + (isTyped ? "  as typed" : ""), columns: place.columns - 1), .plain,
                at: Point(column: place.column + 1, row: place.row), columns: place.columns - 1)
            if index == picker.index { canvas.frame.surface.restyle(place) { canvas.theme.selected($0, isFocused: true) } }
            canvas.hit(place, .choice(index))
        }
    }
}
