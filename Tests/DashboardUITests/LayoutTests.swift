@testable import Dashboard
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

@Suite struct LayoutTests {
    private func layout(_ columns: Int, _ rows: Int, growth: Int = 0, focus: Pane = .list) -> Layout {
        var state = DashboardState.sample()
        state.perform(.grow(growth), .focus(focus))
        return Layout(size: Size(columns: columns, rows: rows), state: state)
    }

    @Test(
        arguments: [
            (200, 50, .wide), (120, 40, .wide), (110, 24, .wide), (109, 40, .medium), (80, 24, .medium),
            (70, 12, .medium),
            (69, 20, .narrow), (60, 20, .narrow), (40, 10, .narrow), (39, 10, .tooSmall), (40, 9, .tooSmall),
            (0, 0, .tooSmall),
        ] as [(Int, Int, Layout.Form)])
    func theWidthDecidesTheForm(columns: Int, rows: Int, form: Layout.Form) {
        #expect(layout(columns, rows).form == form)
    }

    @Test(arguments: [(200, 50), (120, 40), (110, 10)])
    func threePanesFillTheBodyBesideEachOther(columns: Int, rows: Int) throws {
        let layout = layout(columns, rows)
        let kinds = try #require(layout.kinds)
        let list = try #require(layout.list)
        let detail = try #require(layout.detail)

        #expect(kinds.columns + list.columns + detail.columns == columns)
        #expect(list.column == kinds.columns)
        #expect(detail.column == kinds.columns + list.columns)
        #expect([kinds.rows, list.rows, detail.rows] == [rows - 2, rows - 2, rows - 2])
    }

    @Test func theDetailStandsBelowTheListWhereItIsNarrower() throws {
        let layout = layout(80, 24)
        let list = try #require(layout.list)
        let detail = try #require(layout.detail)

        #expect(list.rows + detail.rows == 22)
        #expect(detail.row == list.row + list.rows)
        #expect(list.columns == 68)
    }

    @Test(arguments: Pane.allCases)
    func onePaneFillsANarrowScreen(pane: Pane) {
        let layout = layout(60, 20, focus: pane)
        let areas = [layout.kinds, layout.list, layout.detail]

        #expect(areas.compactMap { $0 } == [layout.body])
        #expect(areas[Pane.allCases.firstIndex(of: pane) ?? 0] != nil)
    }

    @Test(arguments: [-8, 8], [(120, 40), (80, 24), (110, 10), (70, 10)])
    func growingLeavesEveryPaneItsRoom(growth: Int, size: (Int, Int)) throws {
        let layout = layout(size.0, size.1, growth: growth)
        let list = try #require(layout.list)
        let detail = try #require(layout.detail)

        #expect(list.columns >= 30 && detail.columns >= 30)
        #expect(list.rows >= 3 && detail.rows >= 3)
    }

    @Test(arguments: [(39, 9), (39, 40), (80, 9), (12, 1), (1, 1)])
    func aScreenThatIsTooSmallSaysSo(columns: Int, rows: Int) {
        let frame = DashboardFrame.draw(
            .sample(), size: Size(columns: columns, rows: rows), theme: Theme(depth: .palette256, isASCII: false))

        #expect(
            frame.surface.text.hasPrefix(columns >= 39 ? "Too small: 40x10 is the least. q quits." : "T")
                || columns == 1)
        #expect(frame.surface.gridFaults.isEmpty)
    }

    @Test func noSizeBreaksTheDrawing() {
        var state = Showcase.state()
        for columns in [0, 1, 2, 40, 41, 69, 70, 71, 109, 110, 149, 150, 400] {
            for rows in [0, 1, 9, 10, 11, 13, 25, 100] {
                for overlay in [nil, Overlay.help(scroll: 50)] {
                    state.screen.overlay = overlay
                    let frame = DashboardFrame.draw(
                        state, size: Size(columns: columns, rows: rows), theme: Theme(depth: .none, isASCII: false))
                    #expect(frame.surface.gridFaults.isEmpty, "\(columns)x\(rows)")
                }
            }
        }
    }
}
