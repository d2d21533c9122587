import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Credential plugins and the terminal, with the real program.
@Suite(.serialized) struct LoginTests {
    /// Starts something that wants to outlive everybody, and writes down who it is.
    private static let hanger =
        "setsid sh -c 'trap \"\" TERM HUP INT; echo $$ > \"$0.child\"; sleep 1000; sleep 1000' \"$0\" &\nwhile [ ! -s \"$0.child\" ]; do sleep 0.01; done\n"

    private func config(_ gatehouse: Program, _ script: String, mode: String) throws -> String {
        let plugin = try gatehouse.write("#!/bin/sh\n\(script)\n", to: "login", mode: 0o700)
        return try gatehouse.write(
            """
            current-context: test
            clusters: [{name: test, cluster: {server: "http://127.0.0.1:1"}}]
            contexts: [{name: test, context: {cluster: test, user: test}}]
            users: [{name: test, user: {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: \(mode), command: \(plugin)}}}]
            """, to: "config")
    }

    /// Waits for the end of what the plugin started.
    private func isGone(_ gatehouse: Program) async throws -> Bool {
        let child = try #require(
            pid_t(
                try String(contentsOfFile: "\(gatehouse.folder)/login.child", encoding: .utf8).trimmingCharacters(
                    in: .newlines)))
        for _ in 0..<3000 {
            if kill(child, 0) != 0 { return true }
            // Its end is waited for; the pause only leaves the processor to others.
            try await Task.sleep(for: .milliseconds(10))
        }
        kill(child, SIGKILL)
        return false
    }

    @Test func aPluginThatAsksHasTheTerminalAndCtrlCLeavesNothingBehind() async throws {
        try await Program.run { gatehouse in
            let file = try config(
                gatehouse, "\(Self.hanger)printf 'Password: ' > /dev/tty\nread x < /dev/tty", mode: "Always")
            let terminal = try Terminal(
                [try Program.path(), "--kubeconfig", file], environment: gatehouse.environment())
            do { try await terminal.see("Logging in with", "(ctrl-c leaves) Password: ") } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }

            terminal.type("\u{3}")

            _ = await terminal.end()
            #expect(try await isGone(gatehouse))
        }
    }

    @Test func aPluginThatMayNotAskIsWaitedForBehindTheFirstFrame() async throws {
        try await Program.run { gatehouse in
            let file = try config(gatehouse, "\(Self.hanger)sleep 1000", mode: "Never")
            let terminal = try Terminal(
                [try Program.path(), "--kubeconfig", file], environment: gatehouse.environment())
            let isStarted = "\(gatehouse.folder)/login.child"
            do {
                // A long name gives way on a narrow screen. Of a frame that differs little only the differences are written: it is
                // asked for in full.
                var isSeen = false
                for _ in 0..<120 where !isSeen {
                    terminal.type("\u{C}")
                    isSeen = (try? await terminal.see("logging in", seconds: 1)) != nil
                }
                try #require(isSeen)
                while !FileManager.default.fileExists(atPath: isStarted) {
                    try await Task.sleep(for: .milliseconds(10))
                }
            } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }

            terminal.type("q")

            #expect(await terminal.end().status == 0)
            #expect(try await isGone(gatehouse))
        }
    }
}
