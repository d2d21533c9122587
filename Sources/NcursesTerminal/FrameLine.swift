import Dispatch
import TerminalUI

/// The frames on their way to the terminal: one at a time, and after it the newest. Those between are never drawn.
@MainActor
final class FrameLine {
    private let output: TerminalOutput
    private var blitter: Blitter
    private var pace: FramePace
    /// The newest frame, drawn or not yet.
    private var frame: Surface?
    private var isDue = false
    /// Not while somebody else has the terminal.
    private var isOpen = true
    /// Counts questions, so that a timer knows its own.
    private var questions = 0

    init(_ output: TerminalOutput, blitter: Blitter, pace: FramePace) {
        self.output = output
        self.blitter = blitter
        self.pace = pace
        output.drained = { [weak self] in self?.drawIfFree() }
    }

    /// Whether an answer of the terminal is on its way.
    var isAwaitingReply: Bool { pace.isOwed }

    func show(_ surface: Surface) {
        CrashGuard.provideStack()
        frame = surface
        isDue = true
        drawIfFree()
    }

    /// The terminal shows something else than we think. The next frame is drawn in full.
    func forget() { blitter.forget() }

    /// Draws the newest frame in full.
    func redraw() {
        blitter.forget()
        isDue = frame != nil
        drawIfFree()
    }

    /// The terminal has answered the question behind a frame.
    func takeAnswer() {
        pace.answer(at: .now)
        drawIfFree()
    }

    /// Somebody else gets the terminal: nothing is drawn any more. What was asked may still be answered.
    func close() { isOpen = false }

    /// The terminal is ours again.
    ///
    /// - Returns: Whether there was a frame to draw.
    func open() -> Bool {
        pace.forget()
        questions += 1
        isOpen = true
        redraw()
        return frame != nil
    }

    private func drawIfFree() {
        guard isOpen, isDue, !pace.isWaiting, !output.isBehind, let frame else { return }
        isDue = false
        TerminalRescue.noteDrawer()
        output.gather {
            blitter.draw(frame)
        } after: { count in
            guard pace.send(count, at: .now) else { return "" }
            questions += 1
            return ControlBytes.askStatus
        }
        if pace.isWaiting { startTimer(for: questions) }
    }

    private func startTimer(for question: Int) {
        let seconds = Double(FramePace.trust.components.seconds)
        DispatchQueue.main.asyncAfter(deadline: .now() + seconds) { [weak self] in
            MainActor.assumeIsolated {
                guard let self, self.questions == question, self.pace.isWaiting else { return }
                // What was not sent has no answer yet.
                if self.output.isBehind { return self.startTimer(for: question) }
                self.pace.timeOut()
                self.drawIfFree()
            }
        }
    }
}
