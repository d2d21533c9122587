import TerminalUI
import Testing

@testable import NcursesTerminal

/// What may be sent together, so that a terminal is scrolled by one row and never by more.
@Suite struct ScrolledRowsTests {
    private func surface(_ rows: [String]) -> Surface {
        var surface = Surface(size: Size(columns: 20, rows: rows.count))
        for (row, text) in rows.enumerated() { surface.write(text, at: Point(column: 0, row: row)) }
        return surface
    }

    private func rows(from before: [String], to after: [String]) -> ScrolledRows {
        let changed = before.indices.filter { before[$0] != after[$0] }
        return ScrolledRows(from: surface(before), to: surface(after), changed: changed)
    }

    @Test func rowsThatChangeInPlaceGoTogether() {
        let rows = rows(from: ["a", "b", "c"], to: ["x", "b", "y"])

        #expect(rows.alone == [0, 2] && !rows.isByRows && rows.together.isEmpty)
    }

    @Test func aListThatScrollsByOneGoesTogetherAfterTheRest() {
        let rows = rows(
            from: ["top", "1", "2", "3", "4", "5", "rule", "alpha", "beta"], to: ["top", "2", "3", "4", "5", "6", "rule", "gamma", "alpha"])

        #expect(rows.together == [1, 2, 3, 4, 5])
        #expect(rows.alone == [7, 8] && rows.isByRows)
    }

    @Test func aListThatScrollsBackGoesTogetherToo() {
        let rows = rows(from: ["top", "2", "3", "4", "5", "6", "end"], to: ["top", "1", "2", "3", "4", "5", "end"])

        #expect(rows.together == [1, 2, 3, 4, 5] && rows.alone.isEmpty)
    }

    @Test func whatMovesByMoreIsSentRowByRow() {
        let rows = rows(from: ["1", "2", "3", "4", "5", "6", "7"], to: ["3", "4", "5", "6", "7", "8", "9"])

        #expect(rows.isByRows && rows.together.isEmpty && rows.alone.count == 7)
    }

    @Test func emptyRowsAreNoReasonToScroll() {
        let rows = rows(from: ["a", "", "b", ""], to: ["", "c", "", "d"])

        #expect(!rows.isByRows)
    }

    @Test func aRowOfTheRegionThatMovesByMoreForbidsTheRegion() {
        let rows = rows(from: ["1", "2", "3", "4", "5", "6", "far"], to: ["2", "3", "4", "5", "6", "far", "x"])
        let wild = self.rows(from: ["0", "1", "2", "3", "4", "5", "q"], to: ["q", "2", "3", "4", "5", "1", "z"])

        #expect(rows.together.count == 7)
        #expect(wild.together.isEmpty && wild.isByRows)
    }
}
