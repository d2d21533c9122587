import KubeModel
import TerminalUI

/// Columns as wide as their widest cell, three spaces apart, on standard output. Nothing unsafe gets out, and no line
/// ends in blanks.
struct TextTable {
    private let widths: [Int]

    /// - Parameter rows: All of the same length; the title is one of them. Rows that follow later get these widths.
    init(fitting rows: [[String]]) {
        let rows = rows.map { $0.map { SafeText.line($0) } }
        widths = (rows.first ?? []).indices.map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
    }

    static func text(_ rows: [[String]]) -> String {
        let table = TextTable(fitting: rows)
        return rows.map(table.line).joined()
    }

    func line(_ cells: [String]) -> String {
        var text = "", blanks = 0
        for (index, cell) in cells.enumerated() {
            let cell = SafeText.line(cell)
            if !cell.isEmpty {
                text += String(repeating: " ", count: blanks) + cell
                blanks = 0
            }
            blanks += max(0, (widths.indices.contains(index) ? widths[index] : 0) - TextWidth.of(cell)) + 3
        }
        return text + "\n"
    }
}
