/// Decides when the next frame may follow, so that none waits behind another one on a slow line. A pure value.
///
/// Behind a frame the terminal is asked for its status: what it answers comes when the frame is through. Small changes share
/// one question, as ``unasked`` bytes are no queue.
///
/// Nothing is ever held back before a line has shown that it is slow: by an answer that took longer than ``quick``. Then each
/// frame waits for the answer behind the one before, until a good many of them came quickly. A quick line is asked now and
/// then, as it may become a slow one. A terminal that never answers is asked three times and left in peace: many programs that
/// play a terminal do not know the question.
struct FramePace {
    static let unasked = 200
    /// What an answer takes within a building.
    static let quick = Duration.milliseconds(60)
    /// How long a slow line is believed to bring the answer: as long as a screen of eight kilobytes takes at four kilobytes a
    /// second.
    static let trust = Duration.seconds(2)
    /// How often a quick line is asked, and how long one is waited for that has not shown yet what it is. Nothing else waits.
    static let rest = Duration.seconds(2)
    private static let mostMisses = 3, enough = 8

    private enum Line { case unknown, quick, slow }

    /// Whether a frame is not known to be through, on a slow line.
    private(set) var isWaiting = false
    private var line = Line.unknown
    /// Questions in vain, in a row.
    private var misses: Int
    /// Questions whose answers may still come: each is that of its own frame.
    private var owed = 0
    private var lastAsked: ContinuousClock.Instant?
    /// Quick answers in a row of a slow line.
    private var quickAnswers = 0
    /// Bytes since the last question.
    private var bytes = 0

    /// - Parameter asks: Whether there may be somebody who answers.
    init(asks: Bool) { misses = asks ? 0 : Self.mostMisses }

    /// Whether an answer may be on its way.
    var isOwed: Bool { owed > 0 }

    /// A frame is sent.
    ///
    /// - Returns: Whether the question follows it. Where ``isWaiting`` then, nothing may be drawn until that is over.
    mutating func send(_ count: Int, at now: ContinuousClock.Instant) -> Bool {
        guard misses < Self.mostMisses else { return false }
        bytes += count
        guard bytes > Self.unasked else { return false }
        if line != .slow, let lastAsked {
            guard now - lastAsked >= Self.rest else { return false }
            if owed > 0 { miss() }
            guard misses < Self.mostMisses else { return false }
        }
        bytes = 0
        owed += 1
        lastAsked = now
        isWaiting = line == .slow
        return true
    }

    /// The terminal has said how it is: the frame before the question is through.
    mutating func answer(at now: ContinuousClock.Instant) {
        misses = 0
        guard owed > 0, let lastAsked else { return }
        owed -= 1
        isWaiting = isWaiting && owed > 0
        guard now - lastAsked <= Self.quick else {
            (line, quickAnswers) = (.slow, 0)
            return
        }
        quickAnswers += 1
        if line != .slow || quickAnswers >= Self.enough { line = .quick }
    }

    /// No answer came within ``trust``.
    mutating func timeOut() {
        miss()
        isWaiting = false
    }

    private mutating func miss() {
        misses += 1
        owed = 0
    }

    /// Somebody else has the terminal, and gets the answers.
    mutating func forget() {
        isWaiting = false
        owed = 0
        bytes = 0
    }
}
