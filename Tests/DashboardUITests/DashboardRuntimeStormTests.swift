@testable import Dashboard
import DashboardUI
import KubeModel
import TerminalUI
import TestSupport
import Testing

/// Keys and pastes in any order and number, on the whole dashboard but for its server.
@Suite struct DashboardRuntimeStormTests {
    private static let paste = String(repeating: "x -l !state: gateway ", count: 5_000)

    private static func keys() throws -> [Key] {
        try KeyScript.parse(
            "j j j k g G enter esc tab shift-tab l h 1 2 3 d y ] [ / / : n N 0 A S + _ w W @ ? e c ctrl-d space ctrl-space z"
        )
            + "qmr/:nyaxs!-".map { .character($0) }
            + [
                .up, .down, .left, .right, .backspace, .backspace, .delete, .home, .end, .pageUp, .pageDown, .shiftLeft,
                .shiftRight, .control("u"), .control("w"), .control("f"), .control("c"), .enter, .escape,
            ]
    }

    private static func rows() -> [ResourceRow] {
        let long = JSONValue.string(String(repeating: "value of a long line ", count: 200))
        return (0..<20).map { number in
            Sample.row(Sample.object("team/policy-\(number)", spec: ["note": long, "list": [long, "b", "c"]]))
        }
    }

    @Test(arguments: 0..<6) func noOrderOfKeysAndPastesDoesHarm(seed: Int) throws {
        var random = Seeded(seed), state = DashboardState.sample()
        let keys = try Self.keys(), theme = Theme(TerminalCapabilities())
        let sizes = [Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 200, rows: 50)]
        let size = sizes[seed % sizes.count]
        state.list(Self.rows())

        for step in 0..<400 {
            let context = KeyContext(state)
            if random.next(40) == 0, context == .prompt || context == .picker {
                _ = state.update(.edit(.insert(Self.paste)))
            } else if let action = Keymap.action(for: keys[random.next(keys.count)], in: context) {
                for case .delete in state.update(action) { #expect(context == .confirm) }
            }
            // Only some of what is typed is seen, as in a burst.
            if step % 3 == 0 { draw(&state, size, theme) }
            if case .prompt(let prompt)? = state.overlay { #expect(prompt.input.text.utf8.count <= 4096) }
            state.screen.isLeaving = false
        }

        // From wherever it has come to, there is a way out.
        for _ in 0..<8 {
            if KeyContext(state) == .list { break }
            if let action = Keymap.action(for: .escape, in: KeyContext(state)) { _ = state.update(action) }
        }
        #expect(KeyContext(state) == .list || KeyContext(state) == .kinds)
        if let action = Keymap.action(for: .character("q"), in: KeyContext(state)) { _ = state.update(action) }
        #expect(state.screen.isLeaving)
    }

    @Test func aPromptThatWasCutSaysSoAtEverySize() {
        for size in [Size(columns: 40, rows: 10), Size(columns: 200, rows: 50)] {
            var state = DashboardState.sample()
            state.list(Self.rows())
            for action in [Action.filterPrompt, .commandPrompt, .namespacePicker] {
                state.perform(action, .edit(.insert(Self.paste)))
                let text = DashboardFrame.draw(state, size: size, theme: Theme(TerminalCapabilities())).surface.text
                #expect(text.contains("cut: 4 KiB is the most"), "\(size)")
                state.perform(.cancel)
            }
        }
    }

    @Test func aLineOfAMegabyteIsDrawnWhereItIsScrolledTo() {
        var state = DashboardState.sample()
        let text = String(repeating: "0123456789", count: 100_000) + "END"
        state.list([Sample.row(Sample.object("a/x", spec: ["note": .string(text)]))])
        state.perform(.yaml)
        let size = Size(columns: 200, rows: 30), theme = Theme(TerminalCapabilities())
        #expect(
            DashboardFrame.draw(state, size: size, theme: theme).surface.text.contains("note: \"0123456789")
                || DashboardFrame.draw(state, size: size, theme: theme).surface.text.contains("note: 0123456789"))

        state.perform(.scrollSideways(1_000_000))
        let end = DashboardFrame.draw(state, size: size, theme: theme).surface.text
        #expect(end.contains("END"))
        state.perform(.searchPrompt)
        state.type("9end")
        state.perform(.accept)
        #expect(state.detail.document?.matches.count == 1)
        #expect(DashboardFrame.draw(state, size: size, theme: theme).surface.text.contains("/9end 1 of 1"))
    }

    private func draw(_ state: inout DashboardState, _ size: Size, _ theme: Theme) {
        _ = state.update(.settle)
        let frame = DashboardFrame.draw(state, size: size, theme: theme)
        _ = state.update(.viewport(frame.viewport))
    }

    /// The same numbers for the same seed (Knuth's MMIX).
    private struct Seeded {
        private var state: UInt64

        init(_ seed: Int) { state = UInt64(seed) &+ 17 }

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }
}
