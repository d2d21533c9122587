import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    /// The kinds with their counts and worst state.
    mutating func drawKinds(_ area: Rect) {
        let isFocused = state.focus == .kinds
        let inside = box(area, title: styled("Kinds", isFocused ? .accent : .plain), isFocused: isFocused)
        hit(area, .pane(.kinds))
        for (row, index) in kindWindow(rows: inside.rows).enumerated() {
            let kind = state.kinds[index]
            let place = Rect(column: inside.column, row: inside.row + row, columns: inside.columns, rows: 1)
            let tail = kindTail(kind)
            let room = max(0, inside.columns - tail.width - 1)
            let isShown = index == state.kindIndex
            let name = TextWidth.fit(kind.kind.type.kind, columns: max(0, room - 1))
            write(isShown ? "›" : " ", .accent, at: place.origin, columns: 1)
            write(
                name, kind.connection == .notInstalled ? .dim : isShown ? .strong : .plain,
                at: Point(column: place.column + 1, row: place.row), columns: max(0, room - 1))
            write(
                tail, at: Point(column: place.column + inside.columns - tail.width, row: place.row), columns: tail.width
            )
            if isShown, isFocused { frame.surface.restyle(place) { theme.selected($0, isFocused: true) } }
            hit(place, .kind(index))
        }
    }

    /// Which kinds fit, so that the chosen one is among them.
    private func kindWindow(rows: Int) -> Range<Int> {
        let first = max(0, min(state.kindIndex - rows + 1, state.kinds.count - rows))
        return first..<min(state.kinds.count, first + max(0, rows))
    }

    /// Count and worst state in columns of their own: `214 ✗2  `.
    private func kindTail(_ kind: KindState) -> StyledText {
        switch kind.connection {
        case .notInstalled: return styled("not inst. ", .dim)
        case .forbidden: return styled("no access ", .warning)
        default: break
        }
        let totals = kind.table.totals(in: state.namespace)
        var line = StyledText()
        line.append(styled(TextWidth.padLeft(Self.brief(totals.all), columns: 4), .plain))
        let worst = totals.worst.map { "\(Glyphs.of($0))\(Self.brief(totals[$0]))" } ?? ""
        line.append(styled(" " + TextWidth.pad(worst, columns: 4), totals.worst?.tone ?? .plain))
        return line
    }

    /// At most four characters: `999`, `1204`, `12k`.
    static func brief(_ count: Int) -> String { count < 10_000 ? String(count) : "\(count / 1000)k" }

    /// The kinds as a strip of initials, worst glyph and count.
    mutating func drawKindStrip(_ area: Rect) {
        let isFocused = state.focus == .kinds
        let inside = box(area, title: styled("Kinds", isFocused ? .accent : .plain), isFocused: isFocused)
        hit(area, .pane(.kinds))
        for (row, index) in kindWindow(rows: inside.rows).enumerated() {
            let kind = state.kinds[index]
            let place = Rect(column: inside.column, row: inside.row + row, columns: inside.columns, rows: 1)
            let isShown = index == state.kindIndex
            let totals = kind.table.totals(in: state.namespace)
            var line = styled(isShown ? "›" : " ", .accent)
            line.append(styled(TextWidth.pad(kind.kind.type.initials, columns: 4), isShown ? .strong : .plain))
            if kind.connection == .notInstalled {
                line.append(styled("  n/a", .dim))
            } else {
                let worst = totals.worst
                line.append(styled(worst.map(Glyphs.of) ?? " ", worst?.tone ?? .plain))
                line.append(styled(TextWidth.padLeft(Self.brief(totals.all), columns: 4), .plain))
            }
            write(line, at: place.origin, columns: inside.columns)
            if isShown, isFocused { frame.surface.restyle(place) { theme.selected($0, isFocused: true) } }
            hit(place, .kind(index))
        }
    }
}
