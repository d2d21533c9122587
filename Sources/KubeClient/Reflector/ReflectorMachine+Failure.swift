import KubeModel

/// What happens when they do not.
extension ReflectorMachine {
    mutating func failed(_ error: ClusterError) -> [Output] {
        if let next = otherWay(after: error) { return next }
        switch error {
        case .notFound: return absent(error)
        case .forbidden: return wait(Self.absencePatience, .forbidden(error))
        case .unauthorized, .loginFailed: return wait(backoff.fail(at: now, random: random), .credentialsExpired(error))
        case .refused, .unresolved, .reset, .untrusted, .truncated, .timedOut: return connectionLost(error)
        case .gone, .versionTooLarge, .conflict, .alreadyExists, .tooLarge, .invalid, .badRequest, .methodNotAllowed,
            .unsupportedMediaType, .tooManyRequests, .unavailable, .server, .redirected, .notJSON, .cancelled, .other:
            let delay = max(backoff.fail(at: now, random: random), error.retryAfter ?? 0)
            return wait(delay, .retrying(error, inSeconds: delay))
        }
    }

    /// Refusals that mean "not like this": the next best request, at once. nil where there is none, or where the same
    /// answer came to it before.
    private mutating func otherWay(after error: ClusterError) -> [Output]? {
        switch (phase, error) {
        case (.listing(.streamingList, _, _), .badRequest), (.listing(.streamingList, _, _), .invalid),
            (.listing(.streamingList, _, _), .methodNotAllowed):
            canStream = false
            return resume()
        case (.listing(.list, _, _), .badRequest), (.listing(.list, _, _), .invalid):
            canListFromCache = false
            return resume()
        case (.listing(.page(let token), _, _), .gone) where token != nil:
            return open(.page(after: nil))
        case (.watching, .gone):
            mustVerify = true
            return resume()
        case (.listing, .versionTooLarge) where version != nil, (.watching, .versionTooLarge) where version != nil,
            (.listing, .gone) where version != nil:
            forgetVersion()
            return resume()
        case (.watching, .badRequest), (.watching, .invalid):
            // It cannot read our version; a list asks for none. Counted as a failure, should the list bring it again.
            forgetVersion()
            return nil
        default: return nil
        }
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

    /// The collection is not served. What was listed of it goes with it, but not at once: a server that is starting
    /// answers 404 for kinds it has yet to read the definitions of.
    private mutating func absent(_ error: ClusterError) -> [Output] {
        let since = absentSince ?? now
        absentSince = since
        if hasList, now - since < Self.absenceGrace {
            let delay = 1 + random / 2
            return wait(delay, .retrying(error, inSeconds: delay))
        }
        var outputs: [Output] = []
        if hasList {
            generation += 1
            outputs = [.emit(.listStarted(generation: generation)), .emit(.listCompleted(generation: generation))]
        }
        version = nil
        hasList = false
        let delay = min(backoff.fail(at: now, random: random), Self.absencePatience)
        return outputs + wait(delay, .notInstalled)
    }

    private mutating func connectionLost(_ error: ClusterError) -> [Output] {
        if case .refused = error { mustVerify = true }
        if case .watching(let isOpen, let since, _) = phase, isOpen, now - since >= 5 { lost = 0 }
        lost += 1
        // Proxies cut watches every few minutes. One immediate attempt, and nobody needs to know.
        if lost == 1, case .watching(isOpen: true, _, _) = phase, !mustVerify { return resume() }
        phase = .awaitingServer
        return [.awaitServer] + show(.retrying(error, inSeconds: 1))
    }
}
