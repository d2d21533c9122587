import GatewayGraph
import APIServer
@testable import Dashboard
import KubeModel
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

/// What holds for every frame, whatever is on it.
@Suite struct DashboardFrameRuleTests {
    static let sizes = [(200, 50), (120, 40), (80, 24), (60, 20), (40, 10), (39, 9)]

    /// Every view of a dashboard.
    private func views(_ base: DashboardState, everyRow: Bool) -> [DashboardState] {
        func view(_ actions: Action...) -> DashboardState {
            var state = base
            for action in actions { _ = state.update(action) }
            return state
        }
        var views = [
            view(), view(.yaml), view(.yaml, .scrollSideways(8)), view(.describe),
            view(.tab(.timeline), .focus(.detail)),
            view(.help), view(.requests), view(.deleteResource), view(.namespacePicker), view(.commandPrompt),
            view(.filterPrompt), view(.focus(.kinds)), view(.failed(String(repeating: "a long sentence ", count: 40))),
        ]
        guard everyRow else { return views }
        for index in base.current.table.visible.indices {
            views.append(view(.selectRow(index), .describe))
            views.append(view(.selectRow(index), .yaml))
        }
        return views
    }

    @Test func whatIsOnItsWayStandsInTheFooter() {
        var state = DashboardState.sample()
        state.perform(.pending(["labelling 3 of 30: a/x, esc stops"]))

        #expect(draw(state, (80, 24), Theme(depth: .none, isASCII: false)).text.contains("labelling 3 of 30: a/x, esc stops"))
    }

    private func draw(_ state: DashboardState, _ size: (Int, Int), _ theme: Theme) -> Surface {
        DashboardFrame.draw(state, size: Size(columns: size.0, rows: size.1), theme: theme).surface
    }

    private func canvas(_ size: (Int, Int), isASCII: Bool, _ state: DashboardState) -> Surface {
        draw(state, size, Theme(depth: isASCII ? .none : .palette256, isASCII: isASCII))
    }

    @Test(arguments: sizes, [true, false])
    func everyRowFillsTheScreenAndNothingElseGetsThere(size: (Int, Int), isASCII: Bool) {
        for base in [Showcase.state(), Showcase.hostile(), .sample()] {
            for state in views(base, everyRow: size == (120, 40)) {
                let surface = canvas(size, isASCII: isASCII, state)
                let faults = surface.gridFaults
                let forbidden = surface.forbiddenScalars
                #expect(faults.isEmpty && forbidden.isEmpty, "\(faults), \(forbidden) in\n\(surface.text)")
            }
        }
    }

    @Test(arguments: sizes.dropLast())
    func theBordersStandOneBelowTheOtherWhateverTheNames(size: (Int, Int)) {
        let frame = DashboardFrame.draw(
            Showcase.hostile(), size: Size(columns: size.0, rows: size.1), theme: Theme(depth: .palette256, isASCII: false))
        let border: Set = ["│", "┃"]

        for case (let area, .pane) in frame.hits {
            for row in area.row + 1..<area.row + area.rows - 1 {
                #expect(border.contains(frame.surface[area.column, row].glyph.text), "row \(row)")
                #expect(border.contains(frame.surface[area.column + area.columns - 1, row].glyph.text), "row \(row)")
            }
        }
    }

    @Test(arguments: [(true, "~"), (false, "…")])
    func whatIsCutSaysSo(isASCII: Bool, mark: String) {
        let surface = canvas((80, 24), isASCII: isASCII, Showcase.hostile())

        #expect(!surface.text.contains(String(repeating: "n", count: 63)))
        #expect(surface.text.contains("nnn\(mark)"))
    }

    @Test func withoutColoursNoCellHasOne() {
        let surface = draw(Showcase.state(), (120, 40), Theme(depth: .none, isASCII: false))

        for row in 0..<40 {
            for cell in surface.rowCells(row) {
                #expect(cell.style.foreground == .standard && cell.style.background == .standard)
            }
        }
    }

    @Test func everyStateHasAGlyphOfItsOwnInASCIIToo() {
        let glyphs = Health.allCases.map { Glyphs.of($0) } + [Glyphs.deleting]
        var surface = Surface(size: Size(columns: glyphs.count, rows: 1), isASCII: true)
        surface.write(glyphs.joined(), at: Point(column: 0, row: 0))

        #expect(surface.row(0) == "x!~o+.d")
    }

    @Test func theHeaderSaysWhatIsSpecialHere() {
        func header(_ state: DashboardState) -> String {
            draw(state, (140, 24), Theme(depth: .none, isASCII: false)).row(0)
        }

        #expect(header(.sample(isSandbox: true)).contains("SANDBOX"))
        #expect(header(.sample(isReadOnly: true)).contains("READ-ONLY"))
        #expect(header(Showcase.state()).contains("kind-prod › all namespaces"))
        #expect(header(Showcase.state(namespace: "team-a")).contains("› team-a"))
        #expect(header(Showcase.state()).contains("✗ 1  ! 1  ◐ 2  ○ 1  ✓ 4"))
        #expect(header(Showcase.state()).contains("● live"))
    }

