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
        case .watching(let isOpen, _, _):
            guard isOpen else { return [.close] + failed(.timedOut) }
            settle()
            // Nothing for too long: the connection may be gone without a word. A new watch loses nothing, unless this one
            // never said anything: then our version may be of a history that the server no longer has.
            if isSilent { mustVerify = true }
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
        let rest = haste.hurry()
        guard rest > 0 else { return resume() }
        phase = .waiting(until: min(until, now + rest))
        return []
    }

    mutating func nudged() -> [Output] {
        switch phase {
        case .waiting, .awaitingServer:
            permission.reset()
            haste.reset()
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
