/// How long a watch may say nothing before its connection counts as dead.
///
/// Servers mark their progress, real ones about once a minute, and a connection can die without a word: the network goes,
/// the computer sleeps, something in between stalls.
struct WatchStaleness: Sendable, Equatable {
    /// Seconds, while nothing is known of the server's bookmarks.
    static let longest = 150.0
    static let shortest = 20.0
    /// Seconds between two questions whether the server is still there. They are asked at multiples of it, so that all
    /// kinds of a context ask together, and are answered by one request.
    static let askEvery = 15.0

    /// After how many seconds at least a server is to end a watch that it is asked to end early: before ``shortest``.
    static let briefly = 15

    /// Whether a watch has a connection to itself, so that the answer to a question says nothing of it: NAT, a firewall or a
    /// proxy may have lost this one connection of many, and go on to acknowledge what is sent on it.
    var isAlone = false

    /// The longest time between two bookmarks so far; nil before the first.
    private var gap: Double?
    private var latest = 0.0
    private var isBrief = false
    /// Whether this watch brought anything; one that never does cannot be told from a server with another history.
    private(set) var isSilent = true
    /// When a watch or a list last brought anything, whichever watch that was.
    private var heardAt = -Double.infinity
    /// When a sign of life was last asked for.
    private(set) var askedAt = -Double.infinity

    /// Seconds of silence that are nothing unusual for this server.
    var patienceWithServer: Double {
        gap.map { min(max(1.25 * $0 + 5, Self.shortest), Self.longest) } ?? Self.longest
    }

    /// Seconds of silence after which a watch is opened anew, which loses nothing.
    var patience: Double { isAlone ? Self.shortest : patienceWithServer }

    /// Whether watches should end by themselves before they look dead. A server marks its progress before it ends a watch,
    /// as it would not in time otherwise; and what ends in order leaves a connection that the next one can use. So it
    /// costs a small request a watch, and no handshake.
    var wantsBriefWatches: Bool { isAlone && (gap.map { $0 > Self.shortest - 2 } ?? true) }

    /// When something is due for a watch that last said anything at `last`: a question, or its end.
    func deadline(ofSilenceSince last: Double) -> Double {
        let turn = ((max(last, askedAt) / Self.askEvery).rounded(.down) + 1) * Self.askEvery
        return min(last + patience, turn)
    }

    /// Whether this watch said nothing for as long as a server may. Brief ones may well have nothing to say, one after
    /// the other.
    func isUnheard(at now: Double) -> Bool { isSilent && (!isAlone || now - heardAt >= patienceWithServer) }

    mutating func watchBegan(at now: Double, isBrief: Bool) {
        latest = now
        self.isBrief = isBrief
        isSilent = true
    }

    mutating func heard(at now: Double) {
        isSilent = false
        heardAt = now
    }

    mutating func listCame(at now: Double) { heardAt = now }

    mutating func asked(at now: Double) { askedAt = now }

    mutating func bookmarkCame(at now: Double) {
        // The one that comes before the end says nothing of the others.
        if !isBrief { gap = max(gap ?? 0, now - latest) }
        latest = now
    }
}
