import KubeModel
import TerminalUI

/// Columns as wide as their widest cell, three spaces apart, on standard output. Nothing unsafe gets out, and no line
/// ends in blanks.
struct TextTable {
    private let widths: [Int]

    /// - Parameter rows: All of the same length; the title is one of them. Rows that follow later get these widths.
    init(fitting rows: [[String]]) {
        var widths = [Int](repeating: 0, count: rows.first?.count ?? 0)
        for row in rows {
            for column in widths.indices where row[column].utf8.count > widths[column] {
                widths[column] = max(widths[column], TextWidth.of(SafeText.line(row[column])))
            }
        }
        self.widths = widths
    }

    static func text(_ rows: [[String]]) -> String {
        let table = TextTable(fitting: rows)
        return rows.map(table.line).joined()
    }

    func line(_ cells: [String]) -> String {
        var text = ""
        append(cells, to: &text)
        return text
    }

    /// Appends a line, with its end.
    func append(_ cells: [String], to text: inout String) {
        var blanks = 0
        for (index, cell) in cells.enumerated() {
            let cell = SafeText.line(cell)
            if !cell.isEmpty {
                for _ in 0..<blanks { text.append(" ") }
                text.append(cell)
                blanks = 0
            }
            blanks += max(0, (widths.indices.contains(index) ? widths[index] : 0) - TextWidth.of(cell)) + 3
        }
        text.append("\n")
    }
}
