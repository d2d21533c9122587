import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct PaletteCommandTests {
    private var state = DashboardState.sample()

    private func parse(_ line: String) -> PaletteCommand { PaletteCommand.parse(line, in: state) }
    private func complete(_ line: String) -> [String] { PaletteCommand.completions(of: line, in: state) }

    @Test(arguments: ["backend", "backends", "BACKEND", "  backends ", "b", "back"])
    func aKindGoesByEitherNumberOrAnyUniqueBeginning(line: String) {
        #expect(parse(line) == .kind(1, .init()))
    }

    @Test func anAmbiguousBeginningNamesTheChoices() {
        #expect(
            parse("gatewa")
                == .unknown(
                    "“gatewa” could be gatewayextensions, gatewayparameters, gateways, gatewayclasses. Type more of it."
                ))
        #expect(parse("gateway") == .kind(7, .init()))
    }

    @Test func anUnknownWordSaysWhereHelpIs() {
        #expect(
            parse("trafficpolices")
                == .unknown("There is no command or kind “trafficpolices”. Did you mean trafficpolicies?"))
        #expect(parse("pods") == .unknown("There is no command or kind “pods”. ? shows the commands."))
    }

    @Test(
        arguments: [
            ("ns team-a", .namespace("team-a")), ("namespace team-a", .namespace("team-a")), ("ns", .namespaces),
            ("ns all", .namespace(nil)), ("ctx prod", .context("prod")), ("ctx", .contexts),
            ("ctx two words", .context("two words")), ("sort name", .sort(.name)),
            ("sort AGE", .sort(.age)), ("sort st", .sort(.state)), ("sort targets", .sort(.column(0))),
            ("sort d", .sort(.column(1))), ("drafts", .drafts), ("requests", .requests), ("help", .help), ("q", .quit),
            ("q!", .quit), ("", .nothing), ("   ", .nothing),
        ] as [(String, PaletteCommand)])
    func commandsAreRead(line: String, wanted: PaletteCommand) {
        #expect(parse(line) == wanted)
    }

    @Test(arguments: ["sort", "sort colour"])
    func aCommandWithoutWhatItWantsSaysSo(line: String) {
        guard case .unknown = parse(line) else {
            Issue.record("\(line) was understood as \(parse(line))")
            return
        }
    }

    @Test mutating func completionsAreKindsThenCommands() {
        #expect(complete("back") == ["backends", "backend"])
        #expect(complete("d") == ["directresponses", "directresponse", "drafts"])
        #expect(complete("").isEmpty)
        state.list([Sample.policy("team-a/x"), Sample.policy("team-b/y")])
        #expect(complete("ns team-") == ["ns team-a", "ns team-b"])
        #expect(complete("sort ta") == ["sort targets"])
    }

    @Test mutating func tabGoesThroughTheCompletions() {
        state.perform(.commandPrompt)
        state.type("gatewaye")

        state.perform(.complete(1))
        #expect(text == "gatewayextensions")
        state.perform(.complete(1))
        #expect(text == "gatewayextension")
        state.perform(.complete(1))
        #expect(text == "gatewayextensions")
        state.perform(.complete(-1), .accept)
        #expect(state.current.kind.type == .gatewayExtension)
        #expect(state.overlay == nil)
    }

    private var text: String? {
        guard case .prompt(let prompt) = state.overlay else { return nil }
        return prompt.input.text
    }

    @Test mutating func anUnknownCommandIsAnsweredInWords() {
        state.perform(.commandPrompt)
        state.type("nonsense")
        state.perform(.accept)

        #expect(state.notice?.text == "There is no command or kind “nonsense”. ? shows the commands.")
        #expect(state.notice?.tone == .failing)
    }

    @Test mutating func backspaceInAnEmptyLineLeavesIt() {
        state.perform(.commandPrompt)
        state.type("x")
        state.perform(.edit(.backspace))
        #expect(text == "")
        state.perform(.edit(.backspace))

        #expect(state.overlay == nil)
    }

    @Test(
        arguments: [
            (.insert("X"), "ab cXd"), (.backspace, "ab d"), (.delete, "ab c"), (.killToStart, "d"),
            (.killToEnd, "ab c"),
            (.killWord, "ab d"), (.insert("é\n\tz"), "ab cé  zd"),
        ] as [(LineEdit, String)])
    func aLineIsEditedAtItsCursor(edit: LineEdit, wanted: String) {
        var line = LineInput("ab cd")
        line.apply(.left)

        line.apply(edit)

        #expect(line.text == wanted)
    }
}
