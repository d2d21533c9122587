import TerminalUI

extension Surface {
    /// What is wrong with the grid of a frame, in words; empty for every good frame.
    ///
    /// Each row has to fill the screen exactly: a wide glyph has both its halves, and nothing else stands in a half.
    public var gridFaults: [String] {
        (0..<size.rows).flatMap { row -> [String] in
            let cells = Array(rowCells(row))
            var faults: [String] = []
            var column = 0
            if cells.count != size.columns { faults.append("row \(row) has \(cells.count) cells") }
            while column < cells.count {
                let glyph = cells[column].glyph
                if glyph.isContinuation { faults.append("row \(row), column \(column): half a glyph") }
                if glyph.width == 2, column + 1 >= cells.count || !cells[column + 1].glyph.isContinuation {
                    faults.append("row \(row), column \(column): a wide glyph is cut")
                }
                column += max(1, glyph.width)
            }
            let width = TextWidth.of(cells.map(\.glyph.text).joined())
            if width != size.columns { faults.append("row \(row) is \(width) columns wide") }
            return faults
        }
    }

    /// Scalars of the frame that no terminal may be sent: controls, direction marks, and what is beyond ASCII where
    /// only that may be drawn.
    public var forbiddenScalars: [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            if scalar == "\n" { return false }
            switch scalar.value {
            case 0x00..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: return true
            default: return isASCII && !scalar.isASCII
            }
        }
    }
}
