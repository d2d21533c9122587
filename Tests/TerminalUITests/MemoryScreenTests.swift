import Testing

@testable import TerminalUI

@MainActor
@Suite struct MemoryScreenTests {
    private func frame(_ text: String) -> Surface {
        var surface = Surface(size: Size(columns: 20, rows: 1))
        surface.write(text, at: Point(column: 0, row: 0))
        return surface
    }

    @Test func equalFramesAreKeptOnce() {
        let screen = MemoryScreen()

        screen.present(frame("a"))
        screen.present(frame("a"))
        screen.present(frame("b"))

        #expect(screen.frames.map { $0.row(0) } == ["a", "b"])
    }

    @Test func eventsComeInOrderAndEndWhenClosed() async throws {
        let screen = MemoryScreen()
        try screen.type("j enter")
        screen.feed(.resize(Size(columns: 40, rows: 10)))
        screen.feed(.closed)

        var events: [TerminalEvent] = []
        for await event in screen.events { events.append(event) }

        #expect(screen.size == Size(columns: 40, rows: 10))
        #expect(
            events == [.key(.character("j")), .key(.enter), .resize(Size(columns: 40, rows: 10)), .closed])
    }

    @Test func waitingEndsWithTheFirstFrameThatIsAccepted() async throws {
        let screen = MemoryScreen()
        Task {
            screen.present(frame("loading"))
            screen.present(frame("ready"))
        }

        let found = try await screen.frame { $0.row(0) == "ready" }

        #expect(found.row(0) == "ready")
    }

    @Test func waitingInVainTellsTheLastFrame() async {
        let screen = MemoryScreen()
        screen.present(frame("loading"))

        await #expect(throws: MemoryScreenError.noFrame(last: "loading")) {
            try await screen.frame(within: .milliseconds(1)) { $0.row(0) == "never" }
        }
    }

    @Test func whoHasTheMouseIsKept() {
        let screen = MemoryScreen()
        #expect(screen.isMouseOn)

        screen.setMouse(false)

        #expect(!screen.isMouseOn)
    }

    @Test func theEditorIsWhateverTheTestSays() async {
        let screen = MemoryScreen()
        screen.editor = { command, path in command == ["vi"] && path == "/tmp/x" ? .exited(0) : .exited(1) }

        #expect(await screen.edit(["vi"], file: "/tmp/x") == .exited(0))
    }
}
