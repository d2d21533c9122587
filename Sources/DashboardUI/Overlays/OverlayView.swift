import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// What lies over the panes.
struct OverlayView {
    private let state: DashboardState

    init(_ state: DashboardState) { self.state = state }

    func draw(_ layout: Layout, on canvas: inout Canvas) {
        let width = Self.pageColumns(layout) - 4
        switch state.overlay {
        case .help(let scroll): page("Help", HelpPage(state).lines(columns: width, canvas), scroll: scroll, layout, on: &canvas)
        case .requests(let scroll):
            page("Requests", RequestPage.lines(state.requests, columns: width, canvas), scroll: scroll, layout, on: &canvas)
        case .page(let title, let lines, let scroll):
            let wrapped = lines.flatMap { $0.isEmpty ? [""] : TextWidth.wrap($0, columns: width) }
            page(title, wrapped.map { canvas.styled($0, .plain) }, scroll: scroll, layout, on: &canvas)
        case .answer(let request, let lines, let scroll):
            let shown = lines.map { AnswerPage.lines($0, columns: width, canvas) } ?? [canvas.styled("Looking…", .dim)]
            page("\(request.method) \(request.url)", shown, scroll: scroll, layout, on: &canvas)
        case .diff(let title, let changes, let scroll):
            page(title, DiffLines.lines(changes, columns: width, canvas), scroll: scroll, layout, on: &canvas)
        case .picker(let picker): PickerView(picker: picker).draw(layout, on: &canvas)
        case .preview(let preview, _): PreviewView(preview: preview).draw(layout, on: &canvas)
        case .confirm(let confirmation): ConfirmView(confirmation: confirmation).draw(layout, on: &canvas)
        case .prompt, nil: break
        }
    }

    private static func pageColumns(_ layout: Layout) -> Int { min(layout.body.columns, 150) }

    private func page(_ title: String, _ lines: [StyledText], scroll: Int, _ layout: Layout, on canvas: inout Canvas) {
        let area = layout.centred(Self.pageColumns(layout), lines.count + 2)
        let inside = canvas.box(area, title: canvas.styled(title, .accent), isFocused: true)
        canvas.hit(area, .overlay)
        canvas.frame.viewport.overlayContent = lines.count
        canvas.frame.viewport.overlayRows = inside.rows
        let first = max(0, min(scroll, lines.count - inside.rows))
        for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
            canvas.write(line, at: Point(column: inside.column + 1, row: inside.row + row), columns: inside.columns - 2)
        }
        canvas.scrollbar(area, first: first, visible: inside.rows, total: lines.count, isFocused: true)
    }
}

extension Layout {
    /// A rectangle of a size in the middle of the body.
    func centred(_ columns: Int, _ rows: Int) -> Rect {
        let width = min(columns, body.columns), height = min(rows, body.rows)
        return Rect(
            column: body.column + (body.columns - width) / 2, row: body.row + (body.rows - height) / 2, columns: width,
            rows: height)
    }
}
