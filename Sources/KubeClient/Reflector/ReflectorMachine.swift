import KubeModel

/// Decides what a reflector does next: pure, so that every rule of it can be tested with literals.
///
/// Whoever runs it opens and closes requests, turns bytes into rows, and says what time it is. A request that is opened
/// replaces the one before it.
///
///     phase           input               what follows
///     idle            start               connecting; the lightest request that loses nothing is opened: watch from our
///                                         version, streaming list, list from the cache, pages
///     listing         opened, arrived     listing, with the figure of rows
///                     bookmark (the end)  watching on the same request; list completed, live
///                     listed              the next page; or list completed, then watching (live) or waiting (polling)
///                     ended, failed       by the error, below
///                     tick (too long)     streaming list: the same as a plain list; else failed(timedOut)
///     watching        opened, arrived,    watching, live; the version moves on
///                     bookmark
///                     ended               watching again from our version, unshown
///                     failed              once, lost: watching again at once; else by the error
///                     tick (silent)       asks for a sign of life; in the end watching on a new connection
///                     unanswered          awaitingServer: retrying
///     waiting         tick, recovered     the lightest request
///     awaitingServer  reachable           the lightest request; waiting, if that breaks over and over
///     either of them  retryRequested,     the lightest request
///                     woke
///
///     error                               what follows
///     404                                 waiting: retrying while there are rows, else not installed
///     403                                 waiting, up to 30 s: forbidden; of a watch alone: lists are polled
///     401, login failed                   waiting, up to 10 s: credentials expired
///     no connection                       awaitingServer: retrying; what answers next is listed against
///     410, 504 too large, 400, 422, 405   another way at once (no version, no stream, pages), if not over and over
///     429, 503 and everything else        waiting, longer each time or as the server says: retrying
struct ReflectorMachine: Sendable {
    enum Input: Equatable, Sendable {
        case start
        /// The answer begins, with a good status.
        case opened
        /// Rows of a list, or changes of a watch; `added` of them were there, or are new. `version` is of the latest.
        case arrived(rows: Int, added: Int, version: String?)
        case bookmark(version: String, endsInitialEvents: Bool)
        /// A list or page is complete, but for objects that could not be read.
        case listed(version: String, continueToken: String?, unreadable: Int = 0)
        /// The server ended a watch as it does after its time.
        case ended
        case failed(ClusterError)
        /// The server answers again; refused means it had been stopped in between.
        case reachable(wasRefused: Bool)
        /// A short request was answered as it should be, after requests had failed.
        case recovered
        /// A person asks to try again now.
        case retryRequested
        /// The computer slept, and its connections are probably gone.
        case woke
        /// The server did not answer a short request, asked because a watch said nothing.
        case unanswered(ClusterError)
        /// It did. `isAlone`: not on the connection of the watch, of which the answer says nothing.
        case answered(isAlone: Bool)
        /// ``deadline`` has passed, perhaps.
        case tick
    }

    enum Output: Equatable, Sendable {
        case open(ReflectorPlan, watchSeconds: Int)
        case close
        /// Send ``Input/reachable(wasRefused:)`` once the server answers.
        case awaitServer
        /// Send ``Input/recovered`` once the server answers a short request of this kind as it should.
        case awaitRecovery
        /// Send ``Input/answered(isAlone:)`` or ``Input/unanswered(_:)`` once a short request shows which.
        case askForSign
        case emit(ReflectorEvent)
    }

    enum Phase: Equatable, Sendable {
        case idle
        /// `last`: when the latest row, or the head, came.
        case listing(ReflectorPlan, isOpen: Bool, last: Double)
        case watching(isOpen: Bool, since: Double, last: Double)
        case waiting(until: Double)
        case awaitingServer
    }

