import KubeModel

/// Asks a server that answers with failures for a single object now and then, for all kinds of a context together.
///
/// Kinds wait longer after each failure, up to a minute. So many long waits at once would keep a dashboard dead after the
/// trouble is over, and so many short ones would be a burden: one of the kinds asks for all, each in its turn.
actor RecoveryProbe {
    private struct Waiter {
        var request: HTTPRequest
        var continuation: CheckedContinuation<Void, Never>
    }

    /// Seconds between two attempts, at first and at most; spread by a quarter.
    private static let firstPace = 1.0, longestPace = 2.5

    private let clock: ReflectorClock
    private let attempt: @Sendable (HTTPRequest) async -> Bool
    private var waiters: [Int: Waiter] = [:]
    private var nextWaiter = 0
    private var latestAsked = -1
    private var isProbing = false

    /// - Parameter attempt: Whether a request still fails.
    init(clock: ReflectorClock, attempt: @escaping @Sendable (HTTPRequest) async -> Bool) {
        self.clock = clock
        self.attempt = attempt
    }

    /// The cheapest request that needs what a list needs: the server's storage.
    static func request(for scope: ResourceScope) -> HTTPRequest {
        HTTPRequest(path: scope.path, query: [.init(name: "limit", value: "1")], isLogged: false, patience: 5)
    }

    /// Returns once the server has answered one of the requests that are waited for, or the task is cancelled.
    func recovered(asking request: HTTPRequest) async {
        let number = nextWaiter
        nextWaiter += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume() }
                waiters[number] = Waiter(request: request, continuation: continuation)
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

    private func forget(_ number: Int) { waiters.removeValue(forKey: number)?.continuation.resume() }

    private func probe() async {
        var pace = Self.firstPace
        while !waiters.isEmpty {
            await clock.sleep(pace * (1 + clock.random() / 4))
            pace = min(pace * 2, Self.longestPace)
            guard let number = waiters.keys.filter({ $0 > latestAsked }).min() ?? waiters.keys.min(),
                let request = waiters[number]?.request
            else { break }
            latestAsked = number
            if await !attempt(request) { break }
        }
        isProbing = false
        let ready = waiters.values
        waiters = [:]
        for waiter in ready { waiter.continuation.resume() }
    }
}
