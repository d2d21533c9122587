/// Decides when the next frame may follow, so that none waits behind another one on a slow line. A pure value.
///
/// After a frame the terminal is asked for its status: what it answers comes when the frame is through. Small changes share
/// one question, as ``unasked`` bytes are no queue.
///
/// A terminal that has never answered may not know the question: it is waited for ``patience``, twice that and four times
/// that, and is not asked again. That it answers other questions says nothing: not all know this one. One that has answered is believed longer, because a long frame takes long. After three
/// questions in vain that one is not asked either, until an answer comes after all, as when a line has come back.
struct FramePace {
    static let unasked = 200
    static let patience = Duration.milliseconds(300)
    /// As long as a screen of eight kilobytes takes at four kilobytes a second.
    static let trust = Duration.seconds(2)
    private static let mostMisses = 3

    /// Whether a frame is not known to be through.
    private(set) var isWaiting = false
    /// Whether the terminal has ever answered.
    private var isKnown = false
    /// Questions in vain, in a row.
    private var misses: Int
    /// Questions whose answers may still come: each is that of its own frame.
    private var owed = 0
    /// Bytes since the last question.
    private var bytes = 0

    /// - Parameter asks: Whether there may be somebody who answers.
    init(asks: Bool) {
        misses = asks ? 0 : Self.mostMisses
    }

    /// How long the answer is waited for.
    var pause: Duration { isKnown ? Self.trust : Self.patience * (1 << misses) }

    /// A frame is sent.
    ///
    /// - Returns: Whether the question follows it. Nothing may be drawn then until ``isWaiting`` is over.
    mutating func send(_ count: Int) -> Bool {
        guard misses < Self.mostMisses else { return false }
        bytes += count
        guard bytes > Self.unasked else { return false }
        bytes = 0
        owed += 1
        isWaiting = true
        return true
    }

    /// The terminal has said how it is: the frame before the question is through.
    mutating func answer() {
        isKnown = true
        misses = 0
        owed = max(0, owed - 1)
        isWaiting = isWaiting && owed > 0
    }

    /// No answer came within ``pause``.
    mutating func timeOut() {
        misses += 1
        isWaiting = false
        // From one that answers it is lost; from one that is not known yet it may be late.
        if isKnown { owed = 0 }
    }

    /// Somebody else has the terminal, and gets the answers.
    mutating func forget() {
        isWaiting = false
        owed = 0
        bytes = 0
    }
}
