import Synchronization

/// Tells every reflector of a client to try again now.
final class Nudges: Sendable {
    private struct State {
        var next = 0
        var listeners: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())

    /// - Returns: What ``unsubscribe(_:)`` takes.
    func subscribe(_ listener: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[state.next] = listener
            return state.next
        }
    }

    func unsubscribe(_ number: Int) { state.withLock { $0.listeners[number] = nil } }

    func nudge() {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener() }
    }
}
