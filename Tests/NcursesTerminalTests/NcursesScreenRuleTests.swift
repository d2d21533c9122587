import Glibc
import TerminalUI
import TestSupport
import Testing

@testable import NcursesTerminal

extension NcursesScreenTests {
    /// After any sequence of frames the terminal shows the last of them, however few bytes it was sent for it.
    @Test func theTerminalShowsTheLastFrameWhateverCameBefore() async throws {
        var used: Set<Character> = []
        for seed in 1...30 as ClosedRange<UInt64> {
            let play = try ScreenPlay(seed: seed)
            var wrong: String?
            for step in 0..<80 where wrong == nil {
                await play.step()
                wrong = play.fault.map { "seed \(seed), step \(step): \($0)\n\(play.trail.suffix(6))" }
            }
            play.end()
            used.formUnion(play.used)
            #expect(wrong == nil)
        }
        // Emulators that call themselves xterm may know how to erase, but not how to scroll by several lines.
        #expect(used.isSuperset(of: "XKH"), "\(used.sorted())")
        #expect(used.isDisjoint(with: "ST"), "\(used.sorted())")
    }
}

/// A screen to which things happen as a seed decides, and the terminal that it draws on.
@MainActor
private final class ScreenPlay {
    private static let sizes = [(40, 12), (57, 9), (80, 16), (41, 14)]
    private static let pieces = [
        "aaaaaaaaaaaaaaaaaaaaaaaa", "object-7", "漢字漢字", "e\u{301}e\u{302}", "● live", "────────────", "                    ",
        "0000000000000000", "한", "x", "✓ ok", "HTTPRoute/r", "│",
    ]
    private static let styles = [
        Style.plain, .plain.bold(), .plain.colored(.indexed(196)), .plain.on(.indexed(22)), .plain.dim(),
    ]

    private let terminal: PseudoTerminal
    private let screen: NcursesScreen
    private var emulator: TerminalEmulator
    private var chance: Chance
    private var lines: [StyledText]
    private var cursor: Point?
    private var shown: Surface
    private(set) var trail: [String] = []

    init(seed: UInt64) throws {
        setenv("LC_ALL", "C.UTF-8", 1)
        terminal = try PseudoTerminal(columns: 40, rows: 12)
        screen = try NcursesScreen(
            input: terminal.file, output: terminal.file, type: "xterm-256color", usesColor: true, forceASCII: false)
        emulator = TerminalEmulator(columns: 40, rows: 12)
        chance = Chance(seed)
        lines = []
        shown = Surface(size: screen.size)
        for _ in 0..<12 { lines.append(line()) }
        present()
    }

    var used: Set<Character> { emulator.used }

    func end() {
        screen.close()
    }

    func step() async {
        switch Int.random(in: 0..<24, using: &chance) {
        case 0..<6: scroll()
        case 6..<13: change()
        case 13..<16: remove()
        case 16: for index in lines.indices { lines[index] = line() }
        case 17: for index in lines.indices { lines[index] = StyledText() }
        case 18, 19:
            cursor = Point(
                column: Int.random(in: 0..<40, using: &chance), row: Int.random(in: 0..<9, using: &chance))
        case 20: cursor = nil
        case 21: redraw()
        case 22: await lend()
        default: resize()
        }
        present()
    }

    private func line() -> StyledText {
        var runs: [StyledText.Run] = []
        for _ in 0..<Int.random(in: 0..<9, using: &chance) {
            let text = Self.pieces.randomElement(using: &chance) ?? ""
            let number = Int.random(in: 0..<30, using: &chance)
            runs.append(StyledText.Run(text + "\(number)", Self.styles.randomElement(using: &chance) ?? .plain))
        }
        return StyledText(runs)
    }

    private func scroll() {
        let count = Int.random(in: 1...5, using: &chance), isUp = Bool.random(using: &chance)
        let from = Int.random(in: 0..<4, using: &chance), to = lines.count - Int.random(in: 0..<3, using: &chance)
        trail.append("scroll \(from)..<\(to) by \(isUp ? count : -count)")
        var part = Array(lines[from..<to])
        for _ in 0..<count {
            if isUp { part.removeFirst() } else { part.removeLast() }
            part.insert(line(), at: isUp ? part.count : 0)
        }
        lines.replaceSubrange(from..<to, with: part)
    }

    /// A row goes, and those below it move up, as in a list.
    private func remove() {
        let index = Int.random(in: 0..<lines.count, using: &chance)
        trail.append("remove \(index)")
        lines.remove(at: index)
        lines.append(Bool.random(using: &chance) ? StyledText() : line())
    }

    private func change() {
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
            let index = Int.random(in: 0..<lines.count, using: &chance)
            trail.append("change \(index)")
            lines[index] = line()
        }
    }

    private func present() {
        var surface = Surface(size: screen.size)
        for (row, line) in lines.enumerated() { surface.write(line, at: Point(column: 0, row: row)) }
        surface.cursor = cursor
        shown = surface
        screen.present(surface)
        emulator.feed(terminal.output())
    }

    private func redraw() {
        trail.append("redraw")
        emulator.spoil(columns: emulator.columns, rows: emulator.rows)
        screen.redraw()
    }

    /// Somebody else has the terminal for a while.
    private func lend() async {
        trail.append("lend")
        _ = await screen.lend(saying: nil) {
            emulator.feed(terminal.output())
            emulator.spoil(columns: emulator.columns, rows: emulator.rows)
        }
    }

    private func resize() {
        let (columns, rows) = Self.sizes.randomElement(using: &chance) ?? (40, 12)
        trail.append("size \(columns)x\(rows)")
        guard screen.size != Size(columns: columns, rows: rows) else { return }
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(fileno(terminal.file), UInt(TIOCSWINSZ), &size)
        emulator.spoil(columns: columns, rows: rows)
        _ = screen.adoptSize()
        while lines.count < rows { lines.append(line()) }
        lines.removeLast(lines.count - rows)
    }

    /// In words; nil where the terminal shows the frame.
    var fault: String? {
        for row in 0..<shown.size.rows where emulator.text(row) != shown.row(row) {
            return "row \(row) is\n\(emulator.text(row))\nand not\n\(shown.row(row))"
        }
        guard let cursor, cursor.row < shown.size.rows, cursor.column < shown.size.columns else {
            return emulator.isCursorShown ? "a cursor is shown" : nil
        }
        let place = emulator.cursor
        guard emulator.isCursorShown, place == (cursor.column, cursor.row) else {
            return "the cursor is at \(place) and not at \(cursor)"
        }
        return nil
    }
}
