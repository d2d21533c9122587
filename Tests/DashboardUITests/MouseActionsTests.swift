import Dashboard
import GatewayGraph
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

/// What clicks do, by where the frame says that things are.
@Suite struct MouseActionsTests {
    /// Does what a click on the first place of a target does.
    private func click(_ target: HitTarget, in state: inout DashboardState, _ size: Size = Size(columns: 200, rows: 50)) throws {
        let frame = DashboardFrame.draw(state, size: size, theme: Theme(depth: .none, isASCII: false))
        let area = try #require(frame.hits.last { $0.target == target }?.area, "\(target) is not on screen")
        let mouse = MouseEvent(.press, at: area.origin)
        let hit = try #require(frame.hits.last { $0.area.contains(mouse.at) }?.target)
        for action in MouseActions.actions(mouse, on: hit, state: state) { state.perform(action) }
    }

    @Test func aTitleSortsAndSortsTheOtherWayRound() throws {
        var state = Showcase.state()

        try click(.column(.age), in: &state)
        #expect(state.order.field == .age && !state.order.isReversed)
        try click(.column(.age), in: &state)
        #expect(state.order.isReversed)
        try click(.column(.column(0)), in: &state)
        #expect(state.order.field == .column(0))
        try click(.column(.state), in: &state)
        #expect(state.order.field == .state)
    }

    @Test func aClickOutsideClosesWhatLiesOverThePanes() throws {
        for open in [Action.help, .namespacePicker, .deleteResource] {
            var state = Showcase.state()
            state.perform(open)
            #expect(state.overlay != nil)

            try click(.row(3), in: &state, Size(columns: 300, rows: 90))

            #expect(state.overlay == nil, "\(open)")
            // And does nothing else.
            #expect(state.currentList.selectedIndex == 1)
        }
    }

    @Test func kindsTabsAndRowsAreChosen() throws {
        var state = Showcase.state()

        try click(.tab(.yaml), in: &state)
        #expect(state.detail.tab == .yaml)
        try click(.line(2), in: &state)
        #expect(state.detail.cursor == 2)
        try click(.kind(.kind(1)), in: &state)
        #expect(state.current.kind.type == .backend)
        try click(.kind(.overall), in: &state)
        #expect(state.place == .overall)
        try click(.row(2), in: &state)
        #expect(state.listIndex == 2)
    }
}
