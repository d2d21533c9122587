import TerminalUI

extension FrameFormat {
    /// The text, the same block with a letter for each style (`.` plain), and what the letters mean.
    public static func golden(_ surface: Surface) -> String {
        var letters: [Style: Character] = [.plain: "."]
        var legend: [String] = []
        var rows: [String] = []
        for row in 0..<surface.size.rows {
            var line = ""
            for cell in surface.rowCells(row) {
                if letters[cell.style] == nil {
                    let letter = letter(number: letters.count - 1)
                    letters[cell.style] = letter
                    legend.append("\(letter) \(describe(cell.style))")
                }
                line.append(letters[cell.style] ?? "?")
            }
            while line.last == "." { line.removeLast() }
            rows.append(line)
        }
        let cursor = surface.cursor.map { "cursor \($0.column),\($0.row)\n" } ?? ""
        return text(surface) + "--- styles\n" + rows.joined(separator: "\n") + "\n--- legend\n"
            + legend.map { $0 + "\n" }.joined() + cursor
    }

    private static func letter(number: Int) -> Character {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return number < letters.count ? letters[number] : "?"
    }

    private static func describe(_ style: Style) -> String {
        var words: [String] = []
        if case .indexed(let index) = style.foreground { words.append("color \(index)") }
        if case .indexed(let index) = style.background { words.append("on \(index)") }
        if style.isBold { words.append("bold") }
        if style.isDim { words.append("dim") }
        if style.isReverse { words.append("reverse") }
        if style.isUnderline { words.append("underline") }
        if style.isItalic { words.append("italic") }
        return words.joined(separator: " ")
    }
}
