import KubeModel

/// Asks an unreachable server four times a second, after a quarter of a minute once a second, whether it is back, for all kinds of a context together.
///
/// It works only while somebody waits, and its loop ends with the last of them.
actor ConnectionProbe {
    private let clock: ReflectorClock
    private let attempt: @Sendable () async -> ClusterError?
    private var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var nextWaiter = 0
    private var isProbing = false

    /// - Parameter attempt: Why nothing answers; nil when something does.
    init(clock: ReflectorClock, attempt: @escaping @Sendable () async -> ClusterError?) {
        self.clock = clock
        self.attempt = attempt
    }

    /// Returns once the server answers, or the task is cancelled.
    ///
    /// - Returns: Whether a connection was refused in the meantime: the server was stopped, and may have been replaced.
    func reachable() async -> Bool {
        let number = nextWaiter
        nextWaiter += 1
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: false) }
                waiters[number] = continuation
                guard !isProbing else { return }
                isProbing = true
                // Owned by this actor; ends by itself when nobody waits any more.
                Task { await self.probe() }
            }
        } onCancel: {
            Task { await self.forget(number) }
        }
    }

    /// How many wait.
    var waiting: Int { waiters.count }

    private func forget(_ number: Int) { waiters.removeValue(forKey: number)?.resume(returning: false) }

    private func probe() async {
        var wasRefused = false, attempts = 0
        while !waiters.isEmpty {
            let begun = clock.now()
            guard let error = await attempt() else { break }
            if case .refused = error { wasRefused = true }
            // Most servers that restart are back in seconds, and every tenth of one is waited for.
            attempts += 1
            let interval = attempts <= 60 ? 0.25 : 1
            await clock.sleep(max(0, begun + interval - clock.now()))
        }
        isProbing = false
        let ready = waiters.values
        waiters = [:]
        for waiter in ready { waiter.resume(returning: wasRefused) }
    }
}
