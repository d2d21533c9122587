@testable import Dashboard
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

@Suite struct LayoutTests {
    private func layout(
        _ columns: Int, _ rows: Int, list: Int = 60, growth: Int = 0, focus: Pane = .list, isZoomed: Bool = false
    ) -> Layout {
        var wishes = Layout.Wishes()
        wishes.focus = focus
        wishes.growth = growth
        wishes.list = list
        wishes.isZoomed = isZoomed
        return Layout(size: Size(columns: columns, rows: rows), wishes)
    }

    @Test(
        arguments: [
            (200, 50, Layout.Form.wide), (150, 40, .wide), (149, 24, .stacked), (120, 40, .stacked), (80, 24, .stacked),
            (70, 12, .stacked), (69, 20, .single), (40, 10, .single), (39, 10, .tooSmall), (40, 9, .tooSmall), (0, 0, .tooSmall),
        ])
    func theWidthDecidesTheForm(columns: Int, rows: Int, form: Layout.Form) {
        #expect(layout(columns, rows).form == form)
    }

    @Test(arguments: [(200, 50), (150, 40), (300, 10)])
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
        let strip = try #require(layout.strip)
        let list = try #require(layout.list)
        let detail = try #require(layout.detail)

        #expect(strip == Rect(column: 0, row: 1, columns: 80, rows: 1))
        #expect(list.rows + detail.rows == 21)
        #expect(detail.row == list.row + list.rows)
        #expect(list.columns == 80 && detail.columns == 80)
    }

    /// What a wider terminal shows beside the list is never taken from what the list needs.
    @Test(arguments: [40, 58, 63, 80, 120, 150, 260])
    func aListHasAllItNeedsOrTheWholeWidth(wanted: Int) throws {
        var former = 0
        for columns in 40...300 {
            let list = try #require(layout(columns, 40, list: wanted).list)

            #expect(list.columns >= wanted || list.columns == columns, "\(columns)")
            #expect(min(list.columns, wanted) >= former, "\(columns)")
            former = min(list.columns, wanted)
        }
    }

    @Test(arguments: [40, 80, 150, 260], [110, 120, 149, 150, 151, 200, 300])
    func theDetailIsNeverNarrowerThanSixtyColumnsOnAWideTerminal(wanted: Int, columns: Int) throws {
        for focus in [Pane.list, .detail, .kinds] {
            let detail = try #require(layout(columns, 40, list: wanted, focus: focus).detail)

            #expect(detail.columns >= 60)
        }
    }

    @Test func namesOfKindsAreWholeWhereTheListLosesNothing() throws {
        var wishes = Layout.Wishes()
        wishes.kinds = 34
        for (list, width) in [(60, 34), (110, 27), (113, 27), (114, 34), (170, 27), (180, nil)] as [(Int, Int?)] {
            wishes.list = list
            let layout = Layout(size: Size(columns: 200, rows: 40), wishes)

            #expect(layout.kinds?.columns == width, "\(list)")
            #expect(try #require(layout.list).columns >= list)
        }
    }

    @Test func theKindsAreAPaneWhileThePersonIsAmongThem() throws {
        let layout = layout(80, 24, list: 200, focus: .kinds)

        #expect(layout.strip == nil)
        #expect(try #require(layout.kinds).columns == Layout.kindsColumns)
        #expect(try #require(layout.list).columns == 80 - Layout.kindsColumns)
    }

    @Test(arguments: Pane.allCases)
    func onePaneFillsANarrowScreen(pane: Pane) {
        let layout = layout(60, 20, focus: pane)
        let areas = [layout.kinds, layout.list, layout.detail]

        #expect(areas.compactMap { $0 } == [layout.body])
        #expect(areas[Pane.allCases.firstIndex(of: pane) ?? 0] != nil)
    }

    @Test(arguments: [(200, 50), (120, 40), (60, 20)])
    func theDetailHasTheWholeScreenWhereItIsEnlarged(columns: Int, rows: Int) {
        let layout = layout(columns, rows, focus: .detail, isZoomed: true)

        #expect(layout.detail == layout.body)
        #expect(layout.list == nil && layout.kinds == nil && layout.strip == nil)
    }

    @Test(arguments: [-8, 8], [(200, 40), (80, 24), (110, 10), (70, 10)])
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
