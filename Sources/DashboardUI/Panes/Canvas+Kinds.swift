import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    /// The kinds with their counts and worst state.
    mutating func drawKinds(_ area: Rect) {
        drawKindLines(area) { canvas, kind, place, isShown in
            let tail = canvas.kindTail(kind)
            // The tail begins with a column that is empty while all is well.
            let room = max(0, place.columns - tail.width - 1)
            canvas.write(isShown ? "›" : " ", .accent, at: place.origin, columns: 1)
            canvas.write(
                TextWidth.fit(kind.kind.type.kind, columns: room),
                kind.connection == .notInstalled ? .dim : isShown ? .strong : .plain,
                at: Point(column: place.column + 1, row: place.row), columns: room)
            canvas.write(
                tail, at: Point(column: place.column + place.columns - tail.width, row: place.row), columns: tail.width)
        }
    }

    /// The kinds as a strip of initials, worst glyph and count.
    mutating func drawKindStrip(_ area: Rect) {
        drawKindLines(area) { canvas, kind, place, isShown in
            var line = canvas.styled(isShown ? "›" : " ", .accent)
            line.append(
                canvas.styled(TextWidth.pad(kind.kind.type.initials, columns: 4), isShown ? .strong : .plain))
            line.append(canvas.stripTail(kind))
            canvas.write(line, at: place.origin, columns: place.columns)
        }
    }

    private mutating func drawKindLines(
        _ area: Rect, draw: (inout Canvas, KindState, Rect, _ isShown: Bool) -> Void
    ) {
        let isFocused = state.focus == .kinds
        let inside = box(area, title: styled("Kinds", isFocused ? .accent : .plain), isFocused: isFocused)
        hit(area, .pane(.kinds))
        // A strip has no room for words: a rule parts its groups.
        let isStrip = inside.columns < 16
        let lines = KindLine.lines(of: state, rows: inside.rows, namesFirst: !isStrip)
        for (row, line) in lines.enumerated() {
            let place = Rect(column: inside.column, row: inside.row + row, columns: inside.columns, rows: 1)
            switch line {
            case .heading(let title):
                write(isStrip ? " ────────" : " \(title)", .dim, at: place.origin, columns: place.columns)
            case .kind(let index):
                let isShown = index == state.kindIndex
                draw(&self, state.kinds[index], place, isShown)
                if isShown, isFocused { frame.surface.restyle(place) { theme.selected($0, isFocused: true) } }
                hit(place, .kind(index))
            }
        }
        let shown = lines.count { if case .kind = $0 { true } else { false } }
        guard shown < state.kinds.count, case .kind(let first)? = lines.first else { return }
        scrollbar(area, first: first, visible: shown, total: state.kinds.count, isFocused: isFocused)
    }

    /// How the connection is doing, count and worst state in columns of their own: `◌  214 ✗2  `.
    private func kindTail(_ kind: KindState) -> StyledText {
        switch kind.connection {
        case .notInstalled: return styled(" not inst. ", .dim)
        case .forbidden where kind.table.isEmpty: return styled(" no access ", .warning)
        default: break
        }
        let totals = kind.totals(in: state.namespace)
        var line = connectionMark(kind)
        line.append(styled(TextWidth.padLeft(Self.brief(totals.all), columns: 4), .plain))
        let worst = totals.worst.map { "\(Glyphs.of($0))\(Self.brief(totals[$0]))" } ?? ""
        line.append(styled(" " + TextWidth.pad(worst, columns: 4), totals.worst?.tone ?? .plain))
        return line
    }

    private func stripTail(_ kind: KindState) -> StyledText {
        switch kind.connection {
        case .notInstalled: return styled("  n/a", .dim)
        case .forbidden where kind.table.isEmpty: return styled(" deny", .warning)
        default: break
        }
        let totals = kind.totals(in: state.namespace), worst = totals.worst
        let count = Self.brief(totals.all)
        var line = styled(worst.map(Glyphs.of) ?? " ", worst?.tone ?? .plain)
        // A count of four digits leaves no room for the mark; the list's title says the same.
        if count.count < 4 { line.append(connectionMark(kind)) }
        line.append(styled(TextWidth.padLeft(count, columns: count.count < 4 ? 3 : 4), .plain))
        return line
    }

    /// One column that is empty while all is well.
    private func connectionMark(_ kind: KindState) -> StyledText {
        switch kind.connection {
        case .live, .notInstalled: styled(" ", .plain)
        case .connecting, .listing: styled("◌", .dim)
        case .polling: styled("◌", .warning)
        case .retrying: styled("↻", .warning)
        case .forbidden, .credentialsExpired: styled("⚠", .failing)
        }
    }

    /// At most four characters: `999`, `1204`, `12k`.
    static func brief(_ count: Int) -> String { count < 10_000 ? String(count) : "\(count / 1000)k" }
}
