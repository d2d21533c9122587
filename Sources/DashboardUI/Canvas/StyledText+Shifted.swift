import TerminalUI

extension StyledText {
    /// The line without its first characters.
    func dropFirst(_ count: Int) -> StyledText {
        var rest = count, result = StyledText()
        for run in runs {
            let dropped = min(rest, run.text.count)
            rest -= dropped
            result.append(String(run.text.dropFirst(dropped)), run.style)
        }
        return result
    }
}
