import Synchronization

/// Why a reflector is to try again now.
enum RetrySignal: Sendable {
    /// A person asks for it.
    case person
    /// The computer slept.
    case wakeUp
}

/// Tells every reflector of a client to try again now.
///
/// While there are reflectors it looks every few seconds whether the computer has slept: connections that died meanwhile
/// do not say so.
final class RetrySignals: Sendable {
    private struct State {
        var next = 0
        var listeners: [Int: @Sendable (RetrySignal) -> Void] = [:]
        /// Owned here; runs while there are listeners.
        var sentinel: Task<Void, Never>?
    }

    /// Seconds between two looks, and of sleep that counts.
    private static let interval = 5.0, nap = 2.0

    private let state = Mutex(State())
    private let clock: ReflectorClock

    init(clock: ReflectorClock) { self.clock = clock }

    /// - Returns: What ``unsubscribe(_:)`` takes.
    func subscribe(_ listener: @escaping @Sendable (RetrySignal) -> Void) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[state.next] = listener
            if state.sentinel == nil { state.sentinel = Task { [weak self] in await self?.watchForSleep() } }
            return state.next
        }
    }

    func unsubscribe(_ number: Int) {
        state.withLock { state in
            state.listeners[number] = nil
            guard state.listeners.isEmpty else { return }
            state.sentinel?.cancel()
            state.sentinel = nil
        }
    }

    func signal(_ signal: RetrySignal = .person) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener(signal) }
    }

    private func watchForSleep() async {
        var slept = clock.asleep()
        while !Task.isCancelled {
            await clock.sleep(Self.interval)
            let total = clock.asleep()
            if total - slept > Self.nap { signal(.wakeUp) }
            slept = total
        }
    }
}
