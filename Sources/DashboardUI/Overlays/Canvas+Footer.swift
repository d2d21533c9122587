import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    /// The keys that work here and now; at the right the latest change. A notice takes the whole line.
    mutating func drawFooter(_ layout: Layout) {
        let area = layout.footer
        frame.surface.fill(area)
        if case .prompt(let prompt) = state.overlay { return drawPrompt(prompt, in: area) }
        if let notice = state.notice {
            // A sentence that has no room goes over the line above as well: a refusal must be readable whole.
            return drawNotice(notice, above: area)
        }
        let right = latestText()
        let room = area.columns - (right.width > 0 ? right.width + 2 : 0)
        let hints = hintText(room: right.width > 0 && room < area.columns / 3 ? area.columns : room)
        write(hints, at: area.origin, columns: area.columns)
        guard right.width > 0, hints.width + 2 + right.width <= area.columns else { return }
        write(right, at: Point(column: area.columns - right.width, row: area.row), columns: right.width)
    }

    private mutating func drawNotice(_ notice: Notice, above area: Rect) {
        let lines = TextWidth.wrap(notice.text, columns: max(10, area.columns - 2))
        // Whole, however long it is, as far as the screen goes.
        let shown = lines.prefix(max(1, area.row))
        let top = area.row - shown.count + 1
        for (index, line) in shown.enumerated() {
            let isCut = index == shown.count - 1 && lines.count > shown.count
            let place = Rect(column: 0, row: top + index, columns: area.columns, rows: 1)
            frame.surface.fill(place)
            write(" " + line + (isCut ? "…" : ""), notice.tone, at: place.origin, columns: area.columns)
        }
    }

    private func latestText() -> StyledText {
        guard let latest = state.latest else { return StyledText() }
        var line = styled(clock(latest.at) + " ", .dim)
        line.append(styled(Glyphs.of(latest.health) + " ", latest.health.tone))
        line.append(styled(TextWidth.fit(latest.key.name, columns: 28) + " ", .plain))
        return line
    }

    /// As many whole hints as fit.
    private func hintText(room: Int) -> StyledText {
        let context = KeyContext(state)
        var line = StyledText()
        for binding in Keymap.bindings where binding.contexts.contains(context) {
            guard let word = binding.footer, isUseful(binding), let key = binding.keys.first else { continue }
            var hint = styled(line.runs.isEmpty ? " " : "  ", .plain)
            hint.append(styled(Binding.display(key), .key))
            hint.append(styled(" \(word)", .dim))
            guard line.width + hint.width <= room else { break }
            line.append(hint)
        }
        return line
    }

    /// Whether a key does something here and now, and something worth the room.
    private func isUseful(_ binding: Binding) -> Bool {
        guard binding.disabledReason(state) == nil else { return false }
        return switch binding.action {
        // Beyond these esc only goes to the kinds, and all namespaces are on screen already.
        case .cancel: state.focus == .detail || !state.filter.isEmpty || state.overlay != nil
        case .allNamespaces: state.namespace != nil
        default: true
        }
    }

    private mutating func drawPrompt(_ prompt: Prompt, in area: Rect) {
        let sign =
            switch prompt.purpose {
            case .filter, .search: "/"
            case .command: ":"
            }
        let warning = prompt.input.isCut ? Self.cutWarning : ""
        let room = max(4, area.columns - 2 - (warning.isEmpty ? 0 : TextWidth.of(warning) + 2))
        // The cursor's surroundings stay in view however long the text is.
        let shownBefore = TextWidth.fitStart(prompt.input.textBefore(columns: room + 1), columns: room - 1)
        let used = TextWidth.of(shownBefore)
        let after = prompt.input.textAfter(columns: room)
        write(sign, .accent, at: area.origin, columns: 1)
        write(shownBefore, .strong, at: Point(column: 1, row: area.row), columns: used)
        write(after, .strong, at: Point(column: 1 + used, row: area.row), columns: max(0, room + 1 - used))
        frame.surface.cursor = Point(column: min(area.columns - 1, 1 + used), row: area.row)
        if !warning.isEmpty {
            let width = min(area.columns - 1, TextWidth.of(warning))
            write(warning, .warning, at: Point(column: area.columns - width, row: area.row), columns: width)
            return
        }
        let start = 1 + used + TextWidth.of(after) + 3
        if start + 8 < area.columns {
            let tone: Tone = prompt.purpose == .filter && state.filter.remark != nil ? .warning : .dim
            write(
                promptHint(prompt), tone, at: Point(column: start, row: area.row), columns: area.columns - start)
        }
    }

    /// Short enough for the narrowest screen, with some of the text beside it.
    static let cutWarning = "cut: 4 KiB is the most "

    private func promptHint(_ prompt: Prompt) -> String {
        switch prompt.purpose {
        case .filter:
            return prompt.input.isEmpty
                ? "text  !not  -l label=value  state:failing  ns:name" : state.filter.remark ?? ""
        case .search: return ""
        case .command:
            if prompt.input.isEmpty {
                return "a kind, ns NAME, ctx NAME, sort COLUMN, login, drafts, requests, help, q"
            }
            return prompt.completions.prefix(8).enumerated()
                .map { $0 == prompt.completionIndex ? "[\($1)]" : $1 }.joined(separator: "  ")
        }
    }
}
