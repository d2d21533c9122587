import Dashboard
import Foundation
import TerminalUI

/// Draws the dashboard. Pure: the only reader of the state for display.
public enum DashboardFrame {
    /// - Parameter utcOffset: Seconds east of UTC for the times of day.
    public static func draw(_ state: DashboardState, size: Size, theme: Theme, utcOffset: Int = 0) -> Frame {
        var canvas = Canvas(size: size, theme: theme, now: state.now, utcOffset: utcOffset, viewport: state.viewport)
        let list = PaneViews.list(state)
        let layout = Layout(size: size, wishes(state, list))
        guard layout.form != .tooSmall else {
            canvas.write(
                "Too small: 40x10 is the least. q quits.", .plain, at: Point(column: 0, row: 0), columns: size.columns)
            return canvas.frame
        }
        canvas.frame.viewport.showsDetail = layout.detail != nil
        HeaderBar(state).draw(layout, on: &canvas)
        if let area = layout.strip { KindStrip(state).draw(in: area, on: &canvas) }
        if let area = layout.kinds { PaneViews.kinds(state).draw(in: area, on: &canvas) }
        if let area = layout.list { list.draw(in: area, on: &canvas) }
        if let area = layout.detail { PaneViews.detail(state).draw(in: area, on: &canvas) }
        FooterBar(state).draw(in: layout.footer, on: &canvas)
        OverlayView(state).draw(layout, on: &canvas)
        return canvas.frame
    }

    private static func wishes(_ state: DashboardState, _ list: any PaneView) -> Layout.Wishes {
        var wishes = Layout.Wishes()
        wishes.focus = state.focus
        wishes.isZoomed = state.screen.zoomedFrom != nil
        wishes.growth = state.detailGrowth
        if let columns = PaneViews.kinds(state).wantedColumns { wishes.kinds = columns }
        if let columns = list.wantedColumns { wishes.list = columns }
        if let rows = list.wantedRows { wishes.listRows = rows }
        return wishes
    }
}
