/// A screen without a terminal: keeps the frames and is fed events. For tests, and for pictures of a frame.
@MainActor
public final class MemoryScreen: Screen, TerminalServices {
    public private(set) var size: Size
    public let events: AsyncStream<TerminalEvent>
    /// Every frame that differed from the one before, oldest first.
    public private(set) var frames: [Surface] = []
    /// What was copied to the clipboard, oldest first.
    public private(set) var copied: [String] = []
    public private(set) var suspensions = 0
    public private(set) var redraws = 0
    public private(set) var isMouseOn = true
    public private(set) var isClosed = false
    /// Stands for the editor: gets the command in words and the path of the file.
    public var editor: @MainActor (_ command: [String], _ path: String) async -> EditorExit

    private let input: AsyncStream<TerminalEvent>.Continuation
    private var waiters: [Waiter] = []
    private var lastWaiter = 0

    private struct Waiter {
        let number: Int
        let accepts: @MainActor (Surface) -> Bool
        let answer: CheckedContinuation<Surface?, Never>
    }

    public init(size: Size = Size(columns: 80, rows: 24)) {
        self.size = size
        (events, input) = AsyncStream.makeStream()
        editor = { _, _ in .notStarted("This screen has no editor.") }
    }

    /// The newest frame.
    public var lastFrame: Surface? { frames.last }

    public func present(_ surface: Surface) {
        guard !isClosed, surface != frames.last else { return }
        frames.append(surface)
        let satisfied = waiters.filter { $0.accepts(surface) }
        waiters.removeAll { waiter in satisfied.contains { $0.number == waiter.number } }
        for waiter in satisfied { waiter.answer.resume(returning: surface) }
    }

    public func close() {
        isClosed = true
        input.finish()
    }

    /// How often the terminal was given away, not to an editor.
    public private(set) var lendings = 0

    public func edit(_ command: [String], file path: String, lock: Int32?) async -> EditorExit {
        await editor(command, path)
    }

    public func suspend() {
        suspensions += 1
        feed(.resumed)
    }

    public func lend(saying line: WaitingLine?, to work: () async -> Void) async -> Bool {
        lendings += 1
        await work()
        return true
    }

    public func copy(_ text: String) { copied.append(text) }

    public func setMouse(_ isOn: Bool) { isMouseOn = isOn }

    public func redraw() { redraws += 1 }

    /// Lets something happen at the terminal. A `.resize` changes the size first; `.closed` ends the events.
    public func feed(_ event: TerminalEvent) {
        if case .resize(let size) = event { self.size = size }
        input.yield(event)
        if case .closed = event { input.finish() }
    }

    /// Types keys, in order.
    public func type(_ keys: [Key]) {
        for key in keys { feed(.key(key)) }
    }

    /// Types a key script such as `"j j enter /gate enter"`.
    public func type(_ script: String) throws(KeyScriptError) {
        type(try KeyScript.parse(script))
    }

    /// The newest frame if it is accepted, else the first accepted one to come.
    ///
    /// - Throws: `MemoryScreenError.noFrame` with the newest frame, after `limit`.
    public func frame(
        within limit: Duration = .seconds(120), where accepts: @escaping @MainActor (Surface) -> Bool
    ) async throws(MemoryScreenError) -> Surface {
        if let frame = lastFrame, accepts(frame) { return frame }
        lastWaiter += 1
        let number = lastWaiter
        let deadline = Task { [weak self] in
            // A cancelled sleep means the frame came: giving up on a number that is gone does nothing.
            try? await Task.sleep(for: limit)
            self?.giveUp(on: number)
        }
        let found = await withCheckedContinuation { answer in
            waiters.append(Waiter(number: number, accepts: accepts, answer: answer))
        }
        deadline.cancel()
        guard let found else { throw .noFrame(last: lastFrame?.text ?? "") }
        return found
    }

    private func giveUp(on number: Int) {
        guard let index = waiters.firstIndex(where: { $0.number == number }) else { return }
        waiters.remove(at: index).answer.resume(returning: nil)
    }
}

/// What can go wrong while waiting for a frame.
public enum MemoryScreenError: Error, Equatable, CustomStringConvertible {
    case noFrame(last: String)

    public var description: String {
        switch self {
        case .noFrame(let last): "No such frame came in time. The last one was:\n\(Self.ascii(last))"
        }
    }

    /// Test runners lose what they read in pieces that end within a character.
    private static func ascii(_ text: String) -> String {
        let drawn: [Character: Character] = ["│": "|", "┃": "|", "─": "-", "✓": "v", "✗": "x", "●": "*"]
        return String(text.map { $0.isASCII ? $0 : drawn[$0] ?? "?" })
    }
}
