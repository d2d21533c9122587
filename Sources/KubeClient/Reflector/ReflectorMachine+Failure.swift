import KubeModel

/// What happens when they do not.
extension ReflectorMachine {
    mutating func failed(_ error: ClusterError) -> [Output] {
        settle()
        if let next = otherWay(after: error) { return next }
        switch error {
        case .notFound: return absent(error)
        case .forbidden:
            // With rights that come back, those to watch may come too.
            permission.reset()
            return wait(min(backoff.fail(at: now, random: random), Self.absencePatience), .forbidden(error))
        case .unauthorized, .loginFailed:
            let delay = min(backoff.fail(at: now, random: random), Self.credentialPatience)
            return wait(delay, .credentialsExpired(error))
        case .refused, .unresolved, .reset, .untrusted, .truncated, .timedOut: return connectionLost(error)
        case .gone, .versionTooLarge, .conflict, .alreadyExists, .tooLarge, .invalid, .badRequest, .methodNotAllowed,
            .unsupportedMediaType, .unavailable, .server, .redirected, .notJSON, .readOnly, .cancelled, .other:
            // Whatever is broken, what answers next may be another server, or the same one put back to an earlier state;
            // and of an answer that turns into garbage no part can be trusted.
            mustVerify = true
            return stayAway(error)
        case .tooManyRequests: return stayAway(error)
        }
    }

    /// A watch that lasted was a success: what failed before it has nothing to do with what fails now.
    mutating func settle() {
        guard case .watching(let isOpen, let since, _) = phase else { return }
        failsAfterLists = true
        guard isOpen, now - since >= Self.provenAfter else { return }
        failsAfterLists = false
        lost = 0
        backoff.reset()
        immediateRetries.reset()
        permission.reset()
    }

    /// Refusals that mean "not like this": the next best request. nil where there is none, or where the same answer came
    /// to it before.
    private mutating func otherWay(after error: ClusterError) -> [Output]? {
        switch (phase, error) {
        case (.listing(.streamingList, _, _), .badRequest), (.listing(.streamingList, _, _), .invalid),
            (.listing(.streamingList, _, _), .methodNotAllowed):
            canStream = false
        case (.listing(.streamingList, _, _), .forbidden):
            // It is a watch, and we may be allowed to list.
            permission.lose(at: now, random: random)
        case (.listing(.list, _, _), .badRequest), (.listing(.list, _, _), .invalid): canListFromCache = false
        case (.listing(.page(let token), _, _), .gone) where token != nil: break
        case (.watching, .gone): mustVerify = true
        case (.listing, .versionTooLarge) where version != nil, (.watching, .versionTooLarge) where version != nil,
            (.listing, .gone) where version != nil:
            forgetVersion()
        case (.watching, .forbidden), (.watching, .methodNotAllowed):
            permission.lose(at: now, random: random)
            if isListFresh { return poll() }
        case (.watching, .badRequest), (.watching, .invalid):
            // It cannot read our version, or knows no watches. A list asks for neither.
            permission.misunderstand(at: now, random: random)
            if permission.canWatch { forgetVersion() } else if isListFresh { return poll() }
        default: return nil
        }
        return again(after: error)
    }

    private var isListFresh: Bool { !mustVerify && now - listedAt < WatchPermission.pollPatience }

    /// Opens what comes next at once, unless that happened too often of late.
    private mutating func again(after error: ClusterError) -> [Output] {
        immediateRetries.mayFollowAtOnce() ? resume() : stayAway(error)
    }

    /// Rows stay; what replaces them is listed anew.
    private mutating func forgetVersion() {
        version = nil
        mustVerify = true
    }

    private mutating func wait(_ seconds: Double, _ state: ConnectionState) -> [Output] {
        phase = .waiting(until: now + seconds)
        return show(state)
    }

    /// Waits longer each time, or for as long as the server says; less where it turns out to have recovered.
    mutating func stayAway(_ error: ClusterError) -> [Output] {
        if let seconds = error.retryAfter {
            // Who asks for hours would keep a dashboard dead long after the trouble is over.
            let delay = min(max(seconds, 0.5), 120) * (1 + random / 8)
            return wait(delay, .retrying(error, inSeconds: delay))
        }
        let delay = backoff.fail(at: now, random: random)
        return wait(delay, .retrying(error, inSeconds: delay)) + [.awaitRecovery]
    }

    /// Waits for the next list, where we may not watch.
    mutating func poll() -> [Output] {
        immediateRetries.reset()
        // Sooner where it is time to see whether we may watch after all.
        let delay = max(1, min(WatchPermission.pollPatience * (1 + random / 5), permission.reviewAt - now))
        return wait(delay, .polling(everySeconds: WatchPermission.pollPatience))
    }

    /// The collection is not served. What was listed of it goes with it, but not at once: a server that is starting
    /// answers 404 for kinds it has yet to read the definitions of.
    private mutating func absent(_ error: ClusterError) -> [Output] {
        let since = absentSince ?? now
        absentSince = since
        if hasList {
            // A real server is through with it a second or so after its first answers. What lasts may be a load balancer
            // that has lost its servers: whether the kind is gone is for discovery to say.
            let delay = (now - since < 3 ? 0.4 : now - since < 20 ? 1 : 5) * (1 + random / 2)
            return wait(delay, .retrying(error, inSeconds: delay))
        }
        version = nil
        let delay = min(backoff.fail(at: now, random: random), Self.absencePatience)
        return wait(delay, .notInstalled)
    }

    private mutating func connectionLost(_ error: ClusterError) -> [Output] {
        if case .refused = error { mustVerify = true }
        lost += 1
        // Proxies cut watches every few minutes. One immediate attempt, and nobody needs to know.
        if lost == 1, case .watching(isOpen: true, _, _) = phase, !mustVerify, immediateRetries.mayFollowAtOnce() {
            return resume()
        }
        // Whoever answers after this may have another history, which a watch from our version would not show.
        mustVerify = true
        phase = .awaitingServer
        return [.awaitServer] + show(.retrying(error, inSeconds: 1))
    }
}
