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
    private(set) var phase = Phase.idle
    private var held: HeldList
    private var permission = WatchPermission()
    private var progress = ListProgress()
    private var staleness = WatchStaleness()
    private var setbacks = Setbacks()
    /// Whether the latest list had objects that could not be read. A second one of the kind is taken as it is.
    private var hadUnreadable = false
    private var watchSeconds = 300
    private var shown: ConnectionState?
    private var now = 0.0
    private var random = 0.0

    /// Seconds to the first byte or between two rows of a list, and to the next of the initial events.
    private static let headPatience = 30.0, streamPatience = 5.0
    /// Seconds after which a watch counts as one that works.
    private static let provenAfter = 5.0

    /// - Parameter held: What is known from before.
    init(holding held: HeldList = HeldList()) { self.held = held }

    /// The latest version we hold everything up to; nil before the first list is complete.
    var version: String? { held.version }
    var isWatching: Bool { if case .watching(isOpen: true, _, _) = phase { true } else { false } }

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
            isOpen ? staleness.deadline(ofSilenceSince: last) : last + Self.headPatience
        }
    }

    /// Opens the lightest request that loses nothing.
    private mutating func resume() -> [Output] {
        permission.review(at: now)
        return open(held.lightest(canWatch: permission.canWatch))
    }

    private mutating func open(_ plan: ReflectorPlan) -> [Output] {
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

    private mutating func show(_ state: ConnectionState) -> [Output] {
        // A wait of the same length as the one before is a new one: whoever counts it down starts again.
        if case .retrying = state {} else if shown == state { return [] }
        shown = state
        return [.emit(.state(state))]
    }
}

// MARK: While things go well

extension ReflectorMachine {
    private mutating func opened() -> [Output] {
        setbacks.answerBegan()
        switch phase {
        case .listing(let plan, _, _):
            phase = .listing(plan, isOpen: true, last: now)
            if case .page(let token) = plan, token != nil { return [] }
            progress.begin()
            return [.emit(.listStarted(generation: progress.generation))] + showListed()
        case .watching(_, let since, _):
            phase = .watching(isOpen: true, since: since, last: now)
            staleness.watchBegan(at: now, isBrief: watchSeconds < 300)
            return show(.live)
        case .idle, .waiting, .awaitingServer: return []
        }
    }

    /// A list that is read every half minute is no news.
    private mutating func showListed() -> [Output] {
        held.isComplete && !permission.canWatch ? [] : show(.listing(count: progress.rows))
    }

    private mutating func arrived(rows: Int, added: Int, version: String?) -> [Output] {
        switch phase {
        case .listing(let plan, let isOpen, let last):
            // A server that ignores the wish for initial events streams changes for ever: only additions are progress.
            phase = .listing(plan, isOpen: isOpen, last: added > 0 ? now : last)
            return progress.arrived(rows) ? showListed() : []
        case .watching(let isOpen, let since, _):
            phase = .watching(isOpen: isOpen, since: since, last: now)
            if let version { held.advance(to: version) }
            staleness.heard(at: now)
            setbacks.watchSaidSomething()
            return []
        case .idle, .waiting, .awaitingServer: return []
        }
    }

    private mutating func bookmark(_ version: String, endsInitialEvents: Bool) -> [Output] {
        switch phase {
        case .listing(.streamingList, _, _) where endsInitialEvents:
            phase = .watching(isOpen: true, since: now, last: now)
            staleness.watchBegan(at: now, isBrief: watchSeconds < 300)
            return completeList(version: version)
        case .watching(let isOpen, let since, _):
            phase = .watching(isOpen: isOpen, since: since, last: now)
            held.advance(to: version)
            staleness.bookmarkCame(at: now)
            staleness.heard(at: now)
            setbacks.watchSaidSomething()
            return []
        case .listing, .idle, .waiting, .awaitingServer: return []
        }
    }

    private mutating func listed(version: String, continueToken: String?, unreadable: Int) -> [Output] {
        guard case .listing = phase else { return [] }
        if unreadable > 0, !hadUnreadable {
            // Completing it would drop rows that are there. The bytes were damaged on their way, or else they are as bad
            // the next time.
            hadUnreadable = true
            return failed(.notJSON)
        }
        if let continueToken { return open(.page(after: continueToken)) }
        hadUnreadable = unreadable > 0
        let done = completeList(version: version)
        return done + (permission.canWatch ? open(.watch(from: version)) : poll())
    }

