import Glibc
import TerminalUI
import Testing

@testable import NcursesTerminal

/// Frames on lines that are slow, or take nothing.
extension NcursesScreenTests {
    private static let question = "\u{1B}[5n", answer = "\u{1B}[0n"

    private func screen(on terminal: PseudoTerminal, type: String = "vt100") throws -> NcursesScreen {
        setenv("LC_ALL", "C.UTF-8", 1)
        // One whose background is not asked for, as that answer is another one.
        return try NcursesScreen(
            input: terminal.file, output: terminal.file, type: type, usesColor: false, forceASCII: false, asks: true)
    }

    /// A frame of more than a few bytes.
    private func frame(_ name: String, size: Size) -> Surface {
        var surface = Surface(size: size)
        for row in 0..<size.rows {
            surface.write(String(repeating: "\(name)\(row)", count: 20), at: Point(column: 0, row: row))
        }
        return surface
    }

    private func output(_ terminal: PseudoTerminal) -> String { String(decoding: terminal.output(), as: UTF8.self) }

    /// Waits for content; the pause only leaves the main queue to the screen.
    private func output(_ terminal: PseudoTerminal, until isEnough: (String) -> Bool) async throws -> String {
        var seen = ""
        // Only what came last is looked at.
        for _ in 0..<2_000 where !isEnough(String(decoding: seen.utf8.suffix(2_000), as: UTF8.self)) {
            try await Task.sleep(for: .milliseconds(5))
            seen += output(terminal)
        }
        return seen
    }

    /// An answer that takes its time shows that a line is slow.
    private func makeSlow(_ screen: NcursesScreen, _ terminal: PseudoTerminal) async throws {
        screen.present(frame("first", size: screen.size))
        _ = try await output(terminal) { $0.hasSuffix(Self.question) }
        try await Task.sleep(for: FramePace.quick * 2)
        terminal.type("\(Self.answer)x")
        var events = screen.events.makeAsyncIterator()
        // What was typed behind the answer has been read: so has the answer.
        #expect(await events.next() == .key(.character("x")))
    }

    @Test func untilALineIsSlowEveryFrameIsDrawnAtOnce() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }

        for name in ["a", "b", "c"] {
            screen.present(frame(name, size: screen.size))
            #expect(output(terminal).contains("\(name)5\(name)5"))
        }
    }

    @Test func ofFramesThatComeWhileOneIsOnItsWayTheLastIsDrawn() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        try await makeSlow(screen, terminal)

        screen.present(frame("a", size: screen.size))
        let first = output(terminal)
        screen.present(frame("b", size: screen.size))
        screen.present(frame("c", size: screen.size))
        let meanwhile = output(terminal)
        terminal.type(Self.answer)
        let second = try await output(terminal) { $0.contains("c5c5") && $0.hasSuffix(Self.question) }
        terminal.type(Self.answer)

        #expect(first.contains("a0a0") && first.hasSuffix(Self.question))
        #expect(meanwhile.isEmpty)
        #expect(second.contains("c0c0") && !second.contains("b0b0"))
    }

    /// Whoever has the terminal next would take the answer for keys.
    @Test func theTerminalIsGivenBackAfterTheAnswerAndNothingIsDrawnForIt() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        try await makeSlow(screen, terminal)
        screen.present(frame("a", size: screen.size))
        screen.present(frame("b", size: screen.size))
        _ = output(terminal)

        terminal.type(Self.answer)
        screen.close()

        let closed = output(terminal)
        #expect(closed.contains("\u{1B}[?2004l") && !closed.contains("b0b0") && !closed.contains(Self.question))
        var left = pollfd(fd: fileno(terminal.file), events: Int16(POLLIN), revents: 0)
        #expect(poll(&left, 1, 0) == 0)
    }

    @Test func anAnswerThatDoesNotComeIsNotWaitedForLong() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        try await makeSlow(screen, terminal)

        screen.present(frame("a", size: screen.size))
        screen.present(frame("b", size: screen.size))
        let second = try await output(terminal) { $0.contains("b5b5") }

        #expect(second.contains("b0b0"))
    }

    @Test func terminalsOfOtherLanguagesAreAskedNothing() throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal, type: "vt52")
        defer { screen.close() }

        screen.present(frame("a", size: screen.size))

        #expect(!output(terminal).contains(Self.question))
    }

    @Test func anAnswerIsAKeyNeither() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        var events = screen.events.makeAsyncIterator()

        screen.present(frame("a", size: screen.size))
        terminal.type("\(Self.answer)j\u{1B}")
        terminal.type("[0nk")

        #expect(await events.next() == .key(.character("j")))
        #expect(await events.next() == .key(.character("k")))
    }

    /// The kernel keeps some of it, and the rest waits: neither keys nor the end do.
    @Test func aLineThatTakesNothingHoldsUpNeitherKeysNorTheEnd() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        var events = screen.events.makeAsyncIterator()
        let begun = ContinuousClock.now

        screen.copy(String(repeating: "long ", count: 40_000))
        screen.present(frame("late", size: screen.size))
        terminal.type("q")
        let key = await events.next()
        screen.close()

        #expect(key == .key(.character("q")))
        // It would be for ever, as nobody reads.
        #expect(ContinuousClock.now - begun < .seconds(20))
        let seen = output(terminal)
        #expect(seen.contains("\u{1B}[?2004l") && !seen.contains("late"))
    }

    @Test func whatTheLineTakesLaterIsSentLater() async throws {
        let terminal = try PseudoTerminal()
        let screen = try screen(on: terminal)
        defer { screen.close() }
        _ = output(terminal)

        screen.copy(String(repeating: "long ", count: 40_000))
        screen.present(frame("late", size: screen.size))
        let seen = try await output(terminal) { $0.contains("late5late5") }

        #expect(seen.hasPrefix("\u{1B}]52;c;") && seen.utf8.count > 260_000)
        #expect(seen.contains("late0late0"))
    }
}
