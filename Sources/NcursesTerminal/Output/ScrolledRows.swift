import TerminalUI

/// Which rows of a frame ncurses may send together, so that it scrolls the terminal by what every terminal has, and no other.
///
/// It cannot be told to let it be. By one row it scrolls as the VT100 did, within a region and by IND or RI, which spares a line
/// of 20 kB/s kilobytes a key. By more it uses SU and SD (`CSI S`, `CSI T`), which some emulators that call themselves xterm
/// ignore: rows then stay where they should not, and are not sent again. Sent one by one, no row ever moves: what it becomes is
/// either nowhere on the terminal, or stays where it is as well. So what moved by one row is sent together, last, and what
/// else has changed before it, row by row where any of it has moved.
struct ScrolledRows {
    /// To be sent first.
    private(set) var alone: [Int]
    /// Whether each of those is to be sent before the next is drawn.
    private(set) var isByRows = false
    /// To be sent after those, at once.
    private(set) var together: [Int] = []

    /// - Parameters:
    ///   - former: What is on the terminal; nil: nothing that is known.
    ///   - changed: The rows that differ, ascending.
    init(from former: Surface?, to surface: Surface, changed: [Int]) {
        alone = changed
        guard let former, former.size == surface.size, changed.count > 1 else { return }
        let rows = 0..<surface.size.rows
        let before = rows.map { Self.saying(former.rowCells($0)) }, after = rows.map { Self.saying(surface.rowCells($0)) }
        isByRows = Self.hasMoved(changed, before, after)
        guard isByRows else { return }
        for step in [1, -1] {
            let moved = changed.filter { rows.contains($0 + step) && after[$0] == before[$0 + step] && after[$0] != before[$0] }
            let run = Self.longestRun(moved)
            // Fewer are not worth a region.
            guard run.count >= 4, let first = run.first, let last = run.last else { continue }
            // The row that comes in stands at the end that the others went from.
            let region = step > 0 ? first...last + 1 : first - 1...last
            // What stands around the region has been sent by then.
            var there = before
            for row in changed where !region.contains(row) { there[row] = after[row] }
            guard !Self.hasMoved(changed.filter(region.contains), there, after, by: step) else { continue }
            alone = changed.filter { !region.contains($0) }
            together = changed.filter { region.contains($0) }
            return
        }
    }

    /// The longest run of rows among which at most one now and then is missing: that of the thumb of a scroll bar.
    private static func longestRun(_ rows: [Int]) -> ArraySlice<Int> {
        var longest = rows[..<0], start = 0
        for place in rows.indices where place + 1 == rows.count || rows[place + 1] - rows[place] > 2 {
            if place + 1 - start > longest.count { longest = rows[start...place] }
            start = place + 1
        }
        return longest
    }

    /// Whether one of some rows says what another row said: ncurses might scroll to it.
    ///
    /// - Parameter step: A distance that does not count.
    private static func hasMoved(_ changed: [Int], _ before: [UInt64], _ after: [UInt64], by step: Int = 0) -> Bool {
        var places: [UInt64: [Int]] = [:]
        for row in before.indices { places[before[row], default: []].append(row) }
        // Of what is there several times ncurses does not know which is which.
        let counts = after.reduce(into: [UInt64: Int]()) { $0[$1, default: 0] += 1 }
        return changed.contains { row in
            guard let found = places[after[row]], found.count == 1, counts[after[row]] == 1 else { return false }
            return found[0] != row && found[0] - row != step
        }
    }

    /// Equal where rows say the same, and hardly ever where they do not. Styles that differ here may be one to ncurses.
    private static func saying(_ cells: ArraySlice<Cell>) -> UInt64 {
        cells.reduce(into: 0xCBF2_9CE4_8422_2325) { hash, cell in hash = (hash ^ UInt64(cell.glyph.base.value)) &* 0x100_0000_01B3 }
    }
}
