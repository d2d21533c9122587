import Dispatch
import Glibc
import TerminalUI

/// Reads the terminal on the main queue, and tells an escape key from the beginning of a sequence by its one timer. When
/// nothing is typed, nothing runs.
@MainActor
final class TerminalInput {
    /// After which a lone escape byte was the key, where `ESCDELAY` says nothing.
    nonisolated private static let usualEscapeDelay = Duration.milliseconds(25)

    private let descriptor: Int32
    private let escapeDelay: Duration
    private let deliver: @MainActor (TerminalEvent) -> Void
    private let isAwaitingReply: @MainActor () -> Bool
    private let answered: @MainActor (TerminalReply) -> Void
    private let ended: @MainActor () -> Void
    private var decoder = InputDecoder()
    private var clicks = ClickTimer()
    private var source: (any DispatchSourceRead)?
    private var isOn = false
    /// Counts reads, so that the escape timer knows whether something came after it was set.
    private var reads = 0

    /// - Parameters:
    ///   - deliver: Gets what was typed, in order.
    ///   - isAwaitingReply: Whether an answer is on its way: what may be its beginning is waited for a little longer.
    ///   - answered: Gets what the terminal says when it was asked.
    ///   - ended: Called once nothing will be typed any more.
    init(
        _ descriptor: Int32, escapeDelay: String?, deliver: @escaping @MainActor (TerminalEvent) -> Void,
        isAwaitingReply: @escaping @MainActor () -> Bool, answered: @escaping @MainActor (TerminalReply) -> Void,
        ended: @escaping @MainActor () -> Void
    ) {
        self.descriptor = descriptor
        self.escapeDelay = Self.escapeDelay(escapeDelay)
        self.deliver = deliver
        self.isAwaitingReply = isAwaitingReply
        self.answered = answered
        self.ended = ended
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
        self.source = source
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.read() }
        }
    }

    func resume() {
        guard !isOn else { return }
        isOn = true
        source?.resume()
    }

    /// What is typed meanwhile is not ours.
    func pause() {
        guard isOn else { return }
        isOn = false
        source?.suspend()
    }

    /// A source has to run to be cancelled.
    func stop() {
        resume()
        source?.cancel()
        source = nil
        isOn = false
    }

    /// What was half typed before the terminal was away belongs to nothing now.
    func forget() {
        reads += 1
        decoder.forget()
    }

    /// Waits for the answers that are on their way: whoever has the terminal next would take them for keys. What is typed
    /// meanwhile is lost.
    ///
    /// - Parameter milliseconds: The longest wait; none where no answer is.
    func takeLastReplies(milliseconds: Int32) {
        let end = ContinuousClock.now + .milliseconds(Int(milliseconds))
        var buffer = [UInt8](repeating: 0, count: 4096)
        while isAwaitingReply() {
            let left = (end - .now).components
            let wait = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard wait > 0, poll(&waiting, 1, Int32(wait)) >= 0 || errno == EINTR else { return }
            guard waiting.revents != 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return }
            _ = decoder.feed(buffer.prefix(count))
            decoder.takeReplies().forEach(answered)
        }
    }

    private func read() {
        guard isOn, isWaiting else { return }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        // 0 is the end of input, EIO a terminal that was hung up: asking again would spin.
        guard count > 0 else { return ended() }
        reads += 1
        let events = decoder.feed(buffer.prefix(count))
        // Before the keys that came with them: what these show is drawn by the answers already.
        decoder.takeReplies().forEach(answered)
        pass(on: events)
        startTimer()
    }

    /// Standard input stays blocking, because it is shared with the shell: only what is there is read.
    private var isWaiting: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0
    }

    private func startTimer() {
        decoder.isAwaitingReply = isAwaitingReply()
        guard let pause = decoder.pause(escapeDelay: escapeDelay) else { return }
        let now = reads
        let (seconds, attoseconds) = pause.components
        let delay = Double(seconds) + Double(attoseconds) / 1e18
        DispatchQueue.main.asyncAfter(deadline: .now() + delay) { [weak self] in
            MainActor.assumeIsolated {
                guard let self, self.reads == now, self.isOn else { return }
                // We were busy: the rest has come meanwhile, and only was not read yet.
                guard !self.isWaiting else { return self.read() }
                self.pass(on: self.decoder.timeOut())
                self.startTimer()
            }
        }
    }

    /// `ESCDELAY` as ncurses has it: milliseconds, up to ten seconds.
    nonisolated static func escapeDelay(_ text: String?) -> Duration {
        guard let text, let milliseconds = Int(text), (0...10_000).contains(milliseconds) else {
            return usualEscapeDelay
        }
        return .milliseconds(milliseconds)
    }

    /// A few are delivered one by one; many at once are one event.
    private func pass(on events: [TerminalEvent]) {
        let refined = events.map { event in
            guard case .mouse(let mouse) = event else { return event }
            return .mouse(clicks.refine(mouse, now: .now))
        }
        if refined.count > 16 { deliver(.burst(refined)) } else { refined.forEach(deliver) }
    }
}