    private mutating func completeList(version: String) -> [Output] {
        held.complete(version: version, at: now)
        staleness.listCame(at: now)
        setbacks.listCame()
        return [.emit(.listCompleted(generation: progress.generation))] + (permission.canWatch ? show(.live) : [])
    }

    /// The usual end of a watch is resumed at once and not shown.
    private mutating func ended() -> [Output] {
        switch phase {
        case .watching(_, let since, _):
            settle()
            // One that ends as soon as it began would be opened hundreds of times a second.
            if now - since < 1, staleness.isSilent || !setbacks.mayFollowAtOnce() { return failed(.reset) }
            // Silence for a whole watch, not even a bookmark: a server that was put back to an earlier state is as
            // silent to a version of its future, for ever.
            if staleness.isUnheard(at: now) { held.doubt() }
            return resume()
        case .listing: return failed(.truncated)
        case .idle, .waiting, .awaitingServer: return []
        }
    }
}

// MARK: When they do not

extension ReflectorMachine {
    private mutating func failed(_ error: ClusterError) -> [Output] {
        settle()
        if let next = otherWay(after: error) { return next }
        switch error {
        case .notFound: return absent(error)
        case .forbidden:
            // With rights that come back, those to watch may come too.
            permission.reset()
            return wait(setbacks.waitForRights(at: now, random: random), .forbidden(error))
        case .unauthorized, .loginFailed:
            return wait(setbacks.waitForCredentials(at: now, random: random), .credentialsExpired(error))
        case .refused, .unresolved, .reset, .untrusted, .truncated, .timedOut: return connectionLost(error)
        case .gone, .versionTooLarge, .conflict, .alreadyExists, .tooLarge, .invalid, .badRequest, .methodNotAllowed,
            .unsupportedMediaType, .unavailable, .server, .redirected, .notJSON, .readOnly, .cancelled, .other:
            // Whatever is broken, what answers next may be another server, or the same one put back to an earlier state;
            // and of an answer that turns into garbage no part can be trusted.
            held.doubt()
            return stayAway(error)
        case .tooManyRequests: return stayAway(error)
        }
    }

    /// A watch that lasted was a success: what failed before it has nothing to do with what fails now.
    private mutating func settle() {
        guard case .watching(let isOpen, let since, _) = phase else { return }
        let isProven = isOpen && now - since >= Self.provenAfter
        setbacks.watchEnded(isProven: isProven)
        if isProven { permission.reset() }
    }

    /// Refusals that mean "not like this": the next best request. nil where there is none, or where the same answer came
    /// to it before.
    private mutating func otherWay(after error: ClusterError) -> [Output]? {
        switch (phase, error) {
        case (.listing(.streamingList, _, _), .badRequest), (.listing(.streamingList, _, _), .invalid),
            (.listing(.streamingList, _, _), .methodNotAllowed):
            held.giveUpStreaming()
        case (.listing(.streamingList, _, _), .forbidden):
            // It is a watch, and we may be allowed to list.
            permission.lose(at: now, random: random)
        case (.listing(.list, _, _), .badRequest), (.listing(.list, _, _), .invalid): held.giveUpListingFromCache()
        case (.listing(.page(let token), _, _), .gone) where token != nil: break
        case (.watching, .gone): held.doubt()
        case (.listing, .versionTooLarge) where held.version != nil, (.watching, .versionTooLarge) where held.version != nil,
            (.listing, .gone) where held.version != nil:
            held.forgetVersion()
        case (.watching, .forbidden), (.watching, .methodNotAllowed):
            permission.lose(at: now, random: random)
            if held.isFresh(at: now) { return poll() }
        case (.watching, .badRequest), (.watching, .invalid):
            // It cannot read our version, or knows no watches. A list asks for neither.
            permission.misunderstand(at: now, random: random)
            if permission.canWatch { held.forgetVersion() } else if held.isFresh(at: now) { return poll() }
        default: return nil
        }
        // At once, unless that happened too often of late.
        return setbacks.mayFollowAtOnce() ? resume() : stayAway(error)
    }

    private mutating func wait(_ seconds: Double, _ state: ConnectionState) -> [Output] {
        phase = .waiting(until: now + seconds)
        return show(state)
    }

