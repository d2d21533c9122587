extension Surface {
    /// One cell; a blank one outside the surface.
    public subscript(column: Int, row: Int) -> Cell {
        guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return .blank }
        return cells[row * size.columns + column]
    }

    /// The cells of one row, left to right; empty outside the surface. No copy is made.
    public func rowCells(_ row: Int) -> ArraySlice<Cell> {
        guard row >= 0, row < size.rows else { return [] }
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// The text of one row without the spaces at its end.
    public func row(_ row: Int) -> String {
        var text = String.UnicodeScalarView()
        var blanks = 0
        for cell in rowCells(row) {
            if cell.glyph == .space {
                blanks += 1
                continue
            }
            text.append(contentsOf: repeatElement(" ", count: blanks))
            blanks = 0
            cell.glyph.append(to: &text)
        }
        return String(text)
    }

    /// The text of all rows, one a line.
    public var text: String {
        (0..<size.rows).map(row).joined(separator: "\n")
    }
}