    var phase = Phase.idle
    /// The latest version we hold everything up to; nil before the first list is complete.
    var version: String?
    /// Whether rows are known from a list that was completed.
    var hasList = false
    /// Whether the version may be of another server than the one that answers: it has to be listed against.
    var mustVerify = false
    var canStream = true
    var canListFromCache = true
    var permission = WatchPermission()
    var generation = 0
    /// Rows of the list that is arriving, over all its pages.
    var listedRows = 0
    /// The figure that was last shown of it. A server sends a row a packet; not each is worth a new figure.
    var shownRows = 0
    /// When the latest list was complete.
    var listedAt = -Double.infinity
    /// Whether the latest list had objects that could not be read. A second one of the kind is taken as it is.
    var hadUnreadable = false
    var backoff = Backoff()
    var immediateRetries = ImmediateRetries()
    /// Connections lost since one last worked.
    var lost = 0
    /// Whether watches fail although lists work: then a list is no reason to be quick again.
    var failsAfterLists = false
    /// Since when every answer was "not found".
    var absentSince: Double?
    var staleness = WatchStaleness()
    /// When a sign of life was last asked for.
    var askedAt = -Double.infinity
    /// When a watch or a list last brought anything, whichever watch that was.
    var heardAt = -Double.infinity
    /// Whether this watch brought anything; one that never does cannot be told from a server with another history.
    var isSilent = true
    var watchSeconds = 300
    var shown: ConnectionState?
    var now = 0.0
    var random = 0.0

    /// Seconds to the first byte or between two rows of a list, and to the next of the initial events.
    static let headPatience = 30.0, streamPatience = 5.0
    /// The most seconds until a kind that is not there, or not ours to see, is asked for again.
    static let absencePatience = 30.0
    /// The most seconds until credentials are tried again: they may be renewed at any time, by others.
    static let credentialPatience = 10.0
    /// Seconds after which a watch counts as one that works.
    static let provenAfter = 5.0

    /// - Parameters:
    ///   - time: Seconds that never go backwards.
    ///   - random: 0 to 1: spreads waits and the length of watches.
    mutating func handle(_ input: Input, at time: Double, random: Double) -> [Output] {
        now = time
        self.random = random
        switch input {
        case .start: return show(.connecting) + resume()
        case .opened: return opened()
        case .arrived(let rows, let added, let version): return arrived(rows: rows, added: added, version: version)
        case .bookmark(let version, let ends): return bookmark(version, endsInitialEvents: ends)
        case .listed(let version, let token, let unreadable):
            return listed(version: version, continueToken: token, unreadable: unreadable)
        case .ended: return ended()
        case .failed(let error): return failed(error)
        case .reachable(let wasRefused): return reachable(wasRefused: wasRefused)
        case .recovered: return recovered()
        case .retryRequested: return retryRequested()
        case .woke: return woke()
        case .unanswered(let error): return unanswered(error)
        case .answered(let isAlone):
            staleness.isAlone = isAlone
            return []
        case .tick: return tick()
        }
    }

    /// When the machine wants a ``Input/tick``; nil while it only waits for others.
    var deadline: Double? {
        switch phase {
        case .idle, .awaitingServer: nil
        case .waiting(let until): until
        case .listing(.streamingList, let isOpen, let last):
            last + (isOpen ? Self.streamPatience : Self.headPatience)
        case .listing(_, _, let last): last + Self.headPatience
        case .watching(let isOpen, _, let last):
            isOpen
                ? min(last + staleness.patience, WatchStaleness.turn(after: max(last, askedAt)))
                : last + Self.headPatience
        }
    }

    /// Opens the lightest request that loses nothing.
    mutating func resume() -> [Output] {
        permission.review(at: now)
        guard permission.canWatch else { return open(list) }
        if let version, hasList, !mustVerify { return open(.watch(from: version)) }
        return open(canStream ? .streamingList(notOlderThan: version) : list)
    }

    private var list: ReflectorPlan { canListFromCache ? .list(notOlderThan: version) : .page(after: nil) }

    mutating func open(_ plan: ReflectorPlan) -> [Output] {
        // Between 5 and 10 minutes, so that the watches of many kinds do not all end at once.
        watchSeconds = 300 + Int(random * 300)
        if case .watch = plan {
            if staleness.wantsBriefWatches { watchSeconds = WatchStaleness.briefly + Int(random * 3) }
            phase = .watching(isOpen: false, since: now, last: now)
        } else {
            phase = .listing(plan, isOpen: false, last: now)
        }
        return [.open(plan, watchSeconds: watchSeconds)]
    }

    mutating func show(_ state: ConnectionState) -> [Output] {
        // A wait of the same length as the one before is a new one: whoever counts it down starts again.
        if case .retrying = state {} else if shown == state { return [] }
        shown = state
        return [.emit(.state(state))]
    }
}
