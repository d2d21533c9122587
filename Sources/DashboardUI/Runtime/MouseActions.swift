import Dashboard
import TerminalUI

/// What the mouse does on a place of the screen.
enum MouseActions {
    static func actions(_ mouse: MouseEvent, on target: HitTarget, state: DashboardState) -> [Action] {
        switch mouse.kind {
        case .wheelUp: return [.scroll(pane(of: target), -3)]
        case .wheelDown: return [.scroll(pane(of: target), 3)]
        case .press, .doublePress: break
        }
        switch target {
        case .choice(let index):
            guard case .picker(let picker) = state.overlay else { return [] }
            return [.move(index - picker.index), .accept]
        case _ where state.overlay != nil: return []
        case .kind(let index): return [.focus(.kinds), .selectKind(index)]
        case .row(let index):
            let select: [Action] = [.focus(.list), .selectRow(index)]
            return mouse.kind == .doublePress ? select + [.open] : select
        case .tab(let tab): return [.focus(.detail), .tab(tab)]
        case .pane(let pane): return [.focus(pane)]
        }
    }

    private static func pane(of target: HitTarget) -> Pane {
        switch target {
        case .kind: .kinds
        case .row, .choice: .list
        case .tab: .detail
        case .pane(let pane): pane
        }
    }
}
