/// Whether we may watch, as far as is known. Without it the list is read again and again.
struct WatchPermission: Sendable, Equatable {
    /// Seconds between two lists, spread by a fifth.
    static let pollPatience = 30.0
    /// Seconds after which watching is tried again, spread by a fifth: a refusal may be a passing one at first.
    static let firstReview = 5.0, lastReview = 240.0

    private(set) var canWatch = true
    private(set) var reviewAt = 0.0
    private var reviewPatience = Self.firstReview
    /// Watches that the server did not understand, since the last one that worked.
    private var misunderstandings = 0

    /// The server refuses to let us watch.
    mutating func lose(at now: Double, random: Double) {
        canWatch = false
        reviewAt = now + reviewPatience * (1 + random / 5)
        reviewPatience = min(reviewPatience * 2, Self.lastReview)
    }

    /// The server does not understand a watch. The first time the version may be at fault, the second time it is not.
    mutating func misunderstand(at now: Double, random: Double) {
        misunderstandings += 1
        if misunderstandings > 1 { lose(at: now, random: random) }
    }

    /// Supposes that we may again, once it is time to see.
    mutating func review(at now: Double) { if now >= reviewAt { canWatch = true } }

    mutating func reset() { self = WatchPermission() }
}
