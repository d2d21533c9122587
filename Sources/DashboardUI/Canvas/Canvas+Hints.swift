import Dashboard
import TerminalUI

extension Canvas {
    /// Keys and what they do, in one line: `y send it  esc leave it`.
    func hints(_ keys: [(String, String)]) -> StyledText {
        var line = StyledText()
        for (place, hint) in keys.enumerated() {
            if place > 0 { line.append(styled("  ", .dim)) }
            line.append(styled(hint.0, .key))
            line.append(styled(" \(hint.1)", .dim))
        }
        return line
    }
}