    /// Waits longer each time, or for as long as the server says; less where it turns out to have recovered.
    private mutating func stayAway(_ error: ClusterError) -> [Output] {
        let delay = setbacks.wait(after: error, at: now, random: random)
        let isServersWish = error.retryAfter != nil
        return wait(delay, .retrying(error, inSeconds: delay)) + (isServersWish ? [] : [.awaitRecovery])
    }

    /// Waits for the next list, where we may not watch.
    private mutating func poll() -> [Output] {
        setbacks.forgetImmediateRetries()
        // Sooner where it is time to see whether we may watch after all.
        let delay = max(1, min(WatchPermission.pollPatience * (1 + random / 5), permission.reviewAt - now))
        return wait(delay, .polling(everySeconds: WatchPermission.pollPatience))
    }

    /// The collection is not served. What was listed of it goes with it, but not at once.
    private mutating func absent(_ error: ClusterError) -> [Output] {
        let delay = setbacks.waitForKind(at: now, random: random, hasRows: held.isComplete)
        if held.isComplete { return wait(delay, .retrying(error, inSeconds: delay)) }
        held.dropVersion()
        return wait(delay, .notInstalled)
    }

    private mutating func connectionLost(_ error: ClusterError) -> [Output] {
        if case .refused = error { held.doubt() }
        setbacks.connectionWasLost()
        // Proxies cut watches every few minutes. One immediate attempt, and nobody needs to know.
        if setbacks.lost == 1, case .watching(isOpen: true, _, _) = phase, !held.isDoubted, setbacks.mayFollowAtOnce() {
            return resume()
        }
        // Whoever answers after this may have another history, which a watch from our version would not show.
        held.doubt()
        phase = .awaitingServer
        return [.awaitServer] + show(.retrying(error, inSeconds: 1))
    }
}

// MARK: What ends a wait

extension ReflectorMachine {
    private mutating func tick() -> [Output] {
        guard let deadline, now >= deadline else { return [] }
        switch phase {
        case .waiting: return resume()
        case .listing(.streamingList, let isOpen, _):
            guard isOpen else { return [.close] + failed(.timedOut) }
            held.giveUpStreaming()
            return [.close] + resume()
        case .listing: return [.close] + failed(.timedOut)
        case .watching(let isOpen, _, let last):
            guard isOpen else { return [.close] + failed(.timedOut) }
            guard now - last >= staleness.patience else {
                staleness.asked(at: now)
                return [.askForSign]
            }
            settle()
            // Nothing for too long: the connection may be gone without a word. A new watch loses nothing, unless this one
            // never said anything: then our version may be of a history that the server no longer has.
            if staleness.isUnheard(at: now) { held.doubt() }
            return [.close] + resume()
        case .idle, .awaitingServer: return []
        }
    }

    private mutating func reachable(wasRefused: Bool) -> [Output] {
        guard case .awaitingServer = phase else { return [] }
        if wasRefused { held.doubt() }
        guard setbacks.lost > 2 else { return resume() }
        // It answers, and yet the connection breaks each time: not every second then.
        return stayAway(shown?.error ?? .reset)
    }

    private mutating func recovered() -> [Output] {
        guard case .waiting(let until) = phase else { return [] }
        let rest = setbacks.shortenedWait()
        if rest <= 0 { return resume() }
        phase = .waiting(until: min(until, now + rest))
        return []
    }

    /// A server that is gone without a word: what it told us is of the past. Whatever the watch brought after the question
    /// is an answer, too.
    private mutating func unanswered(_ error: ClusterError) -> [Output] {
        // One opened since then, whose answer has not begun, is no better off.
        guard case .watching(let isOpen, _, let last) = phase, !isOpen || last <= staleness.askedAt else { return [] }
        settle()
        setbacks.connectionWasLost()
        held.doubt()
        phase = .awaitingServer
        return [.close, .awaitServer] + show(.retrying(error, inSeconds: 1))
    }

    private mutating func retryRequested() -> [Output] {
        switch phase {
        case .waiting, .awaitingServer:
            permission.reset()
            setbacks.forgetImmediateRetries()
            return resume()
        case .idle, .listing, .watching: return []
        }
    }

    private mutating func woke() -> [Output] {
        switch phase {
        case .idle: []
        case .waiting, .awaitingServer: resume()
        case .listing, .watching: [.close] + resume()
        }
    }
}
