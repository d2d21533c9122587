import KubeModel

/// What went wrong of late, and how long to stay away for it.
struct Setbacks: Sendable, Equatable {
    /// The most seconds until a kind that is not there, or not ours to see, is asked for again.
    private static let absencePatience = 30.0
    /// The most seconds until credentials are tried again: they may be renewed at any time, by others.
    private static let credentialPatience = 10.0

    private var backoff = Backoff()
    private var immediateRetries = ImmediateRetries()
    /// Connections lost since one last worked.
    private(set) var lost = 0
    /// Whether watches fail although lists work: then a list is no reason to be quick again.
    private var failsAfterLists = false
    /// Since when every answer was "not found".
    private var absentSince: Double?

    // MARK: What worked

    mutating func answerBegan() { absentSince = nil }

    mutating func watchSaidSomething() { lost = 0 }

    mutating func listCame() {
        lost = 0
        guard !failsAfterLists else { return }
        backoff.reset()
        immediateRetries.forgetShortenedWaits()
    }

    /// - Parameter isProven: Whether the watch lasted: what failed before it has nothing to do with what fails now.
    mutating func watchEnded(isProven: Bool) {
        failsAfterLists = !isProven
        guard isProven else { return }
        lost = 0
        backoff.reset()
        immediateRetries.reset()
    }

    // MARK: What did not

    mutating func connectionWasLost() { lost += 1 }

    /// Counts a request that is to follow at once, and says whether it may.
    mutating func mayFollowAtOnce() -> Bool { immediateRetries.mayFollowAtOnce() }

    /// A wait of some length is over, or a person asked: requests may follow at once again.
    mutating func forgetImmediateRetries() { immediateRetries.reset() }

    /// Seconds that are still to be waited although a short request was answered.
    mutating func shortenedWait() -> Double { immediateRetries.shortenedWait() }

    /// Seconds to wait: longer each time, or as the server says.
    ///
    /// - Parameter random: 0 to 1, as below.
    mutating func wait(after error: ClusterError, at now: Double, random: Double) -> Double {
        guard let seconds = error.retryAfter else { return backoff.fail(at: now, random: random) }
        // Who asks for hours would keep a dashboard dead long after the trouble is over.
        return min(max(seconds, 0.5), 120) * (1 + random / 8)
    }

    mutating func waitForRights(at now: Double, random: Double) -> Double {
        min(backoff.fail(at: now, random: random), Self.absencePatience)
    }

    mutating func waitForCredentials(at now: Double, random: Double) -> Double {
        min(backoff.fail(at: now, random: random), Self.credentialPatience)
    }

    /// - Parameter hasRows: Whether there are rows that would go with the kind. A server that is starting answers 404 for
    ///   kinds it has yet to read the definitions of, and is through with it a second or so after its first answers. What
    ///   lasts may be a load balancer that has lost its servers: whether the kind is gone is for discovery to say.
    mutating func waitForKind(at now: Double, random: Double, hasRows: Bool) -> Double {
        let since = absentSince ?? now
        absentSince = since
        guard hasRows else { return min(backoff.fail(at: now, random: random), Self.absencePatience) }
        return (now - since < 3 ? 0.4 : now - since < 20 ? 1 : 5) * (1 + random / 2)
    }
}
