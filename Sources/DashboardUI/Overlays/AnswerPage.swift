import Dashboard
import GatewayGraph
import TerminalUI

/// What serves a request: labels on the left, what there is to say beside them, its rest below in the same column.
enum AnswerPage {
    private static let mostLabelColumns = 20

    static func lines(_ lines: [AnswerLine], columns: Int, _ canvas: Canvas) -> [StyledText] {
        let widest = lines.map { TextWidth.of($0.label) }.max() ?? 0
        let labels = min(widest, mostLabelColumns, columns / 3) + 2
        return lines.flatMap { line in
            let tone = line.tone.shown
            return TextWidth.wrap(line.text, columns: max(8, columns - labels)).enumerated().map { index, part in
                var text = canvas.styled(index == 0 ? line.label : "", .key).fit(columns: labels - 1)
                text.append(String(repeating: " ", count: max(0, labels - text.width)))
                text.append(canvas.styled(part, tone))
                return text
            }
        }
    }
}
