import Glibc
import TerminalUI
import Testing

@testable import NcursesTerminal

extension NcursesScreenTests {
    private static let on = "\u{1B}[?1000h", off = "\u{1B}[?1000l"

    private func screen(on terminal: PseudoTerminal) throws -> NcursesScreen {
        setenv("LC_ALL", "C.UTF-8", 1)
        return try NcursesScreen(
            input: terminal.file, output: terminal.file, type: "xterm-256color", usesColor: true, forceASCII: false)
    }

    private func output(_ terminal: PseudoTerminal) -> String { String(decoding: terminal.output(), as: UTF8.self) }

    @Test func theMouseIsGivenBackAndTakenAgain() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        #expect(output(terminal).contains(Self.on))

        screen.setMouse(false)
        let away = output(terminal)
        screen.setMouse(false)
        let still = output(terminal)
        screen.setMouse(true)
        let back = output(terminal)

        #expect(away.contains(Self.off) && away.contains("\u{1B}[?1006l") && !away.contains("2004"))
        #expect(still.isEmpty)
        #expect(back.contains(Self.on) && back.contains("\u{1B}[?1006h"))
    }

    @Test func whoeverHasTheTerminalMeanwhileTheMouseStaysWithIt() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        screen.setMouse(false)
        _ = output(terminal)

        #expect(await screen.edit(["true"], file: "x") == .exited(0))
        let after = output(terminal)

        #expect(after.contains("\u{1B}[?2004h") && !after.contains(Self.on))
    }

    @Test func whatIsSaidWhileTheTerminalIsAwayHoldsWhenItIsBack() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        _ = output(terminal)

        var meanwhile = ""
        _ = await screen.lend(saying: nil) {
            _ = output(terminal)
            screen.setMouse(false)
            meanwhile = output(terminal)
        }
        let without = output(terminal)
        _ = await screen.lend(saying: nil) { screen.setMouse(true) }

        #expect(meanwhile.isEmpty)
        #expect(!without.contains(Self.on))
        #expect(output(terminal).contains(Self.on))
    }

    @Test func withTheMouseGivenBackNothingStaysOnAtTheEnd() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        screen.setMouse(false)
        _ = output(terminal)

        screen.close()
        screen.setMouse(true)

        let closed = output(terminal)
        #expect(closed.contains("\u{1B}[?2004l") && closed.contains(Self.off) && !closed.contains(Self.on))
    }
}
