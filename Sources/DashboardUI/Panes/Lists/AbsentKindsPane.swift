import Dashboard
import KubeModel
import TerminalUI

/// The kinds that the server has not.
struct AbsentKindsPane: PaneView {
    let pane = Pane.list
    let help = "The kinds that are not installed. Enter lists them among the others, or no longer."
    private let names: [String]
    private let isOpen: Bool
    private let isFocused: Bool

    init(_ state: DashboardState) {
        names = state.kinds.filter { $0.connection == .notInstalled }.map(\.kind.type.qualifiedName)
        isOpen = state.screen.showsAbsentKinds
        isFocused = state.focus == .list
    }

    func draw(in area: Rect, on canvas: inout Canvas) {
        var title = ListTitle("Not installed", isFocused: isFocused, canvas)
        title.add(shown: names.count, of: names.count)
        let inside = canvas.box(area, title: title.text, isFocused: isFocused)
        canvas.hit(area, .pane(.list))
        canvas.frame.viewport.listRows = inside.rows
        let words = [
            "This cluster does not serve these kinds. Enter \(isOpen ? "takes them out of" : "puts them into") the list of kinds.",
            names.joined(separator: "\n"),
        ]
        ListWords.draw(words, .dim, in: inside, on: &canvas)
    }
}
