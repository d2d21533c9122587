/// How long a watch may say nothing before its connection counts as dead.
///
/// Servers mark their progress, real ones about once a minute, and a connection can die without a word: the network goes,
/// the computer sleeps, something in between stalls.
struct Silence: Sendable, Equatable {
    /// Seconds, while nothing is known of the server's bookmarks.
    static let longest = 150.0
    static let shortest = 20.0
    /// Seconds between two questions whether the server is still there. They are asked at multiples of it, so that all
    /// kinds of a context ask together, and are answered by one request.
    static let askEvery = 15.0

    /// The next moment to ask, for a watch whose latest word, or question, came at `time`.
    static func turn(after time: Double) -> Double { ((time / askEvery).rounded(.down) + 1) * askEvery }

    /// The longest time between two bookmarks so far; nil before the first.
    private var gap: Double?
    private var latest = 0.0

    /// Seconds of silence after which a watch is opened anew, which loses nothing.
    var patience: Double { gap.map { min(max(1.25 * $0 + 5, Self.shortest), Self.longest) } ?? Self.longest }

    mutating func watchBegan(at now: Double) { latest = now }

    mutating func bookmarkCame(at now: Double) {
        gap = max(gap ?? 0, now - latest)
        latest = now
    }
}
