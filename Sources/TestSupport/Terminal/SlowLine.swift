import Dispatch
import Foundation

/// A program at the far end of a slow line, as over a radio or around the world, and who sits at the near end.
///
/// The far end takes everything at once, as servers and networks do: what the line has no room for waits in between. It
/// brings so many bytes a second, each after `delay`. Keys and answers go back at once: the delay is that of both ways.
public final class SlowLine {
    private let terminal: Terminal
    private let rate: Double
    private let delay: Double
    private let isAnswering: Bool
    private var answers = TerminalAnswers()
    private var emulator: TerminalEmulator
    private let rows: Int
    /// What is on the line, in pieces, and when each is there.
    private var pieces: [(due: Double, bytes: ArraySlice<UInt8>)] = []
    private var busyUntil = 0.0
    private let begun = ContinuousClock.now

    /// What the program has written since the start, and how much of it was on the line at most.
    public private(set) var written = 0
    public private(set) var longestQueue = 0

    /// - Parameters:
    ///   - answers: Whether the near end answers when it is asked.
    ///   - rate: Bytes a second.
    ///   - delay: Seconds there and back.
    public init(
        _ words: [String], environment: [String: String], columns: Int = 120, rows: Int = 40, answers: Bool,
        rate: Double = 20_000, delay: Double = 0.1
    ) throws {
        terminal = try Terminal(words, environment: environment, size: (UInt16(columns), UInt16(rows)), answers: nil)
        emulator = TerminalEmulator(columns: columns, rows: rows)
        isAnswering = answers
        self.rate = rate
        self.delay = delay
        self.rows = rows
    }

    /// Seconds since the start.
    private var now: Double {
        let (seconds, attoseconds) = (ContinuousClock.now - begun).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    /// What the near end shows, a row a line.
    public var lines: [String] { (0..<rows).map { emulator.text($0) } }

    /// How many bytes the line still has to bring.
    public var queue: Int { pieces.reduce(0) { $0 + $1.bytes.count } }

    /// How many answers were given.
    public var answered: Int { answers.count["\u{1B}[5n"] ?? 0 }

    public func type(_ keys: String) { terminal.type(keys) }

    /// Types a key again and again, as one that is held down.
    public func hold(_ key: String, times: Int, perSecond: Double) {
        let start = now
        for count in 1...times {
            terminal.type(key)
            while now < start + Double(count) / perSecond { turn() }
        }
    }

    /// - Returns: Whether it was so before the time was over.
    public func wait(seconds: Double, until isSo: (SlowLine) -> Bool) -> Bool {
        let end = now + seconds
        while !isSo(self) {
            guard now < end else { return false }
            turn()
        }
        return true
    }

    /// Waits for the end of the program, and kills it where that does not come.
    public func end() async -> Int32? { await terminal.end(seconds: 20).status }

    /// Takes what the program has written, and brings what is due.
    private func turn() {
        if let bytes = terminal.chunk(seconds: 0.002) { send(bytes[...]) }
        while let piece = pieces.first, piece.due <= now {
            pieces.removeFirst()
            emulator.feed(Array(piece.bytes))
            let reply = answers.take(piece.bytes)
            if isAnswering, !reply.isEmpty { terminal.type(reply) }
        }
        longestQueue = max(longestQueue, queue)
    }

    private func send(_ bytes: ArraySlice<UInt8>) {
        written += bytes.count
        var rest = bytes
        busyUntil = max(busyUntil, now)
        while !rest.isEmpty {
            let piece = rest.prefix(64)
            rest = rest.dropFirst(64)
            busyUntil += Double(piece.count) / rate
            pieces.append((busyUntil + delay, piece))
        }
    }
}
