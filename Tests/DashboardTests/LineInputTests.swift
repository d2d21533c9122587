import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// However much is typed or pasted: what is kept is bounded, and what is bounded is said.
@Suite struct LineInputTests {
    private static let megabyte = String(repeating: "gateway ", count: 131_072)

    @Test func aLineHoldsFourKiB() {
        var line = LineInput("")
        line.apply(.insert(Self.megabyte))

        #expect(line.text.utf8.count == 4096)
        #expect(line.isCut)
        #expect(line.text == String(Self.megabyte.prefix(4096)))
        line.apply(.insert("x"))
        #expect(line.text.utf8.count == 4096)
        line.apply(.killWord)
        #expect(!line.isCut)
        line.apply(.insert("x"))
        #expect(line.text.hasSuffix("x") && !line.isCut)
    }

    @Test func aLineIsCutBetweenScalars() {
        var line = LineInput("a")
        line.apply(.insert(String(repeating: "漢", count: 5000)))

        #expect(line.text == "a" + String(repeating: "漢", count: 1365))
        #expect(line.text.utf8.count == 4096)
    }

    @Test func oneCharacterOfAMegabyteIsCutToo() {
        var line = LineInput("")
        line.apply(.insert("e" + String(repeating: "\u{301}", count: 500_000)))

        #expect(line.text.utf8.count <= 4096)
        #expect(line.isCut)
        #expect(line.cursor == 1)
    }

    @Test func whatIsTypedInTheMiddleStandsThere() {
        var line = LineInput("ac")
        line.apply(.left)
        for letter in ["b", "é", "x"] { line.apply(.insert(letter)) }
        line.apply(.backspace)

        #expect(line.text == "abéc")
        #expect(line.cursor == 3)
        line.apply(.home)
        line.apply(.delete)
        #expect(line.text == "béc")
        line.apply(.end)
        line.apply(.killToStart)
        #expect(line.isEmpty)
    }

    @Test func aMarkJoinsTheLetterBeforeIt() {
        var line = LineInput("e")
        line.apply(.insert("\u{301}"))

        #expect(line.cursor == 1)
        line.apply(.backspace)
        #expect(line.isEmpty)
    }

    @Test(arguments: [Prompt.Purpose.filter, .search, .command])
    func aPasteIntoAPromptIsCut(purpose: Prompt.Purpose) throws {
        var state = DashboardState.sample()
        state.list([Sample.policy("a/x")])
        state.perform(.yaml)
        state.openPrompt(purpose)
        state.perform(.edit(.insert(Self.megabyte)))

        let input = try #require(state.typedInput)
        #expect(input.text.utf8.count == 4096)
        #expect(input.isCut)
        state.perform(.accept)
        #expect(state.overlay == nil)
    }

    @Test func aCommandThatWasCutDoesNothing() {
        var state = DashboardState.sample()
        state.perform(.commandPrompt, .edit(.insert("q " + Self.megabyte)))

        #expect(state.perform(.accept).isEmpty)
        #expect(!state.screen.isLeaving)
        #expect(state.notice?.text == "That is no command: it is longer than 4 KiB. Nothing was done.")
    }

    @Test func sentencesRepeatNoMoreThanTheBeginningOfAWord() {
        var state = DashboardState.sample()
        state.perform(.commandPrompt, .edit(.insert(String(repeating: "x", count: 4000))), .accept)
        #expect(state.notice?.text.contains("xxx…") == true)
        #expect((state.notice?.text.count ?? 0) < 150)
        state.perform(.commandPrompt, .edit(.insert("ns " + String(repeating: "x", count: 4000))), .accept)
        #expect((state.notice?.text.count ?? 0) < 150)
        #expect(state.namespace == nil)
    }

    @Test func thePickerTakesNoMoreEither() throws {
        var state = DashboardState.sample()
        state.perform(.namespacePicker, .edit(.insert(Self.megabyte)))

        #expect(try #require(state.typedInput).text.utf8.count == 4096)
        if case .picker(let picker)? = state.overlay { #expect(picker.rows.isEmpty) }
    }

    @Test func aBurstOfLettersFiltersOnceAndBeforeAnythingElse() {
        var state = DashboardState.sample()
        state.list([Sample.policy("a/zebra"), Sample.policy("a/search")])
        state.perform(.filterPrompt)
        for letter in "search" { _ = state.update(.edit(.insert(String(letter)))) }
        #expect(state.visibleNames == ["search", "zebra"])

        _ = state.update(.settle)
        #expect(state.visibleNames == ["search"])
        for _ in "search" { _ = state.update(.edit(.backspace)) }
        _ = state.update(.edit(.insert("zebra")))
        _ = state.update(.accept)
        #expect(state.visibleNames == ["zebra"])
    }

    @Test func aWordThatIsSaidAgainIsLookedForOnce() {
        #expect(RowFilter(String(repeating: "cart ", count: 800)).terms.count == 1)
    }

    @Test func moreWordsThanAFilterTakesAreSaidToBeLeftOut() {
        let filter = RowFilter((0..<500).map { "!w\($0)" }.joined(separator: " "))

        #expect(filter.terms.count == 65)
        #expect(filter.isUnreadable)
    }
}

extension DashboardState {
    /// The line that is being typed; nil where there is none.
    fileprivate var typedInput: LineInput? {
        switch overlay {
        case .prompt(let prompt): prompt.input
        case .picker(let picker): picker.input
        case .help, .requests, .confirm, .preview, .page, .answer, .diff, nil: nil
        }
    }
}
