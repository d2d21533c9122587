import Foundation
import Glibc
import TestSupport

/// The dashboard as a person has it: the built program on a terminal of 200 columns and 50 rows.
///
/// What it writes is kept with its time while it is measured, and looked at afterwards: to look takes processor time.
final class DashboardRun {
    struct Piece {
        /// Seconds since the program was started.
        var time: Double
        var bytes: [UInt8]
    }

    private static let size = (columns: 200, rows: 50)

    let process: pid_t
    private let terminal: Terminal
    private let begun: ContinuousClock.Instant
    private var emulator = TerminalEmulator(columns: size.columns, rows: size.rows)

    init(_ words: [String], folder: String) throws {
        var environment = ProcessInfo.processInfo.environment
        environment["TERM"] = "xterm-256color"
        environment["LC_ALL"] = "C.UTF-8"
        environment["XDG_STATE_HOME"] = folder
        begun = .now
        terminal = try Terminal(words, environment: environment, size: (UInt16(Self.size.columns), UInt16(Self.size.rows)))
        process = terminal.child
    }

    /// Seconds since the program was started.
    var now: Double { begun.seconds }

    /// Reads until nothing has come for `quiet` seconds; at most for `limit`.
    func record(quiet: Double, limit: Double = 60) -> [Piece] {
        var pieces: [Piece] = []
        let end = now + limit
        while now < end, let bytes = terminal.chunk(seconds: quiet) { pieces.append(Piece(time: now, bytes: bytes)) }
        return pieces
    }

    /// Reads for so many seconds.
    func record(seconds: Double) -> [Piece] {
        var pieces: [Piece] = []
        let end = now + seconds
        while now < end {
            if let bytes = terminal.chunk(seconds: max(0.001, end - now)) { pieces.append(Piece(time: now, bytes: bytes)) }
        }
        return pieces
    }

    /// Types keys, and waits for what comes of them.
    ///
    /// - Returns: Milliseconds to the first and to the last byte of it; nil where nothing came within two seconds.
    func press(_ keys: String, quiet: Double = 0.15) -> (first: Double, last: Double)? {
        // What is under way belongs to something else.
        look(record(quiet: quiet, limit: 3))
        let start = now
        terminal.type(keys)
        guard let first = terminal.chunk(seconds: 2) else { return nil }
        let pieces = [Piece(time: now, bytes: first)] + record(quiet: quiet, limit: 10)
        look(pieces)
        return ((pieces[0].time - start) * 1000, ((pieces.last?.time ?? 0) - start) * 1000)
    }

    func type(_ keys: String) { terminal.type(keys) }

    /// Brings what was read to the screen that the person sees.
    ///
    /// - Parameter visit: Called with each state of it, and its time.
    func look(_ pieces: [Piece], visit: (Double, [String]) -> Void = { _, _ in }) {
        for piece in pieces {
            emulator.feed(piece.bytes)
            visit(piece.time, lines)
        }
    }

    var lines: [String] { (0..<Self.size.rows).map { emulator.text($0) } }

    var processorSeconds: Double { ProcessFacts.processorSeconds(process) }

    /// Ends the program, and waits for its end.
    func end() {
        kill(process, SIGTERM)
        var status: Int32 = 0
        let limit = now + 5
        while now < limit, waitpid(process, &status, WNOHANG) == 0 { _ = terminal.chunk(seconds: 0.02) }
        if kill(process, SIGKILL) == 0 { waitpid(process, &status, 0) }
    }
}

/// What the frames of the dashboard say, for those who read them.
enum FrameText {
    /// Whether the list shows an object: the marked one is one.
    static func showsRow(_ lines: [String]) -> Bool { lines.contains { $0.contains("││›") || $0.contains("┃│›") || $0.hasPrefix("│›✓") || $0.hasPrefix("│›✗") } }

    /// What stands beside a kind: how many there are, and how many of them fail.
    static func count(of kind: String, in lines: [String]) -> String? {
        for line in lines {
            // Of the pane of kinds, up to its border.
            let left = line.dropFirst().prefix { $0 != "│" && $0 != "┃" }.split(separator: " ")
            let name = left.first.map { $0.hasPrefix("›") ? String($0.dropFirst()) : String($0) }
            if name == kind, left.count > 1 { return left.dropFirst().joined(separator: " ") }
        }
        return nil
    }

    /// Namespace and name of the object that the list marks.
    static func selected(in lines: [String]) -> (namespace: String, name: String)? {
        let marks = ["││›", "│›"]
        guard let (line, mark) = marks.lazy.compactMap({ sign in
            lines.lazy.compactMap { line in line.range(of: sign).map { (line, $0) } }.first { $0.0[$0.1.upperBound...].contains(" ") }
        }).first else { return nil }
        let words = line[mark.upperBound...].split(separator: " ").filter { $0.count > 1 }
        return words.count > 1 ? (String(words[0]), String(words[1])) : nil
    }
}
