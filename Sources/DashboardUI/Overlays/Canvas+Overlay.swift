import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    mutating func drawOverlay(_ layout: Layout) {
        switch state.overlay {
        case .help(let scroll): drawPage("Help", helpLines(columns: pageColumns(layout) - 4), scroll: scroll, layout)
        case .requests(let scroll):
            drawPage("Requests", requestLines(columns: pageColumns(layout) - 4), scroll: scroll, layout)
        case .page(let title, let lines, let scroll):
            let width = pageColumns(layout) - 4
            let wrapped = lines.flatMap { $0.isEmpty ? [""] : TextWidth.wrap($0, columns: width) }
            drawPage(title, wrapped.map { styled($0, .plain) }, scroll: scroll, layout)
        case .picker(let picker): drawPicker(picker, layout)
        case .confirm(let confirmation): drawConfirm(confirmation, layout)
        case .prompt, nil: break
        }
    }

    private func pageColumns(_ layout: Layout) -> Int { min(layout.body.columns, 110) }

    /// A rectangle of a size in the middle of the body.
    private func centred(_ columns: Int, _ rows: Int, _ layout: Layout) -> Rect {
        let width = min(columns, layout.body.columns), height = min(rows, layout.body.rows)
        return Rect(
            column: layout.body.column + (layout.body.columns - width) / 2,
            row: layout.body.row + (layout.body.rows - height) / 2, columns: width, rows: height)
    }

    private mutating func drawPage(_ title: String, _ lines: [StyledText], scroll: Int, _ layout: Layout) {
        let area = centred(pageColumns(layout), lines.count + 2, layout)
        let inside = box(area, title: styled(title, .accent), isFocused: true)
        frame.viewport.overlayContent = lines.count
        frame.viewport.overlayRows = inside.rows
        let first = max(0, min(scroll, lines.count - inside.rows))
        for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
            write(line, at: Point(column: inside.column + 1, row: inside.row + row), columns: inside.columns - 2)
        }
        scrollbar(area, first: first, visible: inside.rows, total: lines.count, isFocused: true)
    }

    private func helpLines(columns: Int) -> [StyledText] {
        var cells: [StyledText] = []
        let keyWidth = 20
        for group in Binding.Group.allCases {
            if !cells.isEmpty { cells.append(StyledText()) }
            cells.append(styled(group.rawValue, .strong))
            for row in KeyTable.rows(of: group) {
                var line = styled(TextWidth.pad(row.keys, columns: keyWidth), .key)
                line.append(styled(row.does, .plain))
                cells.append(line)
            }
        }
        cells.append(StyledText())
        cells.append(styled("Commands of :", .strong))
        let words =
            "a kind (singular, plural, any unique beginning), ns NAME, ctx NAME, sort COLUMN, login, drafts, requests, help, q"
        cells += wrapped(words, .plain, indent: 0, columns: columns)
        cells.append(StyledText())
        cells.append(styled("States", .strong))
        for health in Health.allCases {
            var line = styled(TextWidth.pad(Glyphs.of(health), columns: 3), health.tone)
            line.append(styled(TextWidth.pad(health.word, columns: 13), .plain))
            line.append(styled(Self.meaning(health), .dim))
            cells.append(line)
        }
        var deleting = styled(TextWidth.pad(Glyphs.deleting, columns: 3), .dim)
        deleting.append(styled(TextWidth.pad("deleting", columns: 13), .plain))
        deleting.append(styled("a deletion waits for finalizers", .dim))
        cells.append(deleting)
        return cells
    }

    private static func meaning(_ health: Health) -> String {
        switch health {
        case .failing: "some condition is bad"
        case .warning: "a policy is overridden, or a condition we do not know is False"
        case .progressing: "the status is older than the spec, or a condition is Unknown or Pending"
        case .unattached: "nothing has written a status"
        case .healthy: "every condition is good and current"
        case .none: "a kind whose status nobody writes"
        }
    }

    private func requestLines(columns: Int) -> [StyledText] {
        guard !state.requests.isEmpty else { return [styled("No request has been made.", .dim)] }
        let pathWidth = max(10, columns - 41)
        var lines = [
            styled(
                TextWidth.pad("TIME", columns: 10) + TextWidth.pad("METHOD", columns: 8)
                    + TextWidth.pad("PATH", columns: pathWidth) + TextWidth.padLeft("STATUS", columns: 7)
                    + TextWidth.padLeft("MS", columns: 7) + TextWidth.padLeft("BYTES", columns: 9), .dim)
        ]
        for request in state.requests.reversed() {
            let code = request.status.map(String.init) ?? (request.isOpen ? "open" : "-")
            let tone: Tone = (request.status ?? 200) >= 400 || request.error != nil ? .failing : .plain
            var line = styled(TextWidth.pad(clock(request.time), columns: 10), .dim)
            line.append(styled(TextWidth.pad(request.method, columns: 8), .plain))
            line.append(
                styled(
                    TextWidth.pad(Self.brief(request.path, columns: pathWidth - 1), columns: pathWidth), .plain)
            )
            line.append(styled(TextWidth.padLeft(code, columns: 7), tone))
            line.append(
                styled(
                    TextWidth.padLeft(
                        request.isOpen ? "open" : Count.text(Int(request.milliseconds.rounded())), columns: 7), .plain))
            line.append(styled(TextWidth.padLeft(Count.text(request.bytes), columns: 9), .plain))
            lines.append(line.fit(columns: columns))
            if let error = request.error { lines += wrapped(error, .failing, indent: 10, columns: columns) }
        }
        return lines
    }

    /// A path that is too long loses its query first, then its beginning: the names at its end tell requests apart.
    private static func brief(_ path: String, columns: Int) -> String {
        guard TextWidth.of(path) > columns else { return path }
        let base = String(path.prefix { $0 != "?" }), short = base == path ? base : base + "?…"
        return TextWidth.fitStart(short, columns: columns)
    }

    private mutating func drawPicker(_ picker: Picker, _ layout: Layout) {
        let choices = picker.rows
        let area = centred(44, max(6, choices.count + 3), layout)
        var title = styled(picker.title, .accent)
        if picker.input.isCut { title.append(styled("  \(Self.cutWarning)", .warning)) }
        let inside = box(area, title: title, isFocused: true)
        let typed = TextWidth.fitStart(
            picker.input.textBefore(columns: inside.columns), columns: max(1, inside.columns - 1))
        let behind = picker.input.textAfter(columns: inside.columns)
        write(
            picker.input.isEmpty ? picker.hint : typed + behind, picker.input.isEmpty ? .dim : .strong,
            at: inside.origin, columns: inside.columns)
        frame.surface.cursor = Point(
            column: inside.column + min(inside.columns - 1, TextWidth.of(typed)), row: inside.row)
        let rows = max(1, inside.rows - 1)
        frame.viewport.overlayRows = rows
        frame.viewport.overlayContent = choices.count
        if choices.isEmpty {
            write(
                "nothing matches", .dim, at: Point(column: inside.column, row: inside.row + 1), columns: inside.columns)
        }
        let first = max(0, min(picker.index - rows + 1, choices.count - rows))
        for (row, index) in (first..<min(choices.count, first + rows)).enumerated() {
            let place = Rect(column: inside.column, row: inside.row + 1 + row, columns: inside.columns, rows: 1)
            let isTyped = choices[index] == picker.typed
            write(
                choices[index] + (isTyped ? "  as typed" : ""), .plain,
                at: Point(column: place.column + 1, row: place.row), columns: place.columns - 1)
            if index == picker.index { frame.surface.restyle(place) { theme.selected($0, isFocused: true) } }
            hit(place, .choice(index))
        }
    }

    private mutating func drawConfirm(_ confirmation: Confirmation, _ layout: Layout) {
        let width = min(layout.body.columns - 2, 72)
        let lines = TextWidth.wrap(confirmation.question, columns: width - 4)
        let most = max(1, layout.body.rows - 4)
        let area = centred(width, min(lines.count, most) + 4, layout)
        let inside = box(area, title: styled("Sure?", .warning), isFocused: true)
        for (row, line) in lines.prefix(most).enumerated() {
            let isCut = row == most - 1 && lines.count > most
            write(
                isCut ? TextWidth.fit(line, columns: inside.columns - 4) + "…" : line, .strong,
                at: Point(column: inside.column + 1, row: inside.row + row), columns: inside.columns - 2)
        }
        var answer = styled("y", .key)
        answer.append(styled(" do it    ", .dim))
        answer.append(styled("enter esc", .key))
        answer.append(styled(" leave it", .dim))
        write(
            answer, at: Point(column: inside.column + 1, row: inside.row + inside.rows - 1), columns: inside.columns - 2
        )
    }
}
