import Dashboard
import KubeModel
import TerminalUI

/// The keys, those of where one is first, then the others; for each where it works.
struct HelpPage {
    private let context: KeyContext
    private let pane: any PaneView

    init(_ state: DashboardState) {
        context = KeyContext(paneOf: state)
        pane = PaneViews.view(of: state.focus, state)
    }

    private static let keyColumns = 17, cellColumns = 56

    func lines(columns: Int, _ canvas: Canvas) -> [StyledText] {
        var lines = canvas.wrapped(pane.help, .strong, columns: columns) + [StyledText()]
        let here = KeyTable.rows { $0.contexts.contains(context) }, elsewhere = KeyTable.rows { !$0.contexts.contains(context) }
        lines += section("Here", here.map { ($0.keys, $0.does, "") }, columns: columns, canvas)
        lines += section("Elsewhere", elsewhere.map { ($0.keys, $0.does, $0.places) }, columns: columns, canvas)
        lines += section("Filter", RowFilterGrammar.terms.map { ($0.form, $0.means, "") }, columns: columns, canvas, keys: 24)
        lines += section("Commands of :", PaletteCommand.words.map { ($0.form, $0.does, "") }, columns: columns, canvas, keys: 24)
        return lines + [canvas.styled("States", .strong)] + states(canvas)
    }

    /// Rows in as many columns as there is room for, read from top to bottom.
    private func section(
        _ title: String, _ rows: [(key: String, does: String, places: String)], columns: Int, _ canvas: Canvas,
        keys: Int = HelpPage.keyColumns
    ) -> [StyledText] {
        let count = max(1, columns / Self.cellColumns), width = columns / count - (count > 1 ? 2 : 0)
        let cells = rows.map { cell($0, width: width, keys: keys, canvas) }
        let height = (cells.count + count - 1) / count
        var lines = [canvas.styled(title, .strong)]
        for line in 0..<height {
            // What a row needs more than one line for stands below it, in its own column.
            let parts = (0..<count).map { line + $0 * height }.map { $0 < cells.count ? cells[$0] : [] }
            for part in 0..<(parts.map(\.count).max() ?? 0) {
                var text = StyledText()
                for (column, cell) in parts.enumerated() {
                    let piece = part < cell.count ? cell[part] : StyledText()
                    text.append(piece)
                    if column < count - 1 { text.append(String(repeating: " ", count: max(0, width + 2 - piece.width))) }
                }
                lines.append(text)
            }
        }
        return lines + [StyledText()]
    }

    private func cell(
        _ row: (key: String, does: String, places: String), width: Int, keys: Int, _ canvas: Canvas
    ) -> [StyledText] {
        let isLong = TextWidth.of(row.key) >= keys, room = max(12, width - keys)
        let words = row.places.isEmpty ? row.does : "\(row.does)  (\(row.places))"
        let wrapped = TextWidth.wrap(words, columns: room)
        var lines: [StyledText] = []
        if isLong { lines.append(canvas.styled(row.key, .key).fit(columns: width)) }
        for (index, part) in wrapped.enumerated() {
            var line = canvas.styled(TextWidth.pad(index == 0 && !isLong ? row.key : "", columns: keys), .key)
            line.append(canvas.styled(part, .plain))
            lines.append(line)
        }
        return lines
    }

    private func states(_ canvas: Canvas) -> [StyledText] {
        func line(_ glyph: String, _ word: String, _ meaning: String, _ tone: Tone) -> StyledText {
            var line = canvas.styled(TextWidth.pad(glyph, columns: 3), tone)
            line.append(canvas.styled(TextWidth.pad(word, columns: 13), .plain))
            line.append(canvas.styled(meaning, .dim))
            return line
        }
        return Health.allCases.map { line(Glyphs.of($0), $0.word, Self.meaning($0), $0.tone) }
            + [line(Glyphs.deleting, "deleting", "a deletion waits for finalizers", .dim)]
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
}
