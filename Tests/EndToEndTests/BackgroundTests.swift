import Foundation
import TestSupport
import Testing

/// Colours that can be read on the person's background.
@Suite(.serialized) struct BackgroundTests {
    /// How a healthy state is coloured there.
    private static let dark = "\u{1B}[32m", light = "\u{1B}[38;5;28m"
    private static let question = "\u{1B}]11;?"

    /// - Parameter body: Gets the terminal, and ends it with `q` as its last key.
    private func run(
        _ more: [String: String] = [:], answers: TerminalAnswers?, _ body: (Terminal) async throws -> Void = { _ in }
    ) async throws -> (seen: String, end: String) {
        var result = (seen: "", end: "")
        try await Program.run { gatehouse in
            let terminal = try Terminal(
                [try Program.path(), "--sandbox"], environment: gatehouse.environment(more), answers: answers)
            do {
                result.seen = try await terminal.see("checkout-cors", "live")
                try await body(terminal)
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("q")
            let end = await terminal.end()
            result.end = end.written
            #expect(end.status == 0)
        }
        return result
    }

    @Test func aLightBackgroundIsLearntFromTheTerminal() async throws {
        let answers = TerminalAnswers(background: "rgb:fdfd/f6f6/e3e3")
        let (seen, end) = try await run(answers: answers) { terminal in
            // Whatever was drawn before the answer is drawn anew after it, and all of it once more for the key.
            terminal.type("\u{C}")
            let drawn = try await terminal.see("checkout-cors")
            #expect(drawn.contains(Self.light) && !drawn.contains(Self.dark))
        }

        #expect(seen.contains(Self.question))
        #expect(!(seen + end).contains("fdfd"))
    }

    @Test func whoDoesNotAnswerIsDark() async throws {
        for answers in [TerminalAnswers(background: nil), nil] {
            let (seen, _) = try await run(answers: answers)

            #expect(seen.contains(Self.question) && seen.contains(Self.dark) && !seen.contains(Self.light))
        }
    }

    @Test func theFirstFrameGoesByWhatTheEnvironmentSays() async throws {
        let (seen, _) = try await run(["COLORFGBG": "0;15"], answers: nil)

        #expect(seen.contains(Self.light) && !seen.contains(Self.dark))
    }

    @Test func consolesDevicesAndThosePlainByChoiceAreNotAsked() async throws {
        for more in [["TERM": "linux"], ["TERM": "vt100"], ["NO_COLOR": "1"]] {
            let (seen, end) = try await run(more, answers: nil)

            #expect(!(seen + end).contains(Self.question), "\(more)")
        }
    }

    /// What comes while an editor has the terminal is the editor's; what comes afterwards is no key.
    @Test func anAnswerAfterAnEditorIsNoKey() async throws {
        try await Program.run { gatehouse in
            let editor = try gatehouse.write(
                "#!/bin/sh\nprintf 'editor-is-here'; read answer\n", to: "ed.sh", mode: 0o700)
            let terminal = try Terminal(
                [try Program.path(), "--sandbox"], environment: gatehouse.environment(["EDITOR": editor]), answers: nil)
            do {
                try await terminal.see("checkout-cors", "live")
                terminal.type("/checkout-timeouts\re")
                try await terminal.see("editor-is-here")
                terminal.type("ok\r")
                try await terminal.see("checkout-timeouts")
                terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}\u{1B}[?62;22c?")
                let help = try await terminal.see("Here", "move down")
                #expect(help.contains("\u{1B}[38;5;30m"))
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("qqqq")
            #expect(await terminal.end().status == 0)
        }
    }
}
