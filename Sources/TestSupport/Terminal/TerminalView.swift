import Dispatch
import TerminalUI

/// A terminal with a program on it, as the person before it sees it.
public actor TerminalView {
    public enum Failure: Error {
        case notSeen(String)
    }

    public nonisolated let terminal: Terminal
    private var emulator: TerminalEmulator
    private let rows: Int

    public init(
        _ words: [String], environment: [String: String], columns: Int = 120, rows: Int = 40,
        answers: TerminalAnswers? = TerminalAnswers()
    ) throws {
        terminal = try Terminal(
            words, environment: environment, size: (UInt16(columns), UInt16(rows)), answers: answers)
        emulator = TerminalEmulator(columns: columns, rows: rows)
        self.rows = rows
    }

    /// What is shown now, a row a line.
    public var lines: [String] { (0..<rows).map { emulator.text($0) } }

    /// Waits for a frame.
    ///
    /// - Throws: `notSeen` with the last one, in ASCII: test runners lose what they read in pieces that end within a character.
    @discardableResult
    public func see(seconds: Double = 60, _ accepts: ([String]) -> Bool) async throws -> [String] {
        let end = ContinuousClock.now + .seconds(seconds)
        while !accepts(lines) {
            guard ContinuousClock.now < end else {
                throw Failure.notSeen("\n" + lines.map(\.inASCII).joined(separator: "\n"))
            }
            let bytes = await chunk()
            emulator.feed(bytes)
        }
        return lines
    }

    private func chunk() async -> [UInt8] {
        await withCheckedContinuation { answer in
            DispatchQueue.global().async { [terminal] in answer.resume(returning: terminal.chunk(seconds: 0.05) ?? []) }
        }
    }
}

extension String {
    /// A row of a frame as it is where there is ASCII only.
    public var inASCII: String { drawn(.ascii) }

    /// A row of a frame as it is on the Linux console.
    public var onConsole: String { drawn(.console) }

    private func drawn(_ glyphs: GlyphSet) -> String {
        var surface = Surface(size: Size(columns: TextWidth.of(self), rows: 1))
        surface.write(self, at: Point(column: 0, row: 0))
        return surface.rowCells(0).map { cell in
            if cell.isContinuation { return "" }
            let glyph = glyphs.drawn(cell.glyph)
            return String(repeating: glyph.text, count: cell.glyph.width / glyph.width)
        }.joined()
    }
}
