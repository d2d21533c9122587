/// Keeps requests that follow a failure without a wait from becoming a stream of requests.
struct ImmediateRetries: Sendable, Equatable {
    /// Requests in a row that may follow at once.
    static let turnLimit = 5

    private var turns = 0
    private var shortenedWaits = 0

    /// Counts a request that is to follow at once.
    ///
    /// - Returns: Whether it may.
    mutating func mayFollowAtOnce() -> Bool {
        turns += 1
        return turns <= Self.turnLimit
    }

    /// Counts a wait that is to be cut short, because a short request was answered.
    ///
    /// - Returns: Seconds that are still to be waited: none the first time, then 2 doubling to 10. Short requests may work
    ///   where the real ones do not.
    mutating func shortenedWait() -> Double {
        shortenedWaits += 1
        return shortenedWaits == 1 ? 0 : min(Double(1 << min(shortenedWaits - 1, 4)), 10)
    }

    /// A list worked: the next failure is a new one.
    mutating func forgetShortenedWaits() { shortenedWaits = 0 }

    mutating func reset() { self = ImmediateRetries() }
}
