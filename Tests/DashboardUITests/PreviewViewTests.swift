import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

@Suite struct PreviewViewTests {
    private func draw(_ state: inout DashboardState, _ size: Size) -> [String] {
        let theme = Theme(depth: .palette256, isASCII: false)
        state.perform(.viewport(DashboardFrame.draw(state, size: size, theme: theme).viewport))
        return DashboardFrame.draw(state, size: size, theme: theme).surface.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func shown(fields: Int) -> DashboardState {
        var state = DashboardState.sample()
        state.list([Sample.policy("shop/cart")])
        let before = Sample.object("shop/cart", spec: [:]), spec = JSONObject((0..<fields).map { ("field\($0)", JSONValue.integer($0)) })
        let record = ChangeRecord(type: .trafficPolicy, key: Sample.key("shop/cart"), before: before, after: Sample.object("shop/cart", spec: .object(spec)))
        state.perform(.preview(WritePreview("Replace TrafficPolicy shop/cart", [record], canEdit: true), .edit))
        return state
    }

    @Test func onASmallScreenEveryKeyIsThereAndNoRowIsBlank() {
        var state = shown(fields: 9)

        let lines = draw(&state, Size(columns: 40, rows: 10))

        #expect(lines.contains { $0.contains("y send  e edit  esc leave  j k more") }, "\(lines.joined(separator: "\n"))")
        let inside = lines.filter { $0.hasPrefix("│") || $0.hasPrefix("┃") }
        #expect(!inside.isEmpty && inside.allSatisfy { $0.contains { $0.isLetter || $0.isNumber } }, "\(lines.joined(separator: "\n"))")
    }

    @Test func whereThereIsRoomTheKeysStandInWholeWords() {
        var state = shown(fields: 2)

        let lines = draw(&state, Size(columns: 80, rows: 24))

        #expect(lines.contains { $0.contains("y send it  e edit again  esc leave it") && !$0.contains("more") })
    }
}
