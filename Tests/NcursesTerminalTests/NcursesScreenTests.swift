import Glibc
import TerminalUI
import Testing

@testable import NcursesTerminal

/// One screen at a time, as ncurses has global state; a pseudo terminal stands for the person's.
@MainActor
@Suite(.serialized) struct NcursesScreenTests {
    private func screen(
        on terminal: PseudoTerminal, type: String = "xterm-256color", usesColor: Bool = true, forceASCII: Bool = false
    ) throws -> NcursesScreen {
        // The tests themselves may run under any locale.
        setenv("LC_ALL", "C.UTF-8", 1)
        return try NcursesScreen(
            input: terminal.file, output: terminal.file, type: type, usesColor: usesColor, forceASCII: forceASCII)
    }

    private func frame(_ text: String, style: Style = .plain, size: Size) -> Surface {
        var surface = Surface(size: size)
        surface.write(text, at: Point(column: 0, row: 0), style: style)
        return surface
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func theSizeAndColoursAreThoseOfTheTerminal() throws {
        let terminal = try PseudoTerminal(columns: 57, rows: 9)
        let screen = try screen(on: terminal)
        defer { screen.close() }

        #expect(screen.size == Size(columns: 57, rows: 9))
        #expect(screen.capabilities == TerminalCapabilities(colorDepth: .palette256, isUTF8: true))
    }

    @Test func aFrameIsSentOnceAndThenOnlyWhatChanged() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }

        screen.present(frame("first 漢字", size: screen.size))
        #expect(text(terminal.output()).contains("first 漢字"))

        screen.present(frame("first 漢字", size: screen.size))
        #expect(terminal.output().isEmpty)

        screen.present(frame("first 漢字 ✓", size: screen.size))
        let change = text(terminal.output())
        #expect(change.contains("✓") && !change.contains("first"))

        screen.redraw()
        #expect(text(terminal.output()).contains("first 漢字 ✓"))
    }

    @Test func coloursAndAttributesAreSentAsTheyAre() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }

        screen.present(frame("x", style: .plain.bold().colored(.indexed(196)).on(.indexed(22)), size: screen.size))

        let sent = text(terminal.output())
        #expect(sent.contains(";1m") && sent.contains("38;5;196") && sent.contains("48;5;22"))
    }

    @Test func withoutColoursABackgroundBecomesReverse() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal, usesColor: false)
        defer { screen.close() }

        screen.present(frame("x", style: .plain.colored(.red).on(.blue), size: screen.size))

        let sent = text(terminal.output())
        #expect(screen.capabilities.colorDepth == .none)
        #expect(sent.contains(";7m") && !sent.contains("31m") && !sent.contains("44m"))
    }

    @Test func whereOnlyASCIIIsAllowedNothingElseIsSent() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal, forceASCII: true)
        defer { screen.close() }
        _ = terminal.output()

        // A surface that was not made for ASCII: the second check.
        screen.present(frame("✓ 漢字 done", size: screen.size))

        let sent = terminal.output()
        #expect(sent.allSatisfy { $0 < 0x80 })
        #expect(text(sent).contains("+ ???? done"))
    }

    @Test func hostileTextSendsNoControlOfItsOwn() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }

        screen.present(frame("a\u{1B}]0;owned\u{7}b\u{9B}31mc\u{202E}d", size: screen.size))

        #expect(text(terminal.output()).contains("a␛]0;owned␇b�31mc�d"))
    }

    @Test func keysPastesAndTheMouseBecomeEvents() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        var events = screen.events.makeAsyncIterator()

        terminal.type("j\u{1B}[B\u{1B}[200~q\ttwo\u{1B}[201~\u{1B}[<0;3;2M\u{1B}[<0;3;2M\u{1B}")

        #expect(await events.next() == .key(.character("j")))
        #expect(await events.next() == .key(.down))
        #expect(await events.next() == .paste("q\ttwo"))
        #expect(await events.next() == .mouse(MouseEvent(.press, at: Point(column: 2, row: 1))))
        #expect(await events.next() == .mouse(MouseEvent(.doublePress, at: Point(column: 2, row: 1))))
        #expect(await events.next() == .key(.escape))
    }

    @Test func closingGivesTheTerminalBack() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        let opened = text(terminal.output())
        screen.close()
        screen.close()
        let closed = text(terminal.output())

        #expect(opened.contains("\u{1B}[?1049h") && opened.contains("\u{1B}[?2004h"))
        #expect(
            closed.contains("\u{1B}[?1049l") && closed.contains("\u{1B}[?2004l") && closed.contains("\u{1B}[?1000l"))
        screen.present(frame("late", size: screen.size))
        #expect(terminal.output().isEmpty)
    }

    @Test func whileAnEditorRunsNothingIsDrawn() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        screen.present(frame("before", size: screen.size))
        _ = terminal.output()

        // The editor reads a pipe, and ends when the test closes the other end of it.
        let pipe = "/tmp/gatehouse-editor-\(getpid())"
        try #require(mkfifo(pipe, 0o600) == 0)
        defer { unlink(pipe) }

        let editing = Task { await screen.edit(["cat"], file: pipe) }
        await Task.yield()
        screen.present(frame("meanwhile", size: screen.size))
        let meanwhile = text(terminal.output())
        Glibc.close(open(pipe, O_WRONLY))
        let exit = await editing.value

        #expect(exit == .exited(0))
        #expect(!meanwhile.contains("meanwhile"))
        #expect(text(terminal.output()).contains("meanwhile"))
    }

    @Test func theEndOfAnEditorIsTold() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }

        #expect(await screen.edit(["sh", "-c", "exit 3"], file: "x") == .exited(3))
        #expect(await screen.edit(["sh", "-c", "kill -9 $$"], file: "x") == .signalled(9))
        guard case .notStarted(let reason) = await screen.edit(["no-such-editor"], file: "x") else {
            Issue.record("an editor that does not exist has run")
            return
        }
        #expect(reason.contains("no-such-editor") && reason.contains("EDITOR"))
        guard case .notStarted = await screen.edit([], file: "x") else {
            Issue.record("no editor at all has run")
            return
        }
    }

    @Test func terminalsThatCannotShowAScreenAreRefused() throws {
        let terminal = try PseudoTerminal()

        #expect(throws: TerminalError.unknownType("no-such-type")) { try screen(on: terminal, type: "no-such-type") }
        #expect(throws: TerminalError.tooSimple("dumb")) { try screen(on: terminal, type: "dumb") }
        #expect(!NcursesScreen.isTerminal(-1))
        #expect(NcursesScreen.isTerminal(fileno(terminal.file)))
    }
}
