import Dashboard
import KubeModel
import TerminalUI

/// The last line: the keys that work here and now, at the right the latest change; or a notice, or what is being typed.
struct FooterBar {
    private let state: DashboardState

    init(_ state: DashboardState) { self.state = state }

    func draw(in area: Rect, on canvas: inout Canvas) {
        canvas.frame.surface.fill(area)
        if case .prompt(let prompt) = state.overlay {
            return PromptLine(prompt: prompt, filter: state.filter).draw(in: area, on: &canvas)
        }
        if let notice = state.notice {
            // A sentence that has no room goes over the line above as well: a refusal must be readable whole.
            return draw(notice, above: area, on: &canvas)
        }
        if !state.pending.isEmpty, state.overlay == nil {
            // What is on its way to the server, and how it is ended.
            return canvas.write(" " + state.pending.joined(separator: "; "), .strong, at: area.origin, columns: area.columns)
        }
        let right = latestText(canvas)
        let room = area.columns - (right.width > 0 ? right.width + 2 : 0)
        let hints = hintText(canvas, room: right.width > 0 && room < area.columns / 3 ? area.columns : room)
        canvas.write(hints, at: area.origin, columns: area.columns)
        guard right.width > 0, hints.width + 2 + right.width <= area.columns else { return }
        canvas.write(right, at: Point(column: area.columns - right.width, row: area.row), columns: right.width)
    }

    private func draw(_ notice: Notice, above area: Rect, on canvas: inout Canvas) {
        let lines = TextWidth.wrap(notice.text, columns: max(10, area.columns - 2))
        // Whole, however long it is, as far as the screen goes.
        let shown = lines.prefix(max(1, area.row))
        let top = area.row - shown.count + 1
        for (index, line) in shown.enumerated() {
            let isCut = index == shown.count - 1 && lines.count > shown.count
            let place = Rect(column: 0, row: top + index, columns: area.columns, rows: 1)
            canvas.frame.surface.fill(place)
            canvas.write(" " + line + (isCut ? "…" : ""), notice.tone, at: place.origin, columns: area.columns)
        }
    }

    private func latestText(_ canvas: Canvas) -> StyledText {
        guard let latest = state.latest else { return StyledText() }
        var line = canvas.styled(canvas.clock(latest.at) + " ", .dim)
        line.append(canvas.styled(Glyphs.of(latest.health) + " ", latest.health.tone))
        line.append(canvas.styled(TextWidth.fit(latest.key.name, columns: 28) + " ", .plain))
        return line
    }

    /// As many whole hints as fit.
    private func hintText(_ canvas: Canvas, room: Int) -> StyledText {
        let context = KeyContext(state)
        var line = StyledText()
        for binding in Keymap.bindings where binding.contexts.contains(context) {
            guard let word = binding.footer, isUseful(binding), let key = binding.keys.first else { continue }
            var hint = canvas.styled(line.runs.isEmpty ? " " : "  ", .plain)
            hint.append(canvas.styled(Binding.display(key), .key))
            hint.append(canvas.styled(" \(word)", .dim))
            guard line.width + hint.width <= room else { break }
            line.append(hint)
        }
        return line
    }

    /// Whether a key does something here and now, and something worth the room.
    private func isUseful(_ binding: Binding) -> Bool {
        guard binding.disabledReason(state) == nil else { return false }
        // Esc comes back from there, and is said.
        if binding.id == "zoom", state.screen.zoomedFrom != nil { return false }
        return switch binding.action {
        // Beyond these esc only goes to the kinds, and all namespaces are on screen already.
        case .cancel: state.focus == .detail || !state.filter.isEmpty || state.overlay != nil
        case .allNamespaces: state.namespace != nil
        default: true
        }
    }
}
