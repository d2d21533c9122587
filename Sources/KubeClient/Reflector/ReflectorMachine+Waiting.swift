import KubeModel

/// What ends a wait.
extension ReflectorMachine {
    mutating func tick() -> [Output] {
        guard let deadline, now >= deadline else { return [] }
        switch phase {
        case .waiting: return resume()
        case .listing(.streamingList, let isOpen, _):
            guard isOpen else { return [.close] + failed(.timedOut) }
            canStream = false
            return [.close] + resume()
        case .listing: return [.close] + failed(.timedOut)
        case .watching(let isOpen, _, let last):
            guard isOpen else { return [.close] + failed(.timedOut) }
            guard now - last >= staleness.patience else {
                askedAt = now
                return [.askForSign]
            }
            settle()
            // Nothing for too long: the connection may be gone without a word. A new watch loses nothing, unless this one
            // never said anything: then our version may be of a history that the server no longer has.
            if isUnheard { mustVerify = true }
            return [.close] + resume()
        case .idle, .awaitingServer: return []
        }
    }

    mutating func reachable(wasRefused: Bool) -> [Output] {
        guard case .awaitingServer = phase else { return [] }
        if wasRefused { mustVerify = true }
        guard lost > 2 else { return resume() }
        // It answers, and yet the connection breaks each time: not every second then.
        return stayAway(shown?.error ?? .reset)
    }

    mutating func recovered() -> [Output] {
        guard case .waiting(let until) = phase else { return [] }
        let rest = immediateRetries.shortenedWait()
        guard rest > 0 else { return resume() }
        phase = .waiting(until: min(until, now + rest))
        return []
    }

    /// A server that is gone without a word: what it told us is of the past. Whatever the watch brought after the question
    /// is an answer, too.
    mutating func unanswered(_ error: ClusterError) -> [Output] {
        // One opened since then, whose answer has not begun, is no better off.
        guard case .watching(let isOpen, _, let last) = phase, !isOpen || last <= askedAt else { return [] }
        settle()
        lost += 1
        mustVerify = true
        phase = .awaitingServer
        return [.close, .awaitServer] + show(.retrying(error, inSeconds: 1))
    }

    mutating func retryRequested() -> [Output] {
        switch phase {
        case .waiting, .awaitingServer:
            permission.reset()
            immediateRetries.reset()
            return resume()
        case .idle, .listing, .watching: return []
        }
    }

    mutating func woke() -> [Output] {
        switch phase {
        case .idle: []
        case .waiting, .awaitingServer: resume()
        case .listing, .watching: [.close] + resume()
        }
    }
}
