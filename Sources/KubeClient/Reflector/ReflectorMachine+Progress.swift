import KubeModel

/// What happens while things go well.
extension ReflectorMachine {
    mutating func opened() -> [Output] {
        absentSince = nil
        switch phase {
        case .listing(let plan, _, _):
            phase = .listing(plan, isOpen: true, last: now)
            if case .page(let token) = plan, token != nil { return [] }
            generation += 1
            (listedRows, shownRows) = (0, 0)
            return [.emit(.listStarted(generation: generation))] + showListed()
        case .watching(_, let since, _):
            phase = .watching(isOpen: true, since: since, last: now)
            watchBegan()
            return show(.live)
        case .idle, .waiting, .awaitingServer: return []
        }
    }

    private mutating func watchBegan() {
        staleness.watchBegan(at: now, isBrief: watchSeconds < 300)
        isSilent = true
    }

    private mutating func heard() {
        isSilent = false
        heardAt = now
    }

    /// Whether this watch said nothing for as long as a server may. Brief ones may well have nothing to say, one after
    /// the other.
    var isUnheard: Bool { isSilent && (!staleness.isAlone || now - heardAt >= staleness.patienceWithServer) }

    /// A list that is read every half minute is no news.
    private mutating func showListed() -> [Output] {
        hasList && !permission.canWatch ? [] : show(.listing(count: listedRows))
    }

    mutating func arrived(rows: Int, added: Int, version: String?) -> [Output] {
        switch phase {
        case .listing(let plan, let isOpen, let last):
            // A server that ignores the wish for initial events streams changes for ever: only additions are progress.
            phase = .listing(plan, isOpen: isOpen, last: added > 0 ? now : last)
            listedRows += rows
            guard shownRows == 0 || listedRows - shownRows >= 100 else { return [] }
            shownRows = listedRows
            return showListed()
        case .watching(let isOpen, let since, _):
            phase = .watching(isOpen: isOpen, since: since, last: now)
            if let version { self.version = version }
            heard()
            lost = 0
            return []
        case .idle, .waiting, .awaitingServer: return []
        }
    }

    mutating func bookmark(_ version: String, endsInitialEvents: Bool) -> [Output] {
        switch phase {
        case .listing(.streamingList, _, _) where endsInitialEvents:
            phase = .watching(isOpen: true, since: now, last: now)
            watchBegan()
            return completeList(version: version)
        case .watching(let isOpen, let since, _):
            phase = .watching(isOpen: isOpen, since: since, last: now)
            if !version.isEmpty { self.version = version }
            staleness.bookmarkCame(at: now)
            heard()
            lost = 0
            return []
        case .listing, .idle, .waiting, .awaitingServer: return []
        }
    }

    mutating func listed(version: String, continueToken: String?, unreadable: Int) -> [Output] {
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
        self.version = version
        hasList = true
        mustVerify = false
        lost = 0
        (listedAt, heardAt) = (now, now)
        if !failsAfterLists {
            backoff.reset()
            immediateRetries.forgetShortenedWaits()
        }
        return [.emit(.listCompleted(generation: generation))] + (permission.canWatch ? show(.live) : [])
    }

    /// The usual end of a watch is resumed at once and not shown.
    mutating func ended() -> [Output] {
        switch phase {
        case .watching(_, let since, _):
            settle()
            // One that ends as soon as it began would be opened hundreds of times a second.
            if now - since < 1, isSilent || !immediateRetries.mayFollowAtOnce() { return failed(.reset) }
            // Silence for a whole watch, not even a bookmark: a server that was put back to an earlier state is as
            // silent to a version of its future, for ever.
            if isUnheard { mustVerify = true }
            return resume()
        case .listing: return failed(.truncated)
        case .idle, .waiting, .awaitingServer: return []
        }
    }
}
