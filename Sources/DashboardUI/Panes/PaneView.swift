import Dashboard
import TerminalUI

/// What a pane is, whatever it shows: how much room it wants, how it draws itself, what a click does, what help says of it.
///
/// Its keys are those that ``Keymap`` has for its contexts. The views that there are stand in ``PaneViews``.
protocol PaneView {
    /// What the person sees it as.
    var pane: Pane { get }
    /// The columns at which nothing of it is cut, its border included; nil: it takes what it gets.
    var wantedColumns: Int? { get }
    /// The rows at which all of it is seen, its border included; nil: it takes what it gets. It must not follow what is typed.
    var wantedRows: Int? { get }
    /// What it is for, in a sentence of the help.
    var help: String { get }
    func draw(in area: Rect, on canvas: inout Canvas)
    /// What a click on a place that it drew does.
    func actions(for target: HitTarget, isDouble: Bool) -> [Action]
}

extension PaneView {
    var wantedColumns: Int? { nil }
    var wantedRows: Int? { nil }

    func actions(for target: HitTarget, isDouble: Bool) -> [Action] { [.focus(pane)] }
}

/// The views of a state: which pane shows what.
enum PaneViews {
    static func kinds(_ state: DashboardState) -> KindsPane { KindsPane(state) }

    static func list(_ state: DashboardState) -> any PaneView {
        switch state.place {
        case .kind: KindListPane(state)
        case .overall: OverallPane(state)
        case .findings: FindingsPane(state)
        case .changes: ChangesPane(state)
        case .absent: AbsentKindsPane(state)
        }
    }

    static func detail(_ state: DashboardState) -> DetailPane { DetailPane(state) }

    static func view(of pane: Pane, _ state: DashboardState) -> any PaneView {
        switch pane {
        case .kinds: kinds(state)
        case .list: list(state)
        case .detail: detail(state)
        }
    }
}
