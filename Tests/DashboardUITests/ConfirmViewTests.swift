import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

@Suite struct ConfirmViewTests {
    /// A question about a deletion that many policies would feel.
    private func asked() -> DashboardState {
        var state = DashboardState.sample()
        state.list([Sample.policy("shop/cart")])
        state.perform(.first, .deleteResource)
        var index = ReferenceIndex()
        for number in 1...4 {
            let target: JSONValue = ["group": "gateway.kgateway.dev", "kind": "TrafficPolicy", "name": "cart"]
            let spec: JSONValue = ["targetRefs": [target]]
            index.put(Sample.row(Sample.object("shop/a-policy-with-a-long-name-\(number)", spec: spec)), .trafficPolicy)
        }
        let loss = Loss(without: [GraphID(.trafficPolicy, Sample.key("shop/cart"))], index)
        state.perform(.answered(.loss(loss)))
        return state
    }

    private func draw(_ state: inout DashboardState) -> String {
        let size = Size(columns: 40, rows: 10), theme = Theme(depth: .palette256, isASCII: false)
        state.perform(.viewport(DashboardFrame.draw(state, size: size, theme: theme).viewport))
        return DashboardFrame.draw(state, size: size, theme: theme).surface.text
    }

    @Test func theQuestionAndItsKeysStayWhileWhatIsToldScrolls() {
        var state = asked(), frames: [String] = []
        for _ in 1...8 {
            frames.append(draw(&state))
            state.perform(.move(1))
        }

        for frame in frames { #expect(frame.contains("Delete TrafficPolicy shop/cart?") && frame.contains("y do it"), "\(frame)") }
        #expect(!frames[0].contains("long-name-4"))
        #expect(frames.last?.contains("long-name-4") == true)
        #expect(frames.contains { $0.contains("long-name-2") })
        state.perform(.first)
        #expect(draw(&state) == frames[0])
    }

    private func footer(careful contexts: [String]) -> String {
        var state = DashboardState(
            cluster: ClusterInfo(context: "prod", manners: WriteManners(carefulContexts: contexts)), namespace: nil, now: Sample.now)
        _ = state.update(.discovered(Discovery(kinds: state.kinds.map { Discovery.Kind(type: $0.kind.type) })))
        state.list([Sample.policy("shop/cart")])
        state.perform(.first, .deleteResource)
        let frame = DashboardFrame.draw(state, size: Size(columns: 80, rows: 24), theme: Theme(depth: .palette256, isASCII: false))
        return String(frame.surface.text.split(separator: "\n").last ?? "")
    }

    @Test func theFooterNamesWhatAnswersAndNothingElse() {
        let plain = footer(careful: []), careful = footer(careful: ["prod"])

        #expect(plain.contains("y do it") && plain.contains("esc leave it"), "\(plain)")
        #expect(careful.contains("enter take") && careful.contains("esc cancel") && !careful.contains("tab"), "\(careful)")
    }

    @Test func keysThatMoveDoNotAnswer() {
        for key in ["j", "k", "down", "up", "pagedown", "pageup", "g", "G"] {
            switch Key(name: key).flatMap({ Keymap.action(for: $0, in: .confirm) }) {
            case .move, .page, .first, .last: break
            default: Issue.record("\(key) does not scroll a question")
            }
        }
    }
}
