import Foundation
import TestSupport
import Testing

/// The dashboard on a real terminal.
@Suite(.serialized) struct TerminalTests {
    private func start(_ gatehouse: Program, _ words: [String], with more: [String: String] = [:]) throws -> Terminal {
        try Terminal([try Program.path()] + words, environment: gatehouse.environment(more))
    }

    @Test func itOpensIsUsedAndGivesTheTerminalBack() async throws {
        try await Program.run { gatehouse in
            let terminal = try start(gatehouse, ["--sandbox"])
            let before = terminal.modes
            do {
                let opening = try await terminal.see("TrafficPolicy", "checkout-cors", "live")
                #expect(opening.contains("\u{1B}[?1049h"))
                #expect(terminal.modes != before)
                terminal.type("?")
                try await terminal.see("Here", "move down")
                terminal.type("q")
                try await terminal.see("checkout-cors")
                // Drawn in full once more: of a frame that differs little only the differences are written.
                terminal.type("/cors\r\u{C}")
                try await terminal.see(" ── /cors ")
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("q")
            let end = await terminal.end()

            #expect(end.status == 0)
            #expect(end.written.contains("\u{1B}[?1049l"))
            #expect(terminal.modes == before)
        }
    }

    @Test func ctrlCLeavesToo() async throws {
        try await Program.run { gatehouse in
            let terminal = try start(gatehouse, ["backends", "--sandbox", "--no-color"])
            let before = terminal.modes
            do { try await terminal.see("Backend", "image-cdn") } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("\u{3}")
            let end = await terminal.end()

            #expect(end.status == 0)
            #expect(terminal.modes == before)
        }
    }

    @Test func theEditorGetsTheTerminalAndTheDashboardComesBack() async throws {
        try await Program.run { gatehouse in
            let editor = try gatehouse.write(
                "#!/bin/sh\nprintf 'editor-is-here'; read answer; sed -i 's/request: [0-9a-z]*/request: 77s/' \"$1\"\n",
                to: "ed.sh", mode: 0o700)
            let terminal = try start(gatehouse, ["--sandbox"], with: ["EDITOR": editor])
            do {
                try await terminal.see("checkout-cors", "live")
                terminal.type("/checkout-timeouts\re")
                try await terminal.see("editor-is-here")
                terminal.type("ok\r")
                try await terminal.see("Replaced TrafficPolicy checkout/checkout-timeouts")
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("q")
            #expect(await terminal.end().status == 0)
        }
    }
}
