import TerminalUI

/// What a terminal of the type xterm-256color shows after the bytes it was sent: its text, without styles.
///
/// Written from the terminal's description, which is all that ncurses goes by: it also repeats (`rep`), scrolls regions
/// (`indn`, `rin`) and goes back by tabs (`cbt`), which emulators of less may not know.
public struct TerminalEmulator: Sendable {
    public private(set) var columns: Int
    public private(set) var rows: Int
    /// One text a cell; empty for the right half of a wide one.
    private var cells: [[String]]
    private var column = 0, row = 0
    private var saved = (column: 0, row: 0)
    public private(set) var isCursorShown = true
    /// A character stands in the last column, and the next one goes to the next line.
    private var isPastEdge = false
    private var wraps = true
    private var last = " "
    private var region: ClosedRange<Int>
    private var pending: [UInt8] = []
    /// The final characters of all control sequences that came.
    public private(set) var used: Set<Character> = []

    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        region = 0...rows - 1
    }

    public var cursor: (column: Int, row: Int) { (column, row) }

    /// The text of a row without the spaces at its end.
    public func text(_ row: Int) -> String {
        let text = cells[row].joined()
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    /// Another size, and something else on all of it: a terminal may do as it likes with what it had.
    public mutating func spoil(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: "#", count: columns), count: rows)
        region = 0...rows - 1
        column = min(column, columns - 1)
        row = min(row, rows - 1)
        isPastEdge = false
    }

    /// - Parameter bytes: Any piece of what is sent; what is unfinished at its end waits for the next one.
    public mutating func feed(_ bytes: [UInt8]) {
        pending += bytes
        let complete = Self.complete(pending)
        var scalars = String(decoding: pending[..<complete], as: UTF8.self).unicodeScalars[...]
        pending.removeFirst(complete)
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1B}": escape(&scalars)
            case "\r": move(0, row)
            case "\n": lineFeed()
            case "\u{8}": move(column - 1, row)
            case "\t": move(min(columns - 1, (column / 8 + 1) * 8), row)
            case "\u{0}"..<" ": break
            default: put(scalar)
            }
        }
    }

    /// How many bytes make whole characters and whole sequences.
    private static func complete(_ bytes: [UInt8]) -> Int {
        if let start = bytes.lastIndex(of: 0x1B) {
            let rest = bytes[(start + 1)...]
            switch rest.first {
            case nil: return start
            case UInt8(ascii: "["): if !rest.dropFirst().contains(where: { (0x40...0x7E).contains($0) }) { return start }
            case UInt8(ascii: "]"): if !rest.contains(0x07) { return start }
            case UInt8(ascii: "("), UInt8(ascii: ")"): if rest.count < 2 { return start }
            default: break
            }
        }
        // The first byte of the last character says how many there are.
        guard let lead = bytes.suffix(3).lastIndex(where: { $0 >= 0xC0 }) else { return bytes.count }
        let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
        return bytes.count - lead < length ? lead : bytes.count
    }

    private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
        guard let next = rest.popFirst() else { return }
        switch next {
        case "[": control(&rest)
        case "]": while let scalar = rest.popFirst(), scalar != "\u{7}" {}
        case "(", ")": _ = rest.popFirst()
        case "7": saved = (column, row)
        case "8": move(saved.column, saved.row)
        case "M": if row == region.lowerBound { scroll(-1) } else { move(column, row - 1) }
        case "E":
            move(0, row)
            lineFeed()
        default: break
        }
    }

    private mutating func control(_ rest: inout Substring.UnicodeScalarView) {
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if ("@"..."~").contains(scalar) {
                used.insert(Character(scalar))
                return perform(Character(scalar), String(text))
            }
            text.append(scalar)
        }
    }

    private mutating func perform(_ final: Character, _ text: String) {
        let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let count = max(1, numbers.first ?? 0), second = max(1, numbers.dropFirst().first ?? 0)
        switch final {
        case "A": move(column, row - count)
        case "B": move(column, row + count)
        case "C": move(column + count, row)
        case "D": move(column - count, row)
        case "G": move(count - 1, row)
        case "d": move(column, count - 1)
        case "H": move(second - 1, count - 1)
        case "Z": move((column - 1) / 8 * 8 - (count - 1) * 8, row)
        case "J": erase(lines: numbers.first ?? 0)
        case "K": erase(line: numbers.first ?? 0)
        case "X": blank(column..<min(columns, column + count))
        case "P": shift(-count)
        case "@": shift(count)
        case "L": scroll(-count, from: row)
        case "M": scroll(count, from: row)
        case "S": scroll(count)
        case "T": scroll(-count)
        case "b": for _ in 0..<count { last.unicodeScalars.first.map { put($0) } }
        case "r":
            region = count - 1...(numbers.count > 1 ? min(rows, second) : rows) - 1
            move(0, 0)
        case "h", "l": set(text, final == "h")
        default: break
        }
    }

    private mutating func set(_ mode: String, _ isOn: Bool) {
        switch mode {
        case "?7": wraps = isOn
        case "?25": isCursorShown = isOn
        default: break
        }
    }

    private mutating func move(_ column: Int, _ row: Int) {
        self.column = max(0, min(column, columns - 1))
        self.row = max(0, min(row, rows - 1))
        isPastEdge = false
    }

    private mutating func lineFeed() {
        if row == region.upperBound { scroll(1) } else { move(column, row + 1) }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let isMark = scalar.properties.generalCategory == .nonspacingMark
        let width = isMark ? 0 : TextWidth.of(String(scalar))
        guard width > 0 else {
            var place = isPastEdge ? column : column - 1
            while place > 0, cells[row][place].isEmpty { place -= 1 }
            if place >= 0 { cells[row][place].unicodeScalars.append(scalar) }
            return
        }
        if wraps, isPastEdge || column + width > columns {
            move(0, row)
            lineFeed()
        }
        guard column + width <= columns else { return }
        blank(column..<column + width)
        cells[row][column] = String(scalar)
        if width == 2 { cells[row][column + 1] = "" }
        last = String(scalar)
        isPastEdge = column + width == columns
        column = min(columns - 1, column + width)
    }

    /// Blanks cells of the row, and what they leave over of a wide one.
    private mutating func blank(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if cells[row][range.lowerBound].isEmpty, range.lowerBound > 0 { cells[row][range.lowerBound - 1] = " " }
        if range.upperBound < columns, cells[row][range.upperBound].isEmpty { cells[row][range.upperBound] = " " }
        for place in range { cells[row][place] = " " }
    }

    private mutating func erase(line: Int) {
        isPastEdge = false
        blank(line == 0 ? column..<columns : line == 1 ? 0..<column + 1 : 0..<columns)
    }

    private mutating func erase(lines: Int) {
        if lines < 2 { erase(line: lines) }
        for other in lines == 0 ? row + 1..<rows : lines == 1 ? 0..<row : 0..<rows {
            cells[other] = Array(repeating: " ", count: columns)
        }
    }

    /// Inserts blanks at the cursor, or takes cells out.
    private mutating func shift(_ count: Int) {
        let blanks = Array(repeating: " ", count: min(abs(count), columns - column))
        if count > 0 {
            cells[row].insert(contentsOf: blanks, at: column)
            cells[row].removeLast(blanks.count)
        } else {
            cells[row].removeSubrange(column..<column + blanks.count)
            cells[row] += blanks
        }
        isPastEdge = false
    }

    /// Moves the lines of the region up, or down where it is negative.
    private mutating func scroll(_ count: Int, from first: Int? = nil) {
        let start = first ?? region.lowerBound
        guard region.contains(start) else { return }
        let empty = Array(repeating: " ", count: columns)
        for _ in 0..<min(abs(count), rows) {
            cells.remove(at: count > 0 ? start : region.upperBound)
            cells.insert(empty, at: count > 0 ? region.upperBound : start)
        }
    }
}