    @Test(arguments: [200, 120, 80, 60, 40])
    func thatNobodyChecksTheServerIsSaidAtEverySize(columns: Int) {
        let states: [ConnectionState] = [
            .live, .retrying(.refused(host: "a-long-name.example.com:6443"), inSeconds: 4),
            .credentialsExpired(.unauthorized), .listing(count: 100_000),
        ]
        for connection in states {
            var state = Showcase.state(isReadOnly: true)
            state.cluster.info.isUnverified = true
            state.cluster.info.isSandbox = true
            state.cluster.info.context = String(repeating: "context", count: 20)
            for kind in state.kinds { state.perform(.reflector(kind.kind.type, .state(connection))) }
            let header = draw(state, (columns, 24), Theme(depth: .none, isASCII: false)).row(0)

            #expect(header.contains("TLS NOT VERIFIED"), "\(header)")
        }
    }

    @Test func theHeaderTellsWhatCannotBeReachedFromWhatIsNotAccepted() {
        func header(_ connection: ConnectionState, _ state: DashboardState = Showcase.state()) -> String {
            var state = state
            for kind in state.kinds { state.perform(.reflector(kind.kind.type, .state(connection))) }
            return draw(state, (160, 24), Theme(depth: .none, isASCII: false)).row(0)
        }

        #expect(
            header(.retrying(.refused(host: "h:1"), inSeconds: 4)).contains("↻ reconnecting in 4 s: connection refused")
        )
        #expect(header(.credentialsExpired(.unauthorized)).contains("⚠ credentials no longer accepted"))
        #expect(header(.credentialsExpired(.unauthorized), .sample()).contains("⚠ credentials expired or refused"))
        #expect(header(.credentialsExpired(.loginFailed("no"))).contains("⚠ cannot log in"))
        #expect(header(.polling(everySeconds: 10)).contains("◌ polling every 10 s"))
    }

    @Test(arguments: [
        (120, ConnectionState.credentialsExpired(.loginFailed("no")), "⚠ cannot log in; ctrl-r logs in"),
        (80, .credentialsExpired(.loginFailed("no")), "⚠ cannot log in; ctrl-r logs in"),
        (40, .credentialsExpired(.loginFailed("no")), "⚠ ctrl-r logs in"),
        (80, .credentialsExpired(.unauthorized), "⚠ login refused; ctrl-r logs in"),
        (40, .credentialsExpired(.unauthorized), "⚠ ctrl-r logs in"),
        (80, .connecting, "◌ logging in with a-plugin"),
        (40, .connecting, "◌ logging in"),
        (80, .retrying(.refused(host: "h:1"), inSeconds: 12), "↻ 12 s: connection refused"),
        (40, .retrying(.refused(host: "h:1"), inSeconds: 12), "↻ retry in 12 s"),
        (40, .polling(everySeconds: 10), "◌ every 10 s"),
    ])
    func theHeaderNeverCutsTheKeyThatHelpsNorTheNumber(columns: Int, connection: ConnectionState, words: String) {
        var state = DashboardState.sample()
        state.cluster.info.plugin = "a-plugin"
        state.perform(.loggingIn(connection == .connecting))
        for kind in state.kinds { state.perform(.reflector(kind.kind.type, .state(connection))) }

        let header = draw(state, (columns, 24), Theme(depth: .none, isASCII: false)).row(0)

        #expect(header.contains(words), "\(header)")
        #expect(!header.contains("…"), "\(header)")
    }

    @Test func theKeyThatLogsInIsSaidBesideEveryFlag() {
        var state = DashboardState.sample()
        state.cluster.info.plugin = "a-plugin"
        state.cluster.info.isUnverified = true
        state.cluster.info.isReadOnly = true
        for kind in state.kinds {
            state.perform(.reflector(kind.kind.type, .state(.credentialsExpired(.loginFailed("no")))))
        }

        #expect(draw(state, (40, 10), Theme(depth: .none, isASCII: false)).row(0).contains("ctrl-r"))
    }

    @Test(arguments: [(120, 40), (80, 24), (40, 10), (70, 12)])
    func theChosenKindIsAlwaysAmongThoseOnScreen(columns: Int, rows: Int) {
        var state = Showcase.gateways()
        state.perform(.focus(.kinds))
        for index in state.kinds.indices {
            state.perform(.selectKind(index))
            let frame = DashboardFrame.draw(
                state, size: Size(columns: columns, rows: rows), theme: Theme(depth: .none, isASCII: false))

            #expect(frame.hits.contains { $0.target == .kind(.kind(index)) }, "\(index)")
        }
    }

    @Test func numbersHaveACommaEveryThreeDigits() {
        #expect([0, 999, 1_000, 1_234_567].map { Count.text($0) } == ["0", "999", "1,000", "1,234,567"])
    }
}
