import Dashboard
import Foundation
import TerminalUI

/// Draws the dashboard. Pure: the only reader of the state for display.
public enum DashboardFrame {
    /// - Parameter utcOffset: Seconds east of UTC for the times of day.
    public static func draw(_ state: DashboardState, size: Size, theme: Theme, utcOffset: Int = 0) -> Frame {
        var canvas = Canvas(size: size, state: state, theme: theme, utcOffset: utcOffset)
        let layout = Layout(size: size, state: state)
        guard layout.form != .tooSmall else {
            canvas.write(
                "Too small: 40x10 is the least. q quits.", .plain, at: Point(column: 0, row: 0), columns: size.columns)
            return canvas.frame
        }
        canvas.drawHeader(layout)
        if let area = layout.kinds {
            if layout.form == .medium { canvas.drawKindStrip(area) } else { canvas.drawKinds(area) }
        }
        if let area = layout.list { canvas.drawList(area) }
        if let area = layout.detail { canvas.drawDetail(area) }
        canvas.drawFooter(layout)
        canvas.drawOverlay(layout)
        return canvas.frame
    }
}
