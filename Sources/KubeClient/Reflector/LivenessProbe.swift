import KubeModel

/// Asks a server whose watches are silent whether it is still there, once for all kinds of a context that ask together.
actor LivenessProbe {
    /// Seconds for which an answer serves those who ask a little later.
    private static let freshness = 5.0

    private let clock: ReflectorClock
    private let attempt: @Sendable () async -> ClusterError?
    private var latest: (asked: Double, answer: Task<ClusterError?, Never>)?

    /// - Parameter attempt: Why nothing answers; nil when something does. Ends by itself, after seconds.
    init(clock: ReflectorClock, attempt: @escaping @Sendable () async -> ClusterError?) {
        self.clock = clock
        self.attempt = attempt
    }

    /// - Returns: Why the server does not answer; nil where it does.
    func failure() async -> ClusterError? {
        let now = clock.now()
        if let latest, now - latest.asked < Self.freshness { return await latest.answer.value }
        let answer = Task { [attempt] in await attempt() }
        latest = (now, answer)
        return await answer.value
    }
}
