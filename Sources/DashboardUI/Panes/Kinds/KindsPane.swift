import Dashboard
import KubeModel
import TerminalUI

/// What there is to look at: changes, everything, and the kinds with their counts and worst state.
struct KindsPane: PaneView {
    let pane = Pane.kinds
    let help = "What the list shows: everything, what changed, or one kind. The worst state of each stands behind its count."
    private let state: KindLook
    private let lines: [KindLine]
    private let chosen: KindLine
    private let isFocused: Bool
    private let names: [String]

    init(_ state: DashboardState) {
        self.state = KindLook(state)
        lines = state.kindLines
        chosen = state.chosenLine
        isFocused = state.focus == .kinds
        names = state.kinds.filter { $0.connection != .notInstalled }.map(\.kind.type.kind)
    }

    /// The longest name, and before and behind it marks, count and worst state.
    var wantedColumns: Int? { (names.map(TextWidth.of).max() ?? 0) + 14 }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let inside = canvas.box(area, title: canvas.styled("Kinds", isFocused ? .accent : .plain), isFocused: isFocused)
        canvas.hit(area, .pane(.kinds))
        // Where there is no room for headings they go first; the choice is always among what is shown.
        let lines = lines.count > inside.rows ? self.lines.filter(\.isChoice) : lines
        let place = lines.firstIndex(of: chosen) ?? 0
        let first = max(0, min(place - inside.rows + 1, lines.count - inside.rows))
        for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
            let place = Rect(column: inside.column, row: inside.row + row, columns: inside.columns, rows: 1)
            draw(line, in: place, on: &canvas)
            if line == chosen, isFocused { canvas.frame.surface.restyle(place) { canvas.theme.selected($0, isFocused: true) } }
            if line.isChoice { canvas.hit(place, .kind(line)) }
        }
        canvas.scrollbar(area, first: first, visible: inside.rows, total: lines.count, isFocused: isFocused)
    }

    func actions(for target: HitTarget, isDouble: Bool) -> [Action] {
        guard case .kind(let line) = target else { return [.focus(.kinds)] }
        switch line {
        case .findings: return [.show(.findings)]
        case .changes: return [.show(.changes)]
        case .overall: return [.show(.overall)]
        case .kind(let index): return [.focus(.list), .selectKind(index)]
        case .absent: return [.show(.absent), .toggleAbsentKinds]
        case .heading: return [.focus(.kinds)]
        }
    }

    private func draw(_ line: KindLine, in place: Rect, on canvas: inout Canvas) {
        if case .heading(let title) = line {
            return canvas.write(" \(title)", .dim, at: place.origin, columns: place.columns)
        }
        let look = state.look(line, canvas), room = max(0, place.columns - look.tail.width - 1)
        canvas.write(line == chosen ? "›" : " ", .accent, at: place.origin, columns: 1)
        canvas.write(
            TextWidth.fit(look.name, columns: room), line == chosen ? .strong : look.tone,
            at: Point(column: place.column + 1, row: place.row), columns: room)
        let start = place.column + place.columns - look.tail.width
        canvas.write(look.tail, at: Point(column: start, row: place.row), columns: look.tail.width)
    }
}
