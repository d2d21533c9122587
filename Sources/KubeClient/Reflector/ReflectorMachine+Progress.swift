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
            return [.emit(.listStarted(generation: generation))] + show(.listing(count: 0))
        case .watching(_, let since, _):
            phase = .watching(isOpen: true, since: since, last: now)
            hasBookmarks = false
            isSilent = true
            return show(.live)
        case .idle, .waiting, .awaitingServer: return []
        }
    }

    mutating func arrived(rows: Int, added: Int, version: String?) -> [Output] {
        switch phase {
        case .listing(let plan, let isOpen, let last):
            // A server that ignores the wish for initial events streams changes for ever: only additions are progress.
            phase = .listing(plan, isOpen: isOpen, last: added > 0 ? now : last)
            listedRows += rows
            guard shownRows == 0 || listedRows - shownRows >= 100 else { return [] }
            shownRows = listedRows
            return show(.listing(count: listedRows))
        case .watching(let isOpen, let since, _):
            phase = .watching(isOpen: isOpen, since: since, last: now)
            if let version { self.version = version }
            isSilent = false
            lost = 0
            return []
        case .idle, .waiting, .awaitingServer: return []
        }
    }

    mutating func bookmark(_ version: String, endsInitialEvents: Bool) -> [Output] {
        switch phase {
        case .listing(.streamingList, _, _) where endsInitialEvents:
            phase = .watching(isOpen: true, since: now, last: now)
            hasBookmarks = false
            isSilent = true
            return completeList(version: version)
        case .watching(let isOpen, let since, _):
            phase = .watching(isOpen: isOpen, since: since, last: now)
            if !version.isEmpty { self.version = version }
            hasBookmarks = true
            isSilent = false
            lost = 0
            return []
        case .listing, .idle, .waiting, .awaitingServer: return []
        }
    }

    mutating func listed(version: String, continueToken: String?) -> [Output] {
        guard case .listing = phase else { return [] }
        if let continueToken { return open(.page(after: continueToken)) }
        let done = completeList(version: version)
        return done + open(.watch(from: version))
    }

    private mutating func completeList(version: String) -> [Output] {
        self.version = version
        hasList = true
        mustVerify = false
        lost = 0
        return [.emit(.listCompleted(generation: generation))] + show(.live)
    }

    /// The usual end of a watch is resumed at once and not shown.
    mutating func ended() -> [Output] {
        switch phase {
        case .watching(_, let since, _):
            // One that ends as soon as it began would be opened hundreds of times a second.
            if now - since < 1, isSilent { return failed(.reset) }
            // Silence for a whole watch, not even a bookmark: a server that was put back to an earlier state is as
            // silent to a version of its future, for ever.
            if isSilent { mustVerify = true }
            return resume()
        case .listing: return failed(.truncated)
        case .idle, .waiting, .awaitingServer: return []
        }
    }

    mutating func tick() -> [Output] {
        guard let deadline, now >= deadline else { return [] }
        switch phase {
        case .waiting: return resume()
        case .listing(.streamingList, let isOpen, _):
            guard isOpen else { return [.close] + failed(.timedOut) }
            canStream = false
            return [.close] + resume()
        case .watching(let isOpen, _, _):
            guard isOpen else { return [.close] + failed(.timedOut) }
            // Nothing for too long: the connection may be gone without a word. A new watch loses nothing.
            return [.close] + resume()
        case .listing, .idle, .awaitingServer: return []
        }
    }

    mutating func reachable(wasRefused: Bool) -> [Output] {
        guard case .awaitingServer = phase else { return [] }
        if wasRefused { mustVerify = true }
        guard lost > 2 else { return resume() }
        // It answers, and yet the connection breaks each time: not every second then.
        let delay = backoff.fail(at: now, random: random)
        phase = .waiting(until: now + delay)
        return show(.retrying(shown?.error ?? .reset, inSeconds: delay))
    }

    mutating func nudged() -> [Output] {
        switch phase {
        case .waiting, .awaitingServer: resume()
        case .idle, .listing, .watching: []
        }
    }
}
