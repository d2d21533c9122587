import Dashboard
import TerminalUI

/// A line that is being typed, with its cursor, and what there is to say of it.
struct PromptLine {
    let prompt: Prompt
    let filter: RowFilter

    /// Short enough for the narrowest screen, with some of the text beside it.
    static let cutWarning = "cut: 4 KiB is the most "

    func draw(in area: Rect, on canvas: inout Canvas) {
        let sign =
            switch prompt.purpose {
            case .filter, .search: "/"
            case .command: ":"
            case .file, .copy: ">"
            }
        let warning = prompt.input.isCut ? Self.cutWarning : ""
        let room = max(4, area.columns - 2 - (warning.isEmpty ? 0 : TextWidth.of(warning) + 2))
        // The cursor's surroundings stay in view however long the text is.
        let shownBefore = TextWidth.fitStart(prompt.input.textBefore(columns: room + 1), columns: room - 1)
        let used = TextWidth.of(shownBefore)
        let after = prompt.input.textAfter(columns: room)
        canvas.write(sign, .accent, at: area.origin, columns: 1)
        canvas.write(shownBefore, .strong, at: Point(column: 1, row: area.row), columns: used)
        canvas.write(after, .strong, at: Point(column: 1 + used, row: area.row), columns: max(0, room + 1 - used))
        canvas.frame.surface.cursor = Point(column: min(area.columns - 1, 1 + used), row: area.row)
        markFault(in: area, isWhole: shownBefore == prompt.input.text, on: &canvas)
        if !warning.isEmpty {
            let width = min(area.columns - 1, TextWidth.of(warning))
            return canvas.write(warning, .warning, at: Point(column: area.columns - width, row: area.row), columns: width)
        }
        let start = 1 + used + TextWidth.of(after) + 3
        // What is wrong must be readable also where it has no room behind the text: then it stands above.
        if let remark = fault, start + TextWidth.of(remark.sentence) > area.columns, area.row > 0 {
            let place = Rect(column: 0, row: area.row - 1, columns: area.columns, rows: 1)
            canvas.frame.surface.fill(place)
            return canvas.write(" " + remark.sentence, .warning, at: place.origin, columns: area.columns)
        }
        guard start + 8 < area.columns else { return }
        canvas.write(
            hint, fault == nil ? .dim : .warning, at: Point(column: start, row: area.row), columns: area.columns - start)
    }

    private var fault: RowFilter.Remark? {
        prompt.purpose == .filter && filter.text == prompt.input.text && !prompt.input.isEmpty ? filter.remark : nil
    }

    /// The term that cannot be understood, at its place.
    private func markFault(in area: Rect, isWhole: Bool, on canvas: inout Canvas) {
        guard let fault, isWhole else { return }
        let before = TextWidth.of(String(prompt.input.text.prefix(fault.place.lowerBound)))
        let width = TextWidth.of(String(prompt.input.text.dropFirst(fault.place.lowerBound).prefix(fault.place.count)))
        let place = Rect(column: 1 + before, row: area.row, columns: min(width, max(0, area.columns - 1 - before)), rows: 1)
        let style = canvas.theme.style(.failing).underline()
        canvas.frame.surface.restyle(place) { _ in style }
    }

    private var hint: String {
        switch prompt.purpose {
        case .filter: return prompt.input.isEmpty ? RowFilterGrammar.hint : fault?.sentence ?? ""
        case .search: return ""
        case .copy: return "the name of the copy, or NAMESPACE/NAME"
        case .file: return prompt.savesAll ? "as it is, status and all; tab: what kubectl apply takes" : "what kubectl apply takes; tab: as it is"
        case .command:
            if prompt.input.isEmpty { return PaletteCommand.hint }
            return prompt.completions.prefix(8).enumerated()
                .map { $0 == prompt.completionIndex ? "[\($1)]" : $1 }.joined(separator: "  ")
        }
    }
}
