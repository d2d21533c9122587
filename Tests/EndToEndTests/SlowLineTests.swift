import APIServer
import Foundation
import KubeModel
import TestSupport
import Testing

/// The dashboard over a line of 100 ms and 20 kB/s, at 120 columns and 40 rows.
@Suite(.serialized) struct SlowLineTests {
    /// Bytes of a frame that is drawn in full.
    private static let screen = 9_000
    private static let keys = 90

    /// - Parameter run: Gets the line, and the frame that is shown in the end.
    private func scene(answers: Bool, _ run: (SlowLine, [String]) async throws -> Void) async throws {
        let status = Sample.status("Accepted=True/Valid", "Attached=False/Pending: waits for its route")
        let objects = (100..<300).map {
            Sample.object("shop/policy-\($0)", spec: ["timeout": ["request": "30s"]], status: status)
        }
        let server = Scene.server(objects)
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)
                let world = ["KUBECONFIG": config]
                let held = Array(repeating: "j", count: Self.keys).joined(separator: " ")
                let picture = try await gatehouse("snapshot", "--size", "120x40", "--keys", "g \(held)", with: world)
                try #require(picture.status == 0, "\(picture.all)")
                let line = try SlowLine(
                    [try Program.path()], environment: gatehouse.environment(world), answers: answers)
                do {
                    let hasRows = line.wait(seconds: 60) { it in
                        it.queue == 0 && ["policy-100", "policy-110", "live"].allSatisfy(it.lines.joined().contains)
                            && it.lines.joined().firstMatch(of: /Findings +[0-9]/) != nil
                    }
                    try #require(hasRows)
                    line.type("g")
                    _ = line.wait(seconds: 0.5) { _ in false }
                    try await run(line, Array(picture.out.components(separatedBy: "\n").prefix(40)).withoutFindings)
                } catch {
                    _ = await line.end()
                    throw error
                }
                line.type("q")
                #expect(await line.end() == 0)
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func noFrameWaitsBehindAnotherOne() async throws {
        try await scene(answers: true) { line, last in
            let before = line.answered

            line.hold("j", times: Self.keys, perSecond: 30)
            let released = (queue: line.queue, answered: line.answered)
            let isShown = line.wait(seconds: 20) { $0.lines.withoutFindings == last }

            try #require(isShown)
            // The one that was on its way when the key was released, the newest after it, and what the detail makes of it.
            #expect(line.answered - released.answered <= 4)
            #expect(released.queue < Self.screen)
            #expect(line.longestQueue < 2 * Self.screen)
            #expect(released.answered - before < Self.keys / 2)
        }
    }

    @Test func whereNobodyAnswersAKeyStillCostsAScreenAtMost() async throws {
        try await scene(answers: false) { line, last in
            let before = line.written

            line.hold("j", times: Self.keys, perSecond: 30)
            let isShown = line.wait(seconds: 60) { $0.lines.withoutFindings == last }

            try #require(isShown)
            #expect(line.written - before < Self.keys * Self.screen)
        }
    }

    @Test func overALineThatTakesNothingThePersonLeavesAllTheSame() async throws {
        try await Program.run { gatehouse in
            let terminal = try Terminal(
                [try Program.path(), "--sandbox"], environment: gatehouse.environment(), answers: nil)
            let before = terminal.modes
            do { try await terminal.see("checkout-cors", "live") } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            // Whole frames that nobody reads, until there is room for no more of them.
            for _ in 0..<80 {
                terminal.type("\u{C}")
                try await Task.sleep(for: .milliseconds(50))
            }

            terminal.type("q")
            let end = await terminal.endUnread(seconds: 30)

            #expect(end.status == 0)
            #expect(terminal.modes == before)
            #expect(end.written.contains("\u{1B}[?1049l"))
        }
    }
}

extension [String] {
    /// A frame without how many findings there are: they come two seconds after the rows, which a picture does not wait for.
    var withoutFindings: [String] {
        map { line in line.replacing(/Findings +[0-9–\-]+( [✗!x][0-9]+)?/, with: "Findings") }
    }
}
