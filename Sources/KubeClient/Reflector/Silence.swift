/// How long a watch may say nothing before its connection counts as dead.
///
/// Servers mark their progress, real ones about once a minute, and a connection can die without a word: the network goes,
/// the computer sleeps, something in between stalls.
struct Silence: Sendable, Equatable {
    /// Seconds, while nothing is known of the server's bookmarks.
    static let longest = 150.0
    static let shortest = 30.0

    /// The longest time between two bookmarks so far; nil before the first.
    private var gap: Double?
    private var latest = 0.0

    /// Seconds of silence after which a watch is opened anew, which loses nothing.
    var patience: Double { gap.map { min(max(2 * $0 + 10, Self.shortest), Self.longest) } ?? Self.longest }

    mutating func watchBegan(at now: Double) { latest = now }

    mutating func bookmarkCame(at now: Double) {
        gap = max(gap ?? 0, now - latest)
        latest = now
    }
}
