import Dashboard
import TerminalUI

/// What the mouse does on a place of the screen.
enum MouseActions {
    static func actions(_ mouse: MouseEvent, on target: HitTarget, state: DashboardState) -> [Action] {
        switch mouse.kind {
        case .wheelUp: return [.scroll(pane(of: target, state), -3)]
        case .wheelDown: return [.scroll(pane(of: target, state), 3)]
        case .press, .doublePress: break
        }
        if state.overlay != nil { return onOverlay(target, state) }
        let view = PaneViews.view(of: pane(of: target, state), state)
        return view.actions(for: target, isDouble: mouse.kind == .doublePress)
    }

    /// A click outside closes what lies over the panes; a question is left, and nothing is done.
    private static func onOverlay(_ target: HitTarget, _ state: DashboardState) -> [Action] {
        switch target {
        case .choice(let index):
            guard case .picker(let picker) = state.overlay else { return [] }
            return [.move(index - picker.index), .accept]
        case .overlay: return []
        default: return [.cancel]
        }
    }

    private static func pane(of target: HitTarget, _ state: DashboardState) -> Pane {
        switch target {
        case .kind: .kinds
        case .row, .column, .choice, .overlay: .list
        case .tab, .line: .detail
        case .pane(let pane): pane
        }
    }
}
