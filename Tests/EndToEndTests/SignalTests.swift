import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Whatever ends the program, the terminal is given back.
@Suite(.serialized) struct SignalTests {
    private static let restored = ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?1000l", "\u{1B}[?25h"]

    /// Opens the dashboard on a sandbox, ends it, and looks at the terminal.
    private func end(
        with more: [String: String] = [:], by act: (Terminal) async throws -> Void,
        then look: (_ status: Int32?, _ gatehouse: Program) throws -> Void
    ) async throws {
        try await Program.run { gatehouse in
            let terminal = try Terminal([try Program.path(), "--sandbox"], environment: gatehouse.environment(more))
            let before = terminal.modes
            do {
                try await terminal.see("TrafficPolicy", "live")
                try await act(terminal)
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            let end = await terminal.end()

            for sequence in Self.restored { #expect(end.written.contains(sequence), "\(sequence.dropFirst())") }
            #expect(terminal.modes == before)
            try look(end.status, gatehouse)
        }
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)] as [(Int32, Int32)])
    func aRequestToEndIsMetWithItsStatus(signal: Int32, status: Int32) async throws {
        try await end {
            $0.signal(signal)
        } then: { found, _ in
            #expect(found == status)
        }
    }

    @Test(
        arguments: [SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGSYS, SIGIO, SIGPWR, 34, 64] as [Int32])
    func aSignalOfNoUseEndsWithTheTerminalGivenBack(signal: Int32) async throws {
        try await end {
            $0.signal(signal)
        } then: { status, _ in
            #expect(status == nil)
        }
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGFPE] as [Int32])
    func afterACrashTheReportHoldsTheReportOnly(signal: Int32) async throws {
        try await end {
            // It is drawing when it happens.
            $0.type("jkjkjk")
            $0.signal(signal)
        } then: { _, gatehouse in
            let path = "\(gatehouse.folder)/state/gatehouse/crash.txt"
            let report = try String(contentsOfFile: path, encoding: .utf8)
            #expect(report.hasPrefix("gatehouse crashed by signal \(signal < 10 ? "0" : "")\(signal)\n"))
            // With them goes the memory that they point at.
            #expect(!report.contains("Registers"))
            #expect(!report.contains("\u{1B}") && !report.contains("TrafficPolicy"))
        }
    }

    @Test func aTerminalThatNobodyReadsDoesNotHoldTheProgramEither() async throws {
        try await Program.run { gatehouse in
            let terminal = try Terminal(
                [try Program.path(), "--sandbox"], environment: gatehouse.environment(), size: (200, 50))
            let before = terminal.modes
            do { try await terminal.see("TrafficPolicy", "live") } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            // Each draws the whole screen anew: more than a terminal keeps.
            for _ in 0..<200 { terminal.type("\u{C}") }
            terminal.signal(SIGTERM)
            let end = await terminal.endUnread()

            #expect(end.status == 143)
            #expect(end.written.contains("\u{1B}[?1049l"))
            #expect(terminal.modes == before)
        }
    }

    @Test func anEditorThatStaysDoesNotHoldTheProgram() async throws {
        try await Program.run { gatehouse in
            let editor = try gatehouse.write(
                "#!/bin/sh\ntrap '' TERM\nprintf editor-is-here\nread answer\n", to: "ed.sh", mode: 0o700)
            let terminal = try Terminal(
                [try Program.path(), "--sandbox"], environment: gatehouse.environment(["EDITOR": editor]))
            do {
                try await terminal.see("TrafficPolicy", "live")
                terminal.type("e")
                try await terminal.see("editor-is-here")
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.signal(SIGTERM)

            #expect(await terminal.end().status == 143)
        }
    }

    @Test func aMegabyteInAPromptIsCutSaidAndLeftAgain() async throws {
        try await Program.run { gatehouse in
            let terminal = try Terminal([try Program.path(), "--sandbox"], environment: gatehouse.environment())
            do {
                try await terminal.see("TrafficPolicy", "live")
                await terminal.typeAll(
                    "/\u{1B}[200~" + String(repeating: "gateway -l !x ", count: 75_000) + "\u{1B}[201~")
                // Drawn anew, as what was drawn while it was typed has been read already.
                terminal.type("\u{1B}[A\u{1B}[D")
                terminal.type("\r\u{C}")
                try await terminal.see("gateway -l")
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("q")

            #expect(await terminal.end().status == 0)
        }
    }
}
